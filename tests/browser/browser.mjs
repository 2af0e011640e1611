/*
 * Opens pages in a headless Chromium. One browser serves all test files of a
 * process. Whatever a page says to the console, throws, breaks of its policy or
 * asks of the network is a fault, and fails closeAll().
 *
 * GAMUT_NODE_MODULES: a folder with playwright-core and axe-core in it; without
 * it they are looked for as Node.js looks for packages. GAMUT_CHROMIUM: the
 * browser's program.
 */

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const modules = process.env.GAMUT_NODE_MODULES;
const load = createRequire(
	modules ? path.resolve(modules) + path.sep : import.meta.url);
const { chromium } = load(modules
	? path.resolve(modules, "playwright-core") : "playwright-core");

const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run",
	"--disable-background-networking"];

/* The sections that tell of all runs and tasks at once. */
export const OWN = ["#answer", "#plane", "#comparison", "#tasks", "#made"];

/* What comes before the data in a page. */
const DATA = '<script type="application/json" id="gamut-data">';
/* The folder of changed pages, and how many there are. */
let variants = null;
let made = 0;

/* A promise of the one browser: { context, profile }. */
let browser = null;
/* The pages that visit() gave, by their files. */
const visited = new Map();
/* What was wrong with the pages, and is told by closeAll(). */
let faults = [];
/* Of a page that expecting() watches: where its faults go instead. */
const expected = new WeakMap();

async function launch() {
	const profile = mkdtempSync(path.join(tmpdir(), "gamut-browser-"));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath: process.env.GAMUT_CHROMIUM ?? "/usr/bin/chromium",
		args: ARGUMENTS,
		headless: true,
		viewport: null,
	});

	return { context, profile };
}

function watch(page, name) {
	const fault = (kind, text) => {
		(expected.get(page) ?? faults).push(`${name}: ${kind}: ${text}`);
	};

	page.on("console", (message) => fault("console", message.text()));
	page.on("pageerror", (error) => fault("error", error.stack ?? error));
	page.on("crash", () => fault("crash", page.url()));
	page.on("dialog", (dialog) => {
		fault("dialog", dialog.message());
		dialog.dismiss();
	});
	page.on("request", (request) => {
		const file = request.isNavigationRequest() &&
			request.url().startsWith("file:");

		if (!file && !request.url().startsWith("data:"))
			fault("request", request.url());
	});
}

/*
 * A page of `file`, drawn. `options`: width (1440) and height (900) of the
 * window, colorScheme ("light"), reducedMotion ("reduce", so that nothing moves
 * while tests look), hash (what stands behind # in the address).
 */
export async function open(file, options = {}) {
	assert.ok(file, "no page to open: is its environment variable set?");
	browser ??= launch();
	const { context } = await browser;
	const page = await context.newPage();
	const url = pathToFileURL(path.resolve(file));

	url.hash = options.hash ?? "";
	watch(page, path.basename(file));
	await page.setViewportSize({
		width: options.width ?? 1440, height: options.height ?? 900,
	});
	await page.emulateMedia({
		colorScheme: options.colorScheme ?? "light",
		reducedMotion: options.reducedMotion ?? "reduce",
	});
	await page.goto(url.href);
	await page.waitForSelector("html[data-ready]",
		{ state: "attached" }).catch((error) => {
		throw new Error([error.message, ...faults].join("\n"));
	});
	return page;
}

/*
 * A page of `file` that the tests of a process share, as opening one takes most
 * of a test's time: they leave open what they opened, and do not close it.
 */
export async function visit(file) {
	if (!visited.has(file))
		visited.set(file, await open(file));
	return visited.get(file);
}

/*
 * The path of a copy of `file` with other data: `change` is given the page's, to
 * alter. The policy holds for the copy too, as data are no script of its.
 */
export function variant(file, change) {
	const [before, json, after] = split(file);
	const data = JSON.parse(json);

	change(data);
	variants ??= mkdtempSync(path.join(tmpdir(), "gamut-pages-"));
	const copy = path.join(variants, `${++made}-${path.basename(file)}`);

	writeFileSync(copy, before + JSON.stringify(data)
		.replaceAll("<", "\\u003c") + after);
	return copy;
}

/* The data of a page: from its file, as they are slow to take out of a browser. */
export function dataOf(file) {
	return JSON.parse(split(file)[1]);
}

/* A page's text: before its data, these, and after them. */
function split(file) {
	const html = readFileSync(file, "utf8");
	const start = html.indexOf(DATA) + DATA.length;
	const end = html.indexOf("</script>", start);

	return [html.slice(0, start), html.slice(start, end), html.slice(end)];
}

/* Has drawn what it was about to, such as charts after a window's new width. */
export function settled(page) {
	return page.evaluate(() => new Promise((resolve) => {
		requestAnimationFrame(() => requestAnimationFrame(() =>
			setTimeout(resolve)));
	}));
}

/*
 * Runs `action` and gives what faults of `page` it led to, which then are none:
 * for tests that do what the page must not let happen.
 */
export async function expecting(page, action) {
	const found = [];

	expected.set(page, found);
	try {
		await action();
		await settled(page);
	} finally {
		expected.delete(page);
	}
	return found;
}

/*
 * What axe-core finds fault with in `page`, or in what `selector` (or each of an
 * array of them) selects: an array of lines, empty where all is well. In the
 * dark only colours can be other than in the light.
 */
export async function inaccessible(page, selector = null, colorScheme = "light") {
	const axe = load.resolve(modules
		? path.resolve(modules, "axe-core") : "axe-core");

	if (!await page.evaluate(() => "axe" in window))
		await page.evaluate(readFileSync(axe, "utf8"));
	const violations = await page.evaluate(async ([where, rules]) => {
		const results = await window.axe.run(where ?
			{ include: [where].flat().map((one) => [one]) } : document,
		{ resultTypes: ["violations"], ...rules });
		return results.violations.map((v) => ({
			id: v.id, impact: v.impact, help: v.help,
			nodes: v.nodes.map((n) => n.target.join(" ") + "\n    " +
				n.failureSummary.replaceAll("\n", "\n    ")),
		}));
	}, [selector, colorScheme === "dark" ? { runOnly: ["color-contrast"] } : {}]);
	return violations.map((v) => `${v.impact}: ${v.id}: ${v.help}\n` +
		`  ${v.nodes.slice(0, 3).join("\n  ")}` +
		(v.nodes.length > 3 ? `\n  and ${v.nodes.length - 3} more` : ""));
}

/* Those of OWN that a page has. */
export function sections(page) {
	return page.evaluate((own) =>
		own.filter((selector) => document.querySelector(selector)), OWN);
}

/* How far the page's content stands out of the window's side, in pixels. */
export function overflow(page) {
	return page.evaluate(() => document.documentElement.scrollWidth -
		document.documentElement.clientWidth);
}

/* Ends the browser; fails where any page had a fault. To be called last. */
export async function closeAll() {
	if (browser) {
		const { context, profile } = await browser;

		browser = null;
		visited.clear();
		await context.close();
		rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
	}
	if (variants)
		rmSync(variants, { recursive: true, force: true });
	variants = null;
	const found = faults;

	faults = [];
	assert.deepEqual(found, [], "pages had faults");
}
