/* One task at a time: what is drawn is what the page's data says. */

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeAll, dataOf, inaccessible, open, overflow, variant, visit }
	from "./browser.mjs";

const SINGLE = process.env.GAMUT_PAGE;
const COMPARED = process.env.GAMUT_PAGE_COMPARED;
const HOSTILE = process.env.GAMUT_PAGE_HOSTILE;

after(closeAll);

/* A page that shows a task; `options` as of open(). */
function openTask(file, task, setting, options = {}) {
	const asked = new URLSearchParams({ task, setting });

	return open(file, { ...options, hash: String(asked) });
}

/* The page of `file` that is shared, with that task in it. */
async function visitTask(file, task, setting) {
	const page = await visit(file);

	await page.evaluate((asked) => {
		location.hash = asked;
	}, String(new URLSearchParams({ task, setting })));
	await page.waitForFunction((names) => names.every((name) => document
		.getElementById("task-status").textContent.includes(name)),
	[task, setting]);
	return page;
}

/* The cell and the detail of a task in the run of number `run`. */
function cellOf(data, task, setting, run = 0) {
	const { summary, details } = data.runs[run];
	const at = summary.cells.findIndex((cell) =>
		cell.task === task && cell.setting === setting);

	return { cell: summary.cells[at], detail: details[at] };
}

/* { answer: times } of a task, over its members, as the data has it. */
function timesOf(data, task, setting, run = 0) {
	const { detail } = cellOf(data, task, setting, run);
	const times = new Map(detail.forms.map((form) => [form[0], form[2]]));
	const { members } = data.tasks.find((known) => known.name === task);

	return Object.fromEntries(members.map(([form]) =>
		[form, times.get(form) ?? 0]));
}

/* { answer: times } of the tiles that are drawn in a panel. */
function tilesOf(page, panel = 0) {
	return page.locator(".coverage").nth(panel).evaluate((node) =>
		Object.fromEntries([...node.querySelectorAll(".coverage-tiles rect")]
			.map(({ dataset }) => [dataset.answer, Number(dataset.times)])));
}

const SPACES = [
	["us_states_full_names", 50], ["us_states_abbreviations", 50],
	["us_states_any_format", 50], ["element_names", 118],
	["element_symbols", 118], ["weekdays_full", 7],
	["weekdays_abbreviated", 7], ["weekdays_any_format", 7],
	["small_prime_numbers", 25], ["rng_1_10", 10], ["rng_1_100", 100],
];

test("every member of a finite space has a tile with its number", async () => {
	const page = await visitTask(SINGLE, "rng_1_10", "few-shot");
	const data = dataOf(SINGLE);

	for (const [task, size] of SPACES) {
		await page.selectOption("#task-name", task);
		const tiles = await tilesOf(page);
		const never = Object.values(tiles).filter((times) => times === 0).length;
		const sentence = await page.locator(".coverage-never").first()
			.textContent();

		assert.equal(Object.keys(tiles).length, size, task);
		assert.deepEqual(tiles, timesOf(data, task, "few-shot"), task);
		assert.ok(sentence.startsWith(never === 0 ? "All of them"
			: `Never given (${never}):`), `${task}: ${sentence}`);
	}
});

test("tiles stand where states and elements are known to", async () => {
	const page = await visitTask(SINGLE, "us_states_full_names", "zero-shot");
	const box = (answer) => page.locator(
		`.coverage-tiles rect[data-answer="${answer}"]`).boundingBox();
	const [west, east, south] = [await box("WA"), await box("ME"), await box("FL")];

	assert.ok(west.x < south.x && south.x < east.x && south.y > west.y);
	await page.selectOption("#task-name", "element_symbols");
	const places = await page.evaluate(() => Object.fromEntries(
		[...document.querySelectorAll(".coverage-tiles rect")].map((rect) => {
			const { x, y } = rect.getBoundingClientRect();
			return [rect.dataset.answer, [Math.round(x), Math.round(y)]];
		})));
	const column = (...numbers) => assert.equal(
		new Set(numbers.map((number) => places[number][0])).size, 1);
	const row = (...numbers) => assert.equal(
		new Set(numbers.map((number) => places[number][1])).size, 1);

	column(1, 3, 11, 19, 37, 55, 87);
	column(2, 10, 18, 36, 54, 86, 118);
	column(6, 14, 32, 50, 82, 114);
	column(22, 40, 72, 104);
	row(55, 56, 72, 86);
	row(57, 71);
	row(89, 103);
	assert.equal(new Set(Object.values(places).map(String)).size, 118);
	assert.ok(places[57][1] > places[118][1]);
});

test("composites that were given for primes are marked", async () => {
	const page = await visitTask(SINGLE, "small_prime_numbers", "few-shot");
	const { detail } = cellOf(dataOf(SINGLE), "small_prime_numbers",
		"few-shot");
	const wrong = detail.answers.filter(([text, , , , valid]) => valid === 0 &&
		/^\d+$/.test(text) && text >= 1 && text <= 100).map(([text]) =>
		Number(text)).sort((a, b) => a - b);
	const marks = await page.evaluate(() =>
		[...document.querySelectorAll(".coverage-wrong text")].map((text) =>
			Number(text.dataset.answer)));

	assert.deepEqual(marks, [...new Set(wrong)]);
});

/* The numbers behind the bars, as they stand in the picture. */
function barsOf(page) {
	return page.evaluate(() => {
		const part = [...document.querySelectorAll(".task-part")].find((node) =>
			node.querySelector("h4").textContent.startsWith("Most frequent"));

		return [...part.querySelectorAll("svg text")]
			.map((text) => text.textContent)
			.filter((text) => / · [\d.]+ %/.test(text))
			.map((text) => Number(text.split(" ")[0].replaceAll(",", "")));
	});
}

test("bars, tables and figures are the data's", async () => {
	const page = await visitTask(SINGLE, "us_states_any_format", "zero-shot");
	const data = dataOf(SINGLE);
	const { cell, detail } = cellOf(data, "us_states_any_format", "zero-shot");
	const forms = detail.forms.filter((form) => form[2] > 0);

	assert.deepEqual(await barsOf(page),
		forms.slice(0, 15).map((form) => form[2]));
	const part = page.locator(".task-part")
		.filter({ hasText: "Most frequent valid" });

	await part.getByText("As a table").click();
	/* It is filled once the browser has said that it is open. */
	await part.locator("tbody tr").first().waitFor();
	assert.equal(await part.locator("tbody tr").count(), forms.length);
	assert.deepEqual(await part.locator("td:nth-child(4)").allTextContents(),
		forms.map((form) => String(form[2])));
	assert.match(await page.locator(".task-figures").textContent(), new RegExp(
		`${(100 * cell.validity).toFixed(1)} % ${cell.valid} of ${cell.n}`));
	const end = await page.locator(".task-part").filter({ hasText: "Yield as" })
		.locator("svg text").allTextContents();

	assert.ok(end.includes(String(cell.canonical_yield)), String(end));
});

test("the chosen task changes everything, and the address keeps it", async () => {
	const page = await open(SINGLE);
	const heading = page.locator(".task-head h3");
	const first = await heading.textContent();
	const before = await page.locator("#task-body").innerText();

	await page.locator("#task-next").focus();
	await page.keyboard.press("Enter");
	assert.notEqual(await heading.textContent(), first);
	assert.notEqual(await page.locator("#task-body").innerText(), before);
	assert.equal(await page.evaluate(() => document.activeElement.id), "task-next");
	await page.locator("#task-chooser input:checked").focus();
	await page.keyboard.press("ArrowRight");
	const kept = await page.evaluate(() => location.hash);

	assert.match(kept, /^#task=\w+&setting=few-shot$/);
	assert.match(await page.locator("#task-status").textContent(), /few-shot/);
	const second = await page.locator("#task-body").innerText();
	const again = await open(SINGLE, { hash: kept.slice(1) });

	assert.equal(await again.locator("#task-body").innerText(), second);
	await again.waitForFunction(() => Math.abs(document.getElementById("task")
		.getBoundingClientRect().top) < innerHeight / 2);
	await page.evaluate(() => {
		location.hash = "#task=weekdays_full&setting=zero-shot";
	});
	await page.waitForFunction(() =>
		document.querySelector(".task-head h3").textContent === "weekdays_full");
	await page.evaluate(() => {
		location.hash = "#samples";
	});
	assert.equal(await heading.textContent(), "weekdays_full");
	await again.close();
	await page.close();
});

test("several runs stand side by side, on one scale", async () => {
	const page = await openTask(COMPARED, "us_states_full_names", "zero-shot");
	const data = dataOf(COMPARED);

	assert.ok(data.runs.length > 1);
	for (let run = 0; run < data.runs.length; run++)
		assert.deepEqual(await tilesOf(page, run),
			timesOf(data, "us_states_full_names", "zero-shot", run));
	/* Of the last part, each picture's numbers: all but the end's own. */
	const ticks = await page.evaluate(() =>
		[...[...document.querySelectorAll(".task-part")].at(-1)
			.querySelectorAll("svg")].map((svg) =>
			[...svg.querySelectorAll(":not([font-weight]) > text")]
				.map((text) => text.textContent).join()));

	assert.equal(ticks.length, data.runs.length);
	assert.ok(ticks[0].includes("40"), ticks[0]);
	assert.equal(new Set(ticks).size, 1, "the same scale");
	await page.locator("#task-runs summary").click();
	await page.locator("#task-run-0").uncheck();
	assert.equal(await page.locator(".coverage").count(), data.runs.length - 1);
	assert.deepEqual(await tilesOf(page, 0),
		timesOf(data, "us_states_full_names", "zero-shot", 1));
	assert.match(await page.evaluate(() => location.hash), /runs=1$/);
	await page.close();
});

/* Puts another detail in the place of a task's first one. */
function replace(data, task, cell, detail) {
	const at = data.runs[0].summary.cells.findIndex((one) => one.task === task);

	Object.assign(data.runs[0].summary.cells[at], cell);
	Object.assign(data.runs[0].details[at], detail);
}

test("spellings of an answer share a bar, copies are marked", async () => {
	const page = await openTask(variant(SINGLE, (data) => {
		replace(data, "weekdays_any_format", { n: 10, valid: 10 }, {
			answers: [["Monday", 1, 0, 4, 4, 0], ["Mon", 1, 0, 3, 3, 1],
				["Tue", 1, 1, 2, 2, 0], ["MON", 1, 0, 1, 1, 0]],
			forms: [["1", "Monday", 8], ["2", "Tue", 2]],
			curve: { k: [1, 10], ceiling: [1, 5.5],
				raw: [[1, null, null], [4, 3, 5]],
				canonical: [[1, null, null], [2, 1.5, 2.5]] },
		});
	}), "weekdays_any_format", "zero-shot");
	const part = page.locator(".task-part")
		.filter({ hasText: "Most frequent valid" });
	const bars = await part.locator(".bars rect")
		.evaluateAll((all) => all.map((bar) =>
			[bar.textContent, bar.getAttribute("fill").slice(10, -1)]));

	assert.deepEqual(bars, [["Monday: 4 times", "first"],
		["Mon: 3 times", "copied"], ["MON: 1 time", "other"],
		["Tue: 2 times", "first"]]);
	assert.deepEqual(await barsOf(page), [8, 2]);
	assert.match(await part.textContent(), /8 · 80 % · 3 spellings/);
	assert.match(await page.locator("#task-body").textContent(),
		/10 completions yield 2 different valid answers \(95 %: 1.5 to 2.5\)/);
	assert.ok(await page.getByText("different spellings", { exact: true })
		.isVisible());
	await page.close();
});

test("what is not there is said", async () => {
	const page = await openTask(variant(SINGLE, (data) => {
		replace(data, "rng_1_10", { n: 0, valid: 0, validity: null,
			fates: { missing: 60, failed: 40 } }, { answers: [], forms: [],
			curve: { k: [], ceiling: [], raw: [], canonical: [] },
			samples: { index: null, answer: [], fate: [], finish: null,
				finishes: [], seed: null, text: {} } });
	}), "rng_1_10", "zero-shot");
	const body = await page.locator("#task-body").innerText();

	assert.match(body, /No completions\./);
	assert.match(body, /Incomplete: 100 completions failed or are missing\./);
	assert.equal(await page.locator("#task-body svg").count(), 0);
	await page.close();
});

test("hovering a tile tells its number", async () => {
	const page = await visitTask(SINGLE, "us_states_full_names", "zero-shot");
	const tile = page.locator(".coverage-tiles rect").first();

	await tile.scrollIntoViewIfNeeded();
	await tile.hover({ force: true });
	await page.waitForFunction(() => /\d+ times?$|never given$/.test(
		document.querySelector(".coverage svg > g:last-of-type").textContent));
});

test("hostile tasks and answers are text", { skip: !HOSTILE }, async () => {
	const page = await open(HOSTILE);
	const names = await page.locator("#task-name option").count();

	for (let i = 0; i < Math.min(names, 6); i++) {
		await page.locator("#task-name").selectOption({ index: i });
		for (const box of await page.locator("#task-body summary").all())
			await box.click();
		const found = await page.evaluate(() => ({
			elements: document.querySelectorAll("#task img, #task script, " +
				"#task iframe, #task b").length,
			bidi: /[\u202a-\u202e\u2066-\u2069\u001b\0]/u.test(
				document.getElementById("task").textContent),
			pwned: window.pwned ?? null,
		}));

		assert.deepEqual(found, { elements: 0, bidi: false, pwned: null });
	}
	await page.close();
});

test("long words stay within their column", async () => {
	const long = "MMMMMMMM.kaitlyn-amberts@WWWWWWWW-organisation.example.org";
	const file = variant(COMPARED, (data) => {
		data.runs.push({ ...data.runs[1], label: "third" });
		replace(data, "rng_1_10", {}, {
			answers: [[long, 1, 0, 60, 60, 0], [long + "!", 2, -1, 40, 0, 0]],
			forms: [[long, long, 60]],
		});
	});

	for (const width of [390, 1440]) {
		const page = await openTask(file, "rng_1_10", "zero-shot", { width });
		const out = await page.evaluate(() => [...document.querySelectorAll(
			"#task svg text, #task .reason-examples > span, #task table")]
			.filter((node) => {
				const { left, right } = node.getBoundingClientRect();
				const panel = node.closest(".task-panel")
					.getBoundingClientRect();

				return left < panel.left - 1 || right > panel.right + 1 ||
					(!node.closest("svg") &&
					node.scrollWidth > node.clientWidth + 1);
			}).map((node) => node.textContent));

		assert.deepEqual(out, [], `at ${width}`);
		assert.equal(await page.locator(".task-panel svg text",
			{ hasText: "…" }).count(), 1, "the bar's label is cut, and says so");
		await page.close();
	}
});

test("phones, dark ground and readers get the same", async () => {
	for (const [file, task, width, colorScheme] of [
		[SINGLE, "element_names", 390, "dark"],
		[SINGLE, "small_prime_numbers", 390, "light"],
		[COMPARED, "us_states_full_names", 1440, "dark"],
	]) {
		const page = await openTask(file, task, "zero-shot",
			{ width, colorScheme });

		assert.equal(await overflow(page), 0);
		assert.deepEqual(await inaccessible(page, "#task", colorScheme), []);
		const small = await page.evaluate(() =>
			[...document.querySelectorAll("#task svg text")].filter((text) =>
				text.textContent && text.getScreenCTM().a * parseFloat(
				getComputedStyle(text).fontSize) < 11.9).length);

		assert.equal(small, 0, "text of charts is too small");
		await page.close();
	}
});

/* A die's faces: the task of ten numbers, with a target of a few kinds. */
function aimed(data) {
	const facts = data.tasks.find((task) => task.name === "rng_1_10");

	facts.target = facts.members.map(([form], i) => [form, (i + 1) / 55]);
	facts.target.push(["none", 1e-9]);
	data.runs[0].summary.cells.find((cell) => cell.task === "rng_1_10" &&
		cell.setting === "zero-shot").target = {
		total_variation: 0.2504, null_mean: 0.1, null_q95: 0.149, p: 0.00001,
		p_method: "exact", outside: 0,
	};
}

test("a target is marked on the bars, and told of", async () => {
	const page = await openTask(variant(SINGLE, aimed), "rng_1_10", "zero-shot");
	const marks = await page.locator("g.targets line").count();
	const words = await page.locator(".target-line").textContent();

	/* Those that did not come are there too, to be missed. */
	assert.equal(marks, 11);
	assert.match(words, /target: 0\.250\. .* 0\.100 by chance on average, /);
	assert.match(words, /and 0\.149 at most in 95 % of cases \(p < 0\.0001\)/);
	assert.equal(await page.locator(".bar-box.target").count(), 1);
	assert.ok(await overflow(page) <= 0);
	assert.deepEqual(await inaccessible(page, "#task"), []);
	/* Of another task nobody says. */
	await page.selectOption("#task-name", "rng_1_100");
	assert.equal(await page.locator("g.targets, .target-line, .bar-box.target")
		.count(), 0);
});
