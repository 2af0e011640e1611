/*
 * One task: what was answered, how much of the possible that covers, and how
 * the yield grows. Several runs stand side by side, on the same scales.
 */

const TASK_PANELS = 6;

/* What is chosen; runs are numbers in page.runs, in their order. */
const taskChoice = { page: null, task: "", setting: "", runs: [] };

function renderTask(page) {
	taskChoice.page = page;
	taskChoice.runs = taskRunsAtFirst();
	taskTake(taskFirst(), "");
	if (taskChoice.task === "")
		return null;
	taskFromAddress();
	window.addEventListener("hashchange", () => {
		if (taskFromAddress()) {
			taskRemember();
			taskDraw();
			taskReveal();
		}
	});
	/* The page is put together after this; then it can be scrolled. */
	if (location.hash.startsWith("#task="))
		requestAnimationFrame(() => requestAnimationFrame(taskReveal));
	const nodes = [
		el("div", { class: "task-chooser", id: "task-chooser" }),
		el("p", { class: "task-status", id: "task-status", role: "status" }),
		el("div", { class: "task-body", id: "task-body" }),
	];

	taskDrawInto(nodes[0], nodes[2]);
	return nodes;
}

/* The first few runs that have anything. */
function taskRunsAtFirst() {
	return taskChoice.page.runs.map((_, i) => i).slice(0, TASK_PANELS);
}

/* Names of the tasks that any run has, in the order of the page's own list. */
function taskNames() {
	const names = new Set();

	for (const run of taskChoice.page.runs)
		for (const cell of run.summary.cells)
			names.add(cell.task);
	return [...names].sort();
}

/* The first that all runs have, so that the section begins with a comparison. */
function taskFirst() {
	const names = taskNames();
	const all = (name) => taskChoice.runs.every((run) =>
		taskChoice.page.runs[run].summary.cells.some((cell) =>
			cell.task === name));

	return names.find(all) ?? names[0] ?? "";
}

/* The settings that any run has of `task`, in the order of the runs. */
function taskSettings(task) {
	const settings = new Set();

	for (const run of taskChoice.page.runs)
		for (const cell of run.summary.cells)
			if (cell.task === task)
				settings.add(cell.setting);
	return [...settings];
}

/* Chooses, as far as there is such a task and setting. */
function taskTake(task, setting) {
	if (!taskNames().includes(task))
		return;
	const settings = taskSettings(task);
	const wanted = setting || taskChoice.setting;

	taskChoice.task = task;
	taskChoice.setting = settings.includes(wanted) ? wanted : settings[0];
}

/* What the page knows of a task; of a foreign one, little more than its name. */
function taskFacts(name) {
	return taskChoice.page.tasks.find((task) => task.name === name) ??
		{ name, description: "", examples: [], space: null, strings: null,
		  members: null };
}

/*
 * What is shown: a panel a run, whose cell and detail are null where the run
 * does not have this task and setting.
 */
function taskPanels() {
	return taskChoice.runs.map((index) => {
		const run = taskChoice.page.runs[index];
		const at = run.summary.cells.findIndex((cell) =>
			cell.task === taskChoice.task &&
			cell.setting === taskChoice.setting);

		return {
			index,
			label: run.label,
			cell: at < 0 ? null : run.summary.cells[at],
			detail: at < 0 ? null : run.details[at],
		};
	});
}

/*
 * Where a task of a run is shown, for links. `with` is asked for and not kept:
 * the link leads there again when the address has become the choice's own.
 */
function taskLink(task, setting, run) {
	return "#" + new URLSearchParams({ task, setting, with: run });
}

/* The address keeps the choice: #task=NAME&setting=NAME&runs=0,2. */
function taskFromAddress() {
	if (!location.hash.startsWith("#task="))
		return false;
	const asked = new URLSearchParams(location.hash.slice(1));
	const runs = (asked.get("runs") ?? "").split(",").filter((s) => s)
		.map(Number).filter((i) => i in taskChoice.page.runs);

	if (runs.length > 0)
		taskChoice.runs = [...new Set(runs)].sort((a, b) => a - b)
			.slice(0, TASK_PANELS);
	taskWith(Number(asked.get("with") ?? NaN));
	taskTake(asked.get("task"), asked.get("setting"));
	return true;
}

/* Shows a run too; where there is no room, in the place of the last one. */
function taskWith(run) {
	const { page, runs } = taskChoice;

	if (run in page.runs && !runs.includes(run))
		taskChoice.runs = [...runs.slice(0, TASK_PANELS - 1), run]
			.sort((a, b) => a - b);
}

function taskAddress() {
	const asked = new URLSearchParams();

	asked.set("task", taskChoice.task);
	asked.set("setting", taskChoice.setting);
	if (String(taskChoice.runs) !== String(taskRunsAtFirst()))
		asked.set("runs", taskChoice.runs.join(","));
	return "#" + asked;
}

/* Some ways to show a page, such as within another, forbid addresses. */
function taskRemember() {
	try {
		history.replaceState(null, "", taskAddress());
	} catch {
		/* The choice holds all the same. */
	}
}

function taskReveal() {
	const section = document.getElementById("task");

	section?.scrollIntoView();
}

function taskDraw() {
	taskDrawInto(document.getElementById("task-chooser"),
		document.getElementById("task-body"));
	taskTell();
}

/* Draws anew; what had the focus has it afterwards, found by its id. */
function taskDrawInto(chooser, body) {
	const focused = document.activeElement?.id;

	chooser.replaceChildren(...taskChooser());
	body.replaceChildren(...taskBody());
	if (focused && chooser.querySelector(`#${CSS.escape(focused)}`))
		document.getElementById(focused).focus({ preventScroll: true });
}

/* A change in the chooser. */
function taskChange(task, setting) {
	taskTake(task, setting);
	taskRemember();
	taskDraw();
}

function taskBody() {
	const facts = taskFacts(taskChoice.task);
	const panels = taskPanels();
	const filled = panels.filter((panel) => panel.cell && panel.cell.n > 0);
	const several = taskChoice.page.runs.length > 1;

	return [
		taskHead(facts),
		taskPart(panels, "What came of it", null, (panel) =>
			taskFigures(panel, facts)),
		...(filled.length ? [
			renderCoverage(facts, filled, panels),
			el("div", { class: several ? null : "task-columns" },
				renderDistribution(facts, filled, panels),
				renderCurve(facts, filled, panels)),
		] : []),
	];
}

function taskHead(facts) {
	const space = isNumber(facts.space)
		? `${count(facts.space)} possible answers` : "any number of answers";
	const examples = facts.examples.map((example, i) =>
		[i ? ", " : null, el("q", {}, shown(example))]);
	const spellings = isNumber(facts.strings) && facts.strings !== facts.space
		? `, spelt in ${count(facts.strings)} ways` : "";

	return el("div", { class: "task-head" },
		el("h3", {}, shown(facts.name)),
		el("p", {}, facts.description ? [shown(facts.description), " · "] : null,
			`${space}${spellings}`,
			examples.length ? [" · examples in few-shot prompts: ", examples]
				: null));
}

/*
 * A part of the section: a panel a run, drawn by `draw(panel)`, with
 * `above`, nodes for all of them, such as a legend.
 */
function taskPart(panels, title, above, draw, kind = "") {
	const several = taskChoice.page.runs.length > 1;
	const layout = `task-panels ${several ? kind : "single"}`;

	return el("div", { class: "task-part" },
		el("h4", {}, title), above,
		el("div", { class: layout },
			panels.map((panel) => el("div", { class: "task-panel" },
				several ? el("h5", {}, shown(panel.label)) : null,
				draw(panel) ??
					el("p", { class: "task-none" }, DASH)))));
}

function taskFigures(panel, facts) {
	const { cell, index } = panel;

	if (!cell)
		return el("p", { class: "task-none" },
			"This run does not have this task and setting.");
	const { stopped } = cell;
	const absent = (cell.fates.failed ?? 0) + (cell.fates.missing ?? 0);
	const link = el("button", { type: "button", class: "task-link" },
		`Show ${cell.n === 1 ? "this sample" : "these samples"}`);

	link.addEventListener("click", () => samplesShow({
		run: index, task: cell.task, setting: cell.setting }));
	return [
		cell.n > 0 ? taskFigureList(cell, facts)
			: el("p", { class: "task-none" }, "No completions."),
		stopped ? el("p", { class: "notice plain" },
			`Stopped early, at ${count(stopped.n)} of ` +
			`${count(stopped.planned)} samples: `, shown(stopped.reason)) : null,
		absent > 0 ? el("p", { class: "notice" },
			`Incomplete: ${plural(absent, "completion")} failed or ` +
			(absent === 1 ? "is missing." : "are missing.")) : null,
		cell.n > 0 ? el("p", { class: "task-more" }, link) : null,
	];
}

function taskFigureList(cell, facts) {
	const seen = isNumber(facts.space)
		? ["covered", `${percent(cell.canonical_coverage)} %`,
			`${count(cell.canonical_yield)} of ${count(facts.space)}`]
		: ["yield", count(cell.canonical_yield), "different valid answers"];
	const figures = [
		["valid", `${percent(cell.validity)} %`,
			`${count(cell.valid)} of ${count(cell.n)}`],
		seen,
		["unique among valid", `${percent(cell.canonical_uniqueness)} %`,
			cell.yield !== cell.canonical_yield
				? `${count(cell.yield)} spellings` : null],
		["copied from the prompt", count(cell.copied), null],
	];

	return el("dl", { class: "task-figures" }, figures.map(([name, value, more]) =>
		el("div", {}, el("dt", {}, name),
			el("dd", {}, el("strong", {}, value),
				more ? [" ", el("span", {}, more)] : null))));
}

/* A number with one digit after the point, where it is not whole. */
function taskNumber(value) {
	return isNumber(value) && Math.abs(value - Math.round(value)) < 0.05
		? count(Math.round(value)) : fixed(value);
}

/* Room for the numbers up to `most` on the left of a picture. */
function taskMargin(most) {
	return 20 + 8 * Math.max(3, count(Math.round(most)).length);
}

/*
 * A picture's numbers as a table: `rows()` gives arrays of cells; numbers stand
 * to the right. Of many rows only the first are shown.
 */
function taskTable(name, columns, rows) {
	const most = 500;

	return lazyDetails("As a table", () => {
		const all = rows();
		const more = all.length - most;

		return [
			el("div", { class: "task-scroll" }, scrolling(name, el("table", {},
				el("thead", {}, taskTableHead(columns)),
				el("tbody", {}, all.slice(0, most).map(taskTableRow))))),
			more > 0 ? el("p", {}, `And ${count(more)} more.`) : null,
		];
	}, { bulky: true });
}

function taskTableHead(columns) {
	return el("tr", {}, columns.map((column) =>
		el("th", { scope: "col" }, column)));
}

function taskTableRow(cells) {
	return el("tr", {}, cells.map((cell) => el("td",
		{ class: typeof cell === "number" ? "number" : null },
		typeof cell === "number" ? count(cell) : cell)));
}

/*
 * A stranger's string as a label in a picture: at most `most` characters, and
 * no towers of accents, which would reach over the labels around it.
 */
function taskLabel(text, most) {
	const beginning = typeof text === "string" ? text : text.cut + "…";
	const line = plain(beginning.slice(0, 4 * most + 64))
		.replace(/(\p{M}{2})\p{M}+/gu, "$1");
	const characters = Array.from(line);

	if (line.trim() === "")
		return line === "" ? "(empty)" : "␣".repeat(characters.length);
	return characters.length > most
		? characters.slice(0, most - 1).join("") + "…" : line;
}
