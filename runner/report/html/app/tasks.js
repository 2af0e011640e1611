/* All tasks and settings as one table that can be sorted and filtered. */

/* A narrower window begins with one setting: all of them side by side need room. */
const TASKS_WIDE = 900;
/* Where the ceiling stands on the bars of yields. */
const TASKS_CEILING = 0.88;

function renderTasks(page) {
	const settings = [...new Set(page.runs.flatMap((run) =>
		run.summary.cells.map((cell) => cell.setting)))];
	const status = el("p", { class: "hidden", role: "status" });
	const place = el("div", { class: "tasks" });
	const state = {
		run: 0,
		setting: settings.length > 1 && innerWidth >= TASKS_WIDE ?
			TASKS_ALL : settings[0],
	};
	const draw = () => {
		place.replaceChildren(tasksTable(page, state, settings, status));
		status.textContent = "The table was changed.";
	};
	const change = (key) => (value) => {
		state[key] = value;
		draw();
	};

	place.replaceChildren(tasksTable(page, state, settings, status));
	return [
		el("p", {}, "Validity is the share of completions that are right. Yield " +
			"is how many different ones there are; the line across its bar " +
			"is the ceiling, what uniform sampling would give. A task's name " +
			"leads to its answers."),
		tasksControls(page, state, settings, change),
		tasksFates(page),
		place, status,
	];
}

/* In place of a setting: all of them, side by side. */
const TASKS_ALL = Symbol("all");

function tasksControls(page, state, settings, change) {
	const few = settings.length <= 4;
	const options = [[TASKS_ALL, "all"],
		...settings.map((s) => [s, few ? settingName(s) : settingText(s)])];
	const runs = page.runs.map((run, i) => [i, run.label]);

	if (settings.length < 2 && runs.length < 2)
		return null;
	return el("div", { class: "controls" },
		runs.length < 2 ? null : runs.length <= 3 ?
			choice("tasks-run", "Run", runs.map(([i, label]) =>
				[i, named(label)]), state.run, change("run")) :
			picker("Run", runs.map(([i, label]) => [i, plain(label)]),
				state.run, change("run")),
		settings.length < 2 ? null : few ?
			choice("tasks-setting", "Setting", options, state.setting,
				change("setting")) :
			picker("Setting", options, state.setting, change("setting")));
}

/* A legend of those fates that there are. */
function tasksFates(page) {
	const present = page.fates.filter((fate) => page.runs.some((run) =>
		run.summary.cells.some((cell) => cell.fates[fate] > 0)));

	return legend(present.map((fate) => ({ color: fateColor(fate),
		label: plain(fate).replaceAll("-", " ") })), "Fates of completions");
}

function fateColor(fate) {
	return /^[a-z-]+$/.test(fate) ? `var(--fate-${fate})` : "var(--strong-line)";
}

/* A row a task, with its cell of each setting. */
function tasksRows(run, index) {
	const rows = new Map();

	for (const cell of run.summary.cells) {
		if (!rows.has(cell.task))
			rows.set(cell.task, { task: cell.task, run: index,
				cells: new Map() });
		rows.get(cell.task).cells.set(cell.setting, cell);
	}
	return [...rows.values()];
}

function tasksTable(page, state, settings, status) {
	const all = state.setting === TASKS_ALL;
	const run = page.runs[state.run];
	const chosen = all ? settings.filter((s) =>
		run.summary.cells.some((cell) => cell.setting === s)) : [state.setting];
	const columns = [tasksName(chosen[0]),
		...chosen.flatMap((setting) => tasksColumns(setting, all))];
	const table = sortableTable(columns, tasksRows(run, state.run), {
		name: "Tasks", status, sorted: [0, "ascending"], tall: true,
		caption: ["Tasks of ", named(run.label), all ? null : [", ",
			settingName(state.setting)],
			el("span", { class: "on-screen" }, ": choose a heading to sort")],
	});

	table.classList.toggle("wide", all && chosen.length > 1);
	return table;
}

function tasksName(setting) {
	return { title: "Task", head: true, class: "task",
		value: (row) => row.task,
		cell: (row) => el("a", { href: taskLink(row.task,
			row.cells.has(setting) ? setting : row.cells.keys().next().value,
			row.run) }, tasksBroken(row.task)) };
}

/* A name that may be broken behind each _, so that its column stays narrow. */
function tasksBroken(name) {
	return name.split(/(?<=_)/u).map((part) => [shown(part), el("wbr")]);
}

function tasksColumns(setting, all) {
	const of = (value) => (row) => {
		const cell = row.cells.get(setting);

		return cell ? value(cell) : null;
	};
	const draw = (make) => (row) => {
		const cell = row.cells.get(setting);

		return cell ? make(cell) : DASH;
	};
	const hint = (text) => (all ? `${text}, ${settingText(setting)}` : null);
	const group = all ? setting ?? "(no setting)" : null;
	const number = (title, key, make) => ({ title, group, hint: hint(title),
		number: true, value: of((cell) => cell[key]), cell: draw(make) });

	return [
		{ ...number("Validity", "validity", tasksValidity), first: all },
		number("Yield", "canonical_yield", tasksYield),
		all ? null : number("Relative", "relative_yield", (cell) =>
			percentSign(cell.relative_yield)),
		all ? null : number("Uniqueness", "canonical_uniqueness", (cell) =>
			(cell.valid > 0 ? percentSign(cell.canonical_uniqueness) : DASH)),
		{ title: "Fates", group, hint: hint("Fates, by invalid ones"),
			value: of((cell) => cell.fates.invalid), cell: draw(tasksFate) },
		{ title: "Top answer", group, hint: hint("Top answer, by its share"),
			value: of((cell) => cell.estimates.top[0]?.share ?? null),
			cell: draw(tasksTop) },
	].filter((column) => column);
}

function tasksValidity(cell) {
	return [tasksStopped(cell), percentSign(cell.validity),
		rangeBar(cell.validity, cell.estimates.validity_ci95, 1),
		el("span", { class: "hidden" }, "95 % interval ",
			range(cell.estimates.validity_ci95, percent))];
}

/* A cell that was stopped early, or of which samples are missing, says so. */
function tasksStopped({ stopped, fates }) {
	const absent = fates.failed + fates.missing;

	return [
		stopped ? el("span", { class: "badge quiet",
			title: plain(stopped.reason) },
		`stopped at ${count(stopped.n)}`) : null,
		absent > 0 ? el("span", { class: "badge bad" },
			`${count(absent)} missing`) : null,
		stopped || absent > 0 ? " " : null,
	];
}

/*
 * A bar on which the ceiling, a line, has the same place in all rows: rows can be
 * compared, whatever their spaces. Chance may take a yield beyond it.
 */
function tasksYield(cell) {
	const { ceiling } = cell;
	const bar = rangeBar(cell.canonical_yield,
		cell.estimates.canonical.yield_ci95, ceiling / TASKS_CEILING);

	if (ceiling > 0) {
		const mark = el("span", { class: "ceiling" });

		mark.style.left = `calc(${100 * TASKS_CEILING}% - 1px)`;
		bar.append(mark);
	}
	return [count(cell.canonical_yield),
		el("span", { class: "muted" },
			` of ${fixed(ceiling).replace(/\.0$/, "")}`),
		cell.yield === cell.canonical_yield ? null :
			el("span", { class: "small muted" },
				` (${count(cell.yield)} spelt)`), bar];
}

/* The shares of the fates as one bar, and as words for who cannot see it. */
function tasksFate({ fates }) {
	const all = Object.entries(fates);
	const sum = all.reduce((total, [, number]) => total + number, 0);
	const present = all.filter(([, number]) => number > 0);
	const words = present.map(([fate, number]) =>
		`${count(number)} ${plain(fate).replace("valid-", "")
			.replaceAll("-", " ")}`).join(", ");
	const bar = el("div", { class: "fate-bar", "aria-hidden": "true",
		title: words });

	for (const [fate, number] of present) {
		const part = el("span", { class: fate === "missing" ? "missing" : null });

		part.style.flexGrow = number / sum;
		part.style.background = fateColor(fate);
		bar.append(part);
	}
	return [bar, el("span", { class: "small muted fate-words" },
		words || "none")];
}

function tasksTop(cell) {
	const top = cell.estimates.top[0];

	return top ? [el("span", { class: "top" }, shown(top.spelling)),
		el("span", { class: "small muted" }, ` ${percent(top.share, 0)} %`)] :
		DASH;
}
