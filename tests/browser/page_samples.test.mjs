/* The sample browser: what it finds is counted here anew, from the page's data. */

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeAll, dataOf, inaccessible, open, overflow, visit } from "./browser.mjs";

const SINGLE = process.env.GAMUT_PAGE;
const COMPARED = process.env.GAMUT_PAGE_COMPARED;
const HOSTILE = process.env.GAMUT_PAGE_HOSTILE;

after(closeAll);

/* Every sample of the page, spelt out. */
function samplesOf(file) {
	const data = dataOf(file);
	const string = (text) => (typeof text === "string" ? text : text?.cut ?? "");

	return data.runs.flatMap((run, number) => run.details.flatMap((detail, i) =>
		detail.samples.answer.map((at, position) => {
			const answer = detail.answers[at];
			const form = detail.forms[answer?.[2] ?? -1]?.[0] ?? "";

			return {
				...run.summary.cells[i], run: String(number),
				index: detail.samples.index?.[position] ?? position,
				answer: string(answer?.[0]), form: string(form),
				reason: answer ? data.reasons[answer[1]] : null,
				copied: answer?.[5] === 1 ? "yes" : "no",
				fate: data.fates[detail.samples.fate[position]],
				text: string(detail.samples.text[position]
					?? answer?.[0]),
				times: answer?.[3] ?? 0,
			};
		})));
}

function matches(sample, query) {
	return [sample.answer, sample.form, sample.text].some((text) =>
		text.toLowerCase().includes(query.toLowerCase()));
}

/* How many were found, when the search has come to its end. */
async function found(page, action) {
	await page.evaluate(() => {
		const output = document.getElementById("samples-count");

		window.told = new Promise((resolve) => {
			new MutationObserver((_, observer) => {
				observer.disconnect();
				resolve();
			}).observe(output, { childList: true, attributes: true });
		});
	});
	await action();
	await page.evaluate(() => window.told);
	return Number(await page.locator("#samples-count").getAttribute("data-found"));
}

function search(page, query) {
	return found(page, () => page.fill("#samples-search", query));
}

/* The page of `file` that is shared, with all samples in the order drawn. */
async function browse(file) {
	const page = await visit(file);

	if (await page.locator("#samples-reset").isEnabled())
		await found(page, () => page.click("#samples-reset"));
	return page;
}

function rows(page) {
	return page.locator(".samples-body [role=row]");
}

test("search finds what is there, whatever its case", async () => {
	const page = await browse(SINGLE);
	const samples = samplesOf(SINGLE);

	assert.equal(Number(await page.locator("#samples-count")
		.getAttribute("data-found")), samples.length);
	for (const query of ["california", "CALIF", "17", "@", " ", "ing", "zqzqzq"])
		assert.equal(await search(page, query),
			samples.filter((sample) => matches(sample, query)).length, query);
	assert.match(await rows(page).first().textContent(), /No sample is like that/);
	assert.equal(await found(page, () => page.click("#samples-reset")),
		samples.length);
	assert.equal(await page.inputValue("#samples-search"), "");
});

test("each filter lets through what it says, also together", async () => {
	const page = await open(COMPARED);
	const samples = samplesOf(COMPARED);

	for (const name of ["run", "task", "setting", "fate", "reason", "copied"]) {
		const options = await page.locator(`#samples-${name} option`)
			.evaluateAll((all) => all.map((option) => option.value).slice(1));

		assert.ok(options.length > 1, name);
		for (const value of options.slice(0, 4))
			assert.equal(await found(page, () =>
				page.selectOption(`#samples-${name}`, value)),
			samples.filter((sample) => sample[name] === value).length,
			`${name} ${value}`);
		await found(page, () => page.click("#samples-reset"));
	}
	await found(page, () => page.selectOption("#samples-run", "1"));
	await found(page, () => page.selectOption("#samples-task", "weekdays_full"));
	assert.equal(await search(page, "day"), samples.filter((sample) =>
		sample.run === "1" && sample.task === "weekdays_full" &&
		matches(sample, "day")).length);
	await page.close();
});

test("only rows in view are in the document, and all can be reached", async () => {
	const page = await browse(SINGLE);
	const total = samplesOf(SINGLE).length;
	const list = page.locator("#samples-list");

	assert.equal(Number(await list.getAttribute("aria-rowcount")), total + 1);
	for (const share of [0, 0.3, 1]) {
		await list.evaluate((node, part) => {
			node.scrollTop = part * node.scrollHeight;
		}, share);
		await page.waitForFunction(([part, all]) => {
			const shown = [...document.querySelectorAll(
				".samples-body [role=row]")].map((row) =>
				Number(row.getAttribute("aria-rowindex")));
			const near = 2 + part * (all - 1);

			return shown.length < 200 && Math.min(...shown) <= near &&
				Math.max(...shown) >= near - 40;
		}, [share, total]);
	}
	assert.ok(await rows(page).count() < 200);
});

test("keys move through the list and open a sample", async () => {
	const page = await browse(SINGLE);
	const samples = samplesOf(SINGLE);
	const list = page.locator("#samples-list");
	const active = async () => Number((await list
		.getAttribute("aria-activedescendant")).replace("sample-row-", ""));

	await list.focus();
	for (const [key, position] of [["ArrowDown", 1], ["ArrowDown", 2],
		["ArrowUp", 1], ["End", samples.length - 1], ["Home", 0]]) {
		await page.keyboard.press(key);
		assert.equal(await active(), position, key);
	}
	await page.keyboard.press("PageDown");
	const after = await active();

	assert.ok(after > 5 && after < 40, String(after));
	await page.keyboard.press("Enter");
	const facts = await page.locator(".sample").textContent();
	const { answer, fate, task, setting } = samples[after];

	for (const part of [answer, fate, task, setting])
		assert.ok(facts.includes(part), part);
	assert.equal(await page.evaluate(() => document.activeElement.id),
		"sample-title");
	await page.keyboard.press("Escape");
	assert.equal(await page.locator(".sample").count(), 0);
	assert.equal(await page.evaluate(() => document.activeElement.id),
		"samples-list");
});

test("samples are put in order", async () => {
	const page = await browse(SINGLE);
	const samples = samplesOf(SINGLE);
	const shown = () => rows(page).evaluateAll((all) => all.slice(0, 12)
		.map((row) => row.querySelector(".answer").textContent));
	const most = Math.max(...samples.map((sample) => sample.times));

	await found(page, () => page.selectOption("#samples-order", "often"));
	assert.equal(await rows(page).first().locator(".times").textContent(),
		`${most}×`);
	await found(page, () => page.selectOption("#samples-order", "rare"));
	assert.equal(await rows(page).first().locator(".times").textContent(), "1×");
	await found(page, () => page.selectOption("#samples-order", "index"));
	assert.equal(await rows(page).nth(5).locator(".index").textContent(), "0");
	await found(page, () => page.selectOption("#samples-task", "weekdays_full"));
	await found(page, () => page.selectOption("#samples-order", "answer"));
	const answers = (await shown()).map((text) => text.toLowerCase());

	assert.deepEqual(answers, [...answers].sort());
});

test("a task's samples and reasons are a step away", async () => {
	const page = await open(SINGLE,
		{ hash: "task=us_states_full_names&setting=few-shot" });
	const samples = samplesOf(SINGLE).filter((sample) =>
		sample.task === "us_states_full_names" && sample.setting === "few-shot");

	assert.equal(await found(page, () => page.getByRole("button",
		{ name: "Show these samples" }).click()), samples.length);
	const reason = page.locator(".reasons button").first();
	const name = await reason.textContent();

	assert.equal(await found(page, () => reason.click()),
		samples.filter((sample) => sample.reason === name).length);
	assert.equal(await page.inputValue("#samples-reason"), name);
	await page.close();
});

test("a sample can be copied as JSON", async () => {
	const page = await open(SINGLE);

	await rows(page).nth(3).click();
	await page.getByRole("button", { name: "Copy as JSON" }).click();
	await page.getByText(/^(Copied\.|Selected: copy it)/).waitFor();
	const json = JSON.parse(await page.locator(".sample-json pre").textContent());
	const sample = samplesOf(SINGLE)[3];

	assert.deepEqual([json.task, json.setting, json.index, json.answer, json.fate],
		[sample.task, sample.setting, sample.index, sample.answer, sample.fate]);
	await page.close();
});

test("hostile samples are seen, and do nothing", { skip: !HOSTILE }, async () => {
	const page = await open(HOSTILE);
	const samples = samplesOf(HOSTILE);

	assert.equal(await search(page, "<script"), samples.filter((sample) =>
		matches(sample, "<script")).length);
	assert.match(await rows(page).first().textContent(), /<script/i);
	await found(page, () => page.click("#samples-reset"));
	await page.locator("#samples-list").focus();
	for (let i = 0; i < Math.min(samples.length, 20); i++) {
		await page.keyboard.press("Enter");
		const wrong = await page.evaluate(() => ({
			pwned: window.pwned ?? null,
			elements: document.querySelectorAll("#samples img, " +
				"#samples script, #samples iframe").length,
			bidi: /[\u202a-\u202e\u2066-\u2069\u001b\0]/u.test(
				document.getElementById("samples").textContent),
			high: [...document.querySelectorAll(".samples-body [role=row]")]
				.some((row) => row.offsetHeight > 60),
		}));

		assert.deepEqual(wrong, { elements: 0, bidi: false, high: false,
			pwned: null });
		await page.keyboard.press("Escape");
		await page.keyboard.press("ArrowDown");
	}
	await page.close();
});

test("phones, dark ground, readers and paper get what they need", async () => {
	for (const [width, colorScheme] of [[390, "light"], [1440, "dark"]]) {
		const page = await open(COMPARED, { width, colorScheme });

		await rows(page).nth(1).click();
		assert.equal(await overflow(page), 0);
		assert.deepEqual(await inaccessible(page, "#samples", colorScheme), []);
		await page.emulateMedia({ media: "print" });
		assert.ok(!await page.locator("#samples-list").isVisible());
		assert.match(await page.locator(".samples-paper").innerText(),
			/holds [\d,]+ completions/);
		await page.close();
	}
});
