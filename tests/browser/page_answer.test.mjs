/* The report's own sections, as a reader meets them. */

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeAll, expecting, inaccessible, open, overflow, variant }
	from "./browser.mjs";

const SINGLE = process.env.GAMUT_PAGE;
const COMPARED = process.env.GAMUT_PAGE_COMPARED;
const HOSTILE = process.env.GAMUT_PAGE_HOSTILE;
const INCOMPLETE = process.env.GAMUT_PAGE_INCOMPLETE;
const OWN = ["#answer", "#plane", "#comparison", "#tasks", "#made"];

after(closeAll);

/* The sections of `OWN` that a page has. */
function sections(page) {
	return page.evaluate((own) =>
		own.filter((selector) => document.querySelector(selector)), OWN);
}

function texts(page, selector) {
	return page.locator(selector).allTextContents();
}

test("the answer comes first, with figures, intervals and a sentence", async () => {
	const page = await open(SINGLE);
	const first = page.locator("main > section").first();

	assert.equal(await first.getAttribute("id"), "answer");
	assert.match(await first.locator(".lead").textContent(),
		/is right [\d.]+\s% of the time/);
	assert.equal(await first.locator(".figure").count(), 4);
	assert.match(await first.locator(".figure").first().textContent(),
		/Validity[\d.]+ %[\d.]+ to [\d.]+/);
	assert.deepEqual(await sections(page),
		["#answer", "#plane", "#tasks", "#made"]);
	assert.equal(await page.locator("#answer .failed, [role=alert]").count(), 0);
	await page.close();
});

test("a run that lacks samples is never shown as if it were whole", {
	skip: !INCOMPLETE,
}, async () => {
	const page = await open(INCOMPLETE);
	const { label, absent } = await page.evaluate(() => JSON.parse(
		document.getElementById("gamut-data").textContent).runs
		.find((run) => !run.complete));
	const banner = page.locator("#answer .incomplete");

	assert.equal(await page.locator("#answer > :nth-child(2)")
		.getAttribute("class"), await banner.first().getAttribute("class"));
	assert.ok((await banner.first().textContent()).startsWith(
		`${label} is incomplete: ${absent.toLocaleString("en-US")} of `));
	assert.match(await banner.locator("pre").first().textContent(),
		/^gamut run --out /);
	assert.match(await page.locator(".lead").textContent(), /\(incomplete\)/);
	assert.match(await page.locator("#tasks tbody").textContent(), /missing/);
	await page.close();
});

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

test("the plane has a mark a point, an ellipse each, and its ceiling", async () => {
	const page = await open(COMPARED);
	const marks = (name) => page.locator(`#plane .plane-${name} > *`).count();
	const rows = page.locator("#plane table tbody tr");

	assert.equal(await page.locator("#plane svg.plot").count(), 1);
	await page.locator("#plane summary").click();
	await rows.first().waitFor();
	assert.ok(await rows.count() >= 2);
	assert.equal(await marks("points"), await rows.count());
	assert.equal(await marks("ellipses"), await rows.count());
	assert.equal(await marks("front"), 1);
	assert.equal(await marks("ceiling"), 1);
	assert.ok(await marks("references") >= 1);
	await page.close();
});

test("another axis moves the points and has another title", async () => {
	const page = await open(COMPARED);
	const look = () => page.evaluate(() => ({
		title: document.querySelector(
			"#plane [aria-label='y-axis label']").textContent,
		marks: [...document.querySelectorAll("#plane .plane-points > *")]
			.map((mark) => mark.getAttribute("transform") ?? mark.outerHTML),
	}));
	const before = await look();

	await page.getByLabel("Canonical", { exact: true }).check();
	const behind = await look();

	assert.match(before.title, /relative yield/);
	assert.match(behind.title, /canonical yield/);
	assert.equal(behind.marks.length, before.marks.length);
	assert.notDeepEqual(behind.marks, before.marks);
	await page.close();
});

test("pointing at a mark tells its figures", async () => {
	const page = await open(COMPARED);
	const tip = page.locator("#plane [aria-label=tip]");

	await page.locator("#plane svg").scrollIntoViewIfNeeded();
	assert.equal(await tip.textContent(), "");
	await page.locator("#plane .plane-points > *").first().hover({ force: true });
	await page.waitForFunction(() => document.querySelector(
		"#plane [aria-label=tip]").textContent.includes("validity"));
	assert.match(await tip.textContent(), /validity [\d.]+ % \([\d.]+ to [\d.]+\)/);
	await page.close();
});

test("the arrow keys step through the points, and tell them", async () => {
	const page = await open(COMPARED);
	const status = page.locator("#plane [role=status]");
	const told = async () => {
		await page.waitForFunction(() => document.querySelector(
			"#plane [role=status]").textContent !== "");
		return status.textContent();
	};

	await page.locator("#plane .plane-chart").focus();
	await page.keyboard.press("ArrowRight");
	const first = await told();

	assert.match(first, /validity [\d.]+ %/);
	await page.keyboard.press("ArrowRight");
	assert.notEqual(await told(), first);
	await page.keyboard.press("ArrowLeft");
	assert.equal(await told(), first);
	await page.keyboard.press("Escape");
	assert.equal(await status.textContent(), "");
	await page.close();
});

test("a comparison has its verdict, intervals around zero, and changes", async () => {
	const page = await open(COMPARED);
	const section = page.locator("#comparison");

	assert.match(await section.locator(".notice").first().textContent(),
		/pass|regression|undecided/);
	assert.equal(await section.locator("svg.plot").count(), 4);
	assert.equal(await section.locator("svg.plot").first()
		.locator(".margin line").count(), 1);
	const cells = await page.evaluate(() => JSON.parse(document.getElementById(
		"gamut-data").textContent).comparisons[0].comparison.cells.length);

	assert.equal(await section.locator("svg.plot").last()
		.locator(".difference > *").count(), cells);
	const changes = section.locator(".changes summary");

	if (await changes.count() > 0) {
		await changes.first().click();
		await section.locator(".changes .answers", { hasText: /\d→\d/ })
			.first().waitFor();
	}
	await page.close();
});

test("a heading sorts the tasks, there and back, by pointer and keys", async () => {
	const page = await open(SINGLE);
	const names = () => texts(page, "#tasks tbody th");
	const numbers = async () => (await texts(page,
		"#tasks tbody tr > :nth-child(2)")).map(parseFloat);
	const head = page.locator("#tasks thead th[aria-sort]");
	const sorted = (list, sign) =>
		[...list].sort((a, b) => sign * (a - b));

	assert.deepEqual(await names(), [...await names()].sort((a, b) =>
		a.localeCompare(b, "en", { numeric: true })));
	await head.nth(1).locator("button").click();
	assert.equal(await head.nth(1).getAttribute("aria-sort"), "descending");
	assert.equal(await head.nth(0).getAttribute("aria-sort"), "none");
	assert.deepEqual(await numbers(), sorted(await numbers(), -1));
	await head.nth(1).locator("button").focus();
	await page.keyboard.press("Enter");
	assert.equal(await head.nth(1).getAttribute("aria-sort"), "ascending");
	assert.deepEqual(await numbers(), sorted(await numbers(), 1));
	assert.match(await page.locator("#tasks [role=status]").textContent(),
		/Sorted by Validity.*ascending/);
	await page.close();
});

test("the tasks can be seen by setting and by run", async () => {
	const page = await open(COMPARED);
	const settings = page.locator("#tasks [name=tasks-setting]");
	const heads = () => page.locator("#tasks thead th[aria-sort]").count();
	const body = () => page.locator("#tasks tbody").textContent();
	const all = await heads();
	const before = await body();

	await page.locator("#tasks [name=tasks-run]").last().check();
	assert.notEqual(await body(), before);
	assert.equal(await heads(), all);
	await settings.last().check();
	assert.ok(await heads() < all);
	await settings.first().check();
	assert.equal(await heads(), all);
	await page.locator("#tasks tbody th a").first().click();
	assert.match(page.url(), /#task\b/);
	await page.close();
});

test("it tells how it was made, with prompts word for word", async () => {
	const page = await open(SINGLE);
	const made = page.locator("#made");
	const manifest = await page.evaluate(() => JSON.parse(document.getElementById(
		"gamut-data").textContent).runs[0].manifest);
	const { prompt } = manifest.cells[0];
	const text = typeof prompt === "string" ? prompt : prompt[0].content;

	assert.match(await made.locator(".copyable code").textContent(), /^gamut run /);
	await made.getByRole("button", { name: "Copy" }).click();
	await made.locator(".copyable [role=status]",
		{ hasText: /Copied|Selected/ }).waitFor();
	await made.locator("summary", { hasText: "prompts of" }).click();
	await made.locator("summary bdi", { hasText: manifest.cells[0].task })
		.first().click();
	assert.equal(await made.locator(".prompt pre").first().textContent(), text);
	assert.ok((await made.textContent()).includes(manifest.run_id));
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

for (const text of ["<img src=x onerror='window.pwned = alert(1)'>",
	"</script><script>window.pwned = true</script>",
	"\u202egnp.exe\u202c\u0000\u001b[31m", "x".repeat(300)])
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

test("what is not known is a dash, what is refused says why", async () => {
	const page = await open(variant(COMPARED, (data) => {
		const [cell] = data.runs[1].summary.cells;

		Object.assign(cell, { n: 0, valid: 0, validity: null, yield: 0,
			canonical_yield: 0, ceiling: null, relative_yield: null });
		cell.estimates = { validity_ci95: null, top: [],
			raw: {}, canonical: { yield_ci95: null } };
		data.runs[1].summary.cells.splice(3, 1);
		data.runs[1].details.splice(3, 1);
		Object.assign(data.runs[1].summary.overall[0], { validity:
			{ mean: null, over_tasks: { ci95: [null, null] } } });
		for (const plane of data.planes)
			Object.assign(plane, { front: null, refused: "tasks differ" });
		data.comparisons[0] = { candidate: 1, comparison: null,
			refused: ["n differs", "prompts differ"] };
	}));

	assert.match(await page.locator("#plane .notice").textContent(),
		/tasks differ/);
	assert.deepEqual(await texts(page, "#comparison .notice li"),
		["n differs", "prompts differ"]);
	assert.match(await page.locator("#answer .figure .value").nth(4)
		.textContent(), /^–/);
	await page.locator("#tasks [name=tasks-run]").last().check();
	for (const selector of await sections(page))
		assert.doesNotMatch(await page.locator(selector).innerText(),
			/NaN|undefined|null|Infinity/);
	await page.close();
});

test("of many points each setting has its own picture", async () => {
	const file = variant(COMPARED, (data) => {
		for (const { front } of data.planes)
			front.points.push(...front.points.map((point, i) => ({ ...point,
				id: `Z${i}`, sampling: "other", temperature: 2, x:
					{ ...point.x, mean: point.x.mean - 0.02 } })),
			...front.points.map((point, i) => ({ ...point, id: `Y${i}` })));
	});

	for (const width of [390, 1440]) {
		const page = await open(file, { width });
		const { points, settings } = await page.evaluate(() => {
			const all = JSON.parse(document.getElementById("gamut-data")
				.textContent).planes[0].front.points;

			return { points: all.length,
				settings: new Set(all.map((p) => p.setting)).size };
		});

		assert.equal(await page.locator("#plane .plane-points").count(), settings);
		assert.equal(await page.locator("#plane .plane-points > *").count(),
			points);
		assert.ok(await page.locator("#plane .plane-sweeps path").count() > 0);
		await page.locator("#plane .plane-chart").focus();
		await page.keyboard.press("ArrowRight");
		await page.locator("#plane [role=status]", { hasText: "validity" })
			.waitFor();
		await page.close();
	}
});

for (const colorScheme of ["light", "dark"])
	test(`no fault of accessibility, ${colorScheme}`, async () => {
		const page = await open(COMPARED, { colorScheme });

		await page.locator("#plane summary").click();
		await page.locator("#plane tbody tr").first().waitFor();
		assert.deepEqual(await inaccessible(page, await sections(page)), []);
		await page.close();
	});

for (const width of [390, 768, 1440])
	test(`it fits a window of ${width} pixels`, async () => {
		for (const file of [SINGLE, COMPARED, HOSTILE]) {
			const page = await open(file, { width });

			assert.equal(await overflow(page), 0);
			const small = await page.evaluate((own) => own.flatMap((selector) =>
				[...document.querySelectorAll(`${selector} svg text`)])
				.filter((text) => text.textContent &&
					text.getBoundingClientRect().width > 0 &&
					parseFloat(getComputedStyle(text).fontSize) *
					text.getScreenCTM().a < 11.9).length, OWN);

			assert.equal(small, 0, "text of charts is too small");
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
