/* What holds for all of the page: it is inert, it fits, it can be read and printed. */

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { OWN, closeAll, expecting, inaccessible, open, overflow, sections, settled,
	variant } from "./browser.mjs";

const SINGLE = process.env.GAMUT_PAGE;
const COMPARED = process.env.GAMUT_PAGE_COMPARED;
const HOSTILE = process.env.GAMUT_PAGE_HOSTILE;

after(closeAll);

test("the policy is in force: what is injected does not run", async () => {
	const page = await open(SINGLE);
	const found = await expecting(page, () => page.evaluate(() => {
		const script = document.createElement("script");

		script.textContent = "window.injected = true";
		document.body.append(script);
		const image = document.createElement("img");

		image.setAttribute("onerror", "window.injected = true");
		image.src = "https://example.invalid/x.png";
		document.body.append(image);
	}));

	assert.equal(await page.evaluate(() => window.injected), undefined);
	assert.ok(found.some((line) => line.includes("Content Security Policy")),
		found.join("\n"));
	await page.close();
});

test("what strangers wrote is text, and runs nowhere", async () => {
	const page = await open(HOSTILE);

	await openAll(page);
	const found = await page.evaluate(() => ({
		pwned: window.pwned,
		images: document.querySelectorAll("main img, main script").length,
		bidi: /[\u202a-\u202e\u2066-\u2069\u001b]/u.test(
			document.querySelector("main").textContent),
	}));

	assert.equal(found.pwned, undefined);
	assert.equal(found.images, 0);
	assert.equal(found.bidi, false);
	assert.equal(await overflow(page), 0);
	await page.close();
});

/* All that is closed on the page, opened. */
function openAll(page) {
	return page.evaluate(() => {
		for (let node; (node = document.querySelector("details:not([open])"));) {
			node.fill?.();
			node.open = true;
		}
	});
}

/* Every name that can be a stranger's becomes `text`, with what keeps it apart. */
function rename(data, text) {
	data.title = text;
	data.runs.forEach((run, i) => {
		Object.assign(run, { label: text + i, model: text, template: text,
			preset: text, command: text, notes: [text],
			sampling: { [text]: text } });
		run.summary.warnings = [{ code: text, model: text, run: run.run,
			task: text, setting: text, count: 1, of: 2, text }];
		run.manifest.host = { [text]: text };
		for (const cell of run.manifest.cells)
			cell.prompt = [{ role: text, content: `${text}\n${text}` }];
		for (const cell of run.summary.cells)
			cell.estimates.top.forEach((top) => { top.spelling = text; });
	});
	for (const { front } of data.planes) {
		front.notes = [text];
		front.lines.forEach((line) => { line.label = text; });
		front.points.forEach((point) => { point.label = text; });
	}
	for (const { comparison } of data.comparisons) {
		comparison.differences = [{ text, allowed: text }];
		for (const cell of comparison.cells)
			cell.changes.forEach((change) => { change.spelling = text; });
	}
}

for (const text of ["\u202egnp.exe\u202c\u0000\u001b[31m" +
	"<img src=x onerror='window.pwned = alert(1)'>" +
	"</script><script>window.pwned = true</script>", "x".repeat(300)])
	test(`names like ${JSON.stringify(text.slice(0, 20))} are text`, async () => {
		const page = await open(variant(COMPARED, (data) => rename(data, text)),
			{ width: 390 });

		await openAll(page);
		const found = await page.evaluate(() => ({
			pwned: window.pwned,
			elements: document.querySelectorAll("main img, main script").length,
			controls: /[\u0000-\u0008\u001b\u202a-\u202e]/u.test(
				document.querySelector("main").textContent),
			shown: document.querySelector("#made").textContent,
		}));

		assert.equal(found.pwned, undefined);
		assert.equal(found.elements, 0);
		assert.equal(found.controls, false);
		assert.ok(found.shown.includes(text.replace("\u202e", "\\u{202e}")
			.slice(0, 12)));
		assert.equal(await overflow(page), 0);
		await page.setViewportSize({ width: 1440, height: 900 });
		assert.equal(await overflow(page), 0);
		await page.close();
	});

for (const colorScheme of ["light", "dark"])
	test(`no fault of accessibility, ${colorScheme}`, async () => {
		const page = await open(COMPARED, { colorScheme });

		await page.locator("#plane summary").click();
		await page.locator("#plane tbody tr").first().waitFor();
		assert.deepEqual(await inaccessible(page, await sections(page),
			colorScheme), []);
		await page.close();
	});

/* What of charts in our sections is smaller than may be, in pixels. */
function smallTexts(page) {
	return page.evaluate((own) => own.flatMap((selector) =>
		[...document.querySelectorAll(`${selector} svg text`)])
		.filter((text) => text.textContent &&
			text.getBoundingClientRect().width > 0 &&
			parseFloat(getComputedStyle(text).fontSize) *
			text.getScreenCTM().a < 11.9).length, OWN);
}

/* A page may begin narrow, and be given another width. */
for (const [kind, files] of [
	["one run", () => [SINGLE]],
	["two runs", () => [COMPARED]],
	["strangers' names", () => [HOSTILE]],
	["large numbers", () => [variant(SINGLE, (data) => {
		for (const cell of data.runs[0].summary.cells)
			Object.assign(cell, { canonical_yield: 1234567,
				yield: 1234567, ceiling: 2345678.5 });
	})]],
])
	test(`it fits windows of all widths: ${kind}`, async () => {
		const [file] = files();

		for (const widths of [[390, 768], [1440, 1100]]) {
			const page = await open(file, { width: widths[0] });

			for (const width of widths) {
				await page.setViewportSize({ width, height: 900 });
				await settled(page);
				assert.equal(await overflow(page), 0, `at ${width}`);
				assert.equal(await smallTexts(page), 0,
					`text of charts is too small at ${width}`);
			}
			await page.close();
		}
	});

test("it prints on several pages, with what was closed open", async () => {
	const page = await open(COMPARED, { colorScheme: "dark" });
	const pdf = await page.pdf({ format: "A4" });
	const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? [];

	assert.ok(pages.length >= 3, `${pages.length} pages`);
	await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
	assert.equal(await page.locator("#plane details[open] tbody tr").count() > 0,
		true);
	await page.evaluate(() => dispatchEvent(new Event("afterprint")));
	assert.equal(await page.locator("#plane details[open]").count(), 0);
	await page.close();
});
