/* The report's own sections, as a reader meets them. */

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeAll, open, sections, variant, visit } from "./browser.mjs";

const SINGLE = process.env.GAMUT_PAGE;
const COMPARED = process.env.GAMUT_PAGE_COMPARED;
const HOSTILE = process.env.GAMUT_PAGE_HOSTILE;
const INCOMPLETE = process.env.GAMUT_PAGE_INCOMPLETE;

after(closeAll);

function texts(page, selector) {
	return page.locator(selector).allTextContents();
}

test("the answer comes first, with figures, intervals and a sentence", async () => {
	const page = await visit(SINGLE);
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

test("of an imported run nothing is told that is not known", async () => {
	const page = await open(HOSTILE);
	const card = page.locator("#answer .card").first();
	const made = page.locator("#made .made").first();
	const [file] = await page.evaluate(() => JSON.parse(document.getElementById(
		"gamut-data").textContent).runs[0].imported.files);

	assert.deepEqual(await texts(page, "#answer .card:first-child h3 .badge"),
		["imported", "baseline"]);
	assert.match(await card.textContent(),
		/imported from jsonl, 1 to 9 samples a cell, 3 cells/);
	assert.match(await card.locator(".uneven").textContent(),
		/different numbers of samples/);
	assert.equal(await page.locator("#answer .uneven").count(), 1);
	const facts = Object.fromEntries(await made.locator(".facts > div")
		.evaluateAll((all) => all.map((one) => [one.children[0].textContent,
			one.children[1].textContent])));

	assert.deepEqual(Object.keys(facts), ["Model", "Imported from", "Files",
		"Template", "Sampling", "Samples", "Tasks and settings", "Run",
		"Imported by"]);
	assert.equal(facts["Imported from"], "jsonl");
	assert.ok(facts.Files.includes(file.name) &&
		facts.Files.includes(file.sha256), facts.Files);
	assert.equal(facts.Template, "not known");
	assert.equal(facts.Sampling, "not known");
	assert.match(facts.Samples, /^1 to 9 samples a cell/);
	assert.match(await made.textContent(), /PromptsNot known\./);
	assert.doesNotMatch(await page.locator("#answer .card").first().innerText() +
		await made.innerText(), /unknown|null|undefined|The command|Endpoint/);
	await page.close();
});

test("a plane of unlike points says so, above it", async () => {
	const page = await open(HOSTILE);
	const doubts = page.locator("#plane .plane-doubts");
	const { left_out: out } = await page.evaluate(() => JSON.parse(
		document.getElementById("gamut-data").textContent).planes[0].front);

	assert.match(await doubts.textContent(), /different numbers of completions/);
	assert.match(await doubts.textContent(), new RegExp("1 task, 1 cell a point. " +
		`${out.length} tasks are left out: ${out[0]}, `));
	assert.ok((await doubts.boundingBox()).y <
		(await page.locator("#plane svg").boundingBox()).y);
	await page.getByLabel("Raw", { exact: true }).check();
	assert.equal(await doubts.count(), 1);
	await page.close();
	const even = await visit(COMPARED);

	assert.equal(await even.locator("#plane .plane-doubts").count(), 0);
	assert.match(await even.locator("#plane [aria-label='x-axis label']")
		.textContent(), /validity, % \(from \d+\)/);
});

test("cells that were stopped early are told of, warnings by what they say", async () => {
	const page = await open(variant(SINGLE, (data) => {
		const [run] = data.runs;
		const cells = run.summary.cells.slice(0, 2);

		cells[0].stopped = { n: 20, planned: 100, reason: "it is sure" };
		run.summary.warnings = cells.map(({ task, setting }, i) => ({
			code: "empty", task, setting, count: i + 1, of: 100,
			text: `empty completions (${i + 1} of 100): look` }));
	}), { hash: "task=basic_emails&setting=zero-shot" });
	const card = await page.locator("#answer .card").textContent();

	assert.match(card, /20 to 100 samples a cell/);
	assert.match(card, /1 cell was stopped early\./);
	assert.match(await page.locator("#tasks tbody tr").first().textContent(),
		/stopped at 20/);
	assert.match(await page.locator("#task-body").textContent(),
		/Stopped early, at 20 of 100 samples: it is sure/);
	assert.match(await page.locator("#answer .warnings").textContent(),
		/^2 warnings/);
	assert.deepEqual(await texts(page, "#answer .warnings li"), [
		"empty completions: look. In basic_emails, zero-shot (1 of 100); " +
		"basic_emails, few-shot (2 of 100)"]);
	await page.close();
});

test("the plane has a mark a point, an ellipse each, and its ceiling", async () => {
	const page = await visit(COMPARED);
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
});

test("another axis moves the points and has another title", async () => {
	const page = await visit(COMPARED);
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
});

test("pointing at a mark tells its figures", async () => {
	const page = await visit(COMPARED);
	const tip = page.locator("#plane [aria-label=tip]");

	await page.locator("#plane svg").scrollIntoViewIfNeeded();
	assert.equal(await tip.textContent(), "");
	await page.locator("#plane .plane-points > *").first().hover({ force: true });
	await page.waitForFunction(() => document.querySelector(
		"#plane [aria-label=tip]").textContent.includes("validity"));
	assert.match(await tip.textContent(), /validity [\d.]+ % \([\d.]+ to [\d.]+\)/);
});

test("the arrow keys step through the points, and tell them", async () => {
	const page = await visit(COMPARED);
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
});

test("a comparison has its verdict, intervals around zero, and changes", async () => {
	const page = await visit(COMPARED);
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
});

test("a heading sorts the tasks, there and back, by pointer and keys", async () => {
	const page = await visit(SINGLE);
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
});

test("the tasks can be seen by setting and by run", async () => {
	const page = await visit(COMPARED);
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
	const link = page.locator("#tasks tbody th a").nth(2);
	const name = await link.textContent();

	for (const again of [false, true]) {
		await link.click();
		await page.locator("#task .task-head h3", { hasText: name }).waitFor();
		await page.waitForFunction(() => Math.abs(document
			.getElementById("task").getBoundingClientRect().top) < 100);
		assert.match(page.url(), /#task=\w+&setting=[\w-]+$/, String(again));
	}
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
