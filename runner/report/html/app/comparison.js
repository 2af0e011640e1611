/* Each candidate against the baseline: the gate's verdict, and what moved. */

const COMPARISON_METRICS = [
	{ name: "validity", title: "Validity", unit: "points", scale: 100 },
	{ name: "yield", title: "Yield", unit: "answers", scale: 1 },
];
/* The mark of a cell: its sign and colour, and what it says. */
const COMPARISON_MARKS = {
	fail: { color: "var(--series-1)", sign: "✗", label: "fails: worse for sure" },
	look: { color: "var(--series-0)", sign: "◐", label: "look: it has moved" },
	none: { color: "var(--strong-line)", sign: "○", label: "no sure difference" },
};
/* Of more candidates than this one is chosen from a list. */
const COMPARISON_FEW = 4;
/* More answers than this of a list are left to `gamut compare`. */
const COMPARISON_ANSWERS_MAX = 12;

function renderComparison(page) {
	const { comparisons } = page;

	if (comparisons.length === 0)
		return null;
	if (comparisons.length === 1)
		return [comparisonIntro(page), comparisonOf(page, comparisons[0])];
	return [
		comparisonIntro(page),
		comparisonTable(page),
		comparisonEach(page),
	];
}

/* Few candidates one below the other, of many the one that is chosen. */
function comparisonEach(page) {
	const { comparisons } = page;
	const place = el("div");
	const name = (of) => page.runs[of.candidate].label;
	const show = (of) => place.replaceChildren(comparisonOf(page, of));

	if (comparisons.length <= COMPARISON_FEW)
		return comparisons.map((of, i) => lazyDetails(
			el("span", { class: "title" }, named(name(of)), " ",
				verdictBadge(of.comparison?.verdict)),
			() => comparisonOf(page, of), { open: i === 0 }));
	show(comparisons[0]);
	return [el("div", { class: "controls" }, picker("Candidate",
		comparisons.map((of) => [of, plain(name(of))]), comparisons[0],
		show)), place];
}

function comparisonIntro(page) {
	const first = page.comparisons.find((of) => of.comparison)?.comparison;

	if (!first)
		return null;
	return el("p", {}, "Differences from ", el("strong", {},
		named(page.runs[page.baseline].label)), ", candidate minus baseline, " +
		"with 95 % intervals of sampling. " +
		`A mean may drop by ${gateMargins(first)}; a candidate passes where ` +
		"it is shown to stay within that, and no single cell breaks.");
}

/* All candidates at a glance. */
function comparisonTable(page) {
	const of = (row, metric) => row.comparison?.aggregates[metric] ?? null;
	const columns = [
		{ title: "Candidate", head: true,
			value: (row) => page.runs[row.candidate].label,
			cell: (row) => named(page.runs[row.candidate].label) },
		{ title: "Verdict",
			value: (row) => row.comparison?.verdict ?? "not compared",
			cell: (row) => verdictBadge(row.comparison?.verdict) },
		...COMPARISON_METRICS.map((metric) => ({
			title: `${metric.title}, ${metric.unit}`, number: true,
			value: (row) => of(row, metric.name)?.difference ?? null,
			cell: (row) => comparisonDifference(metric,
				of(row, metric.name)),
		})),
		{ title: "Failing cells", number: true,
			value: (row) => (row.comparison ?
				comparisonFailing(row.comparison) : null),
			cell: (row) => (row.comparison ?
				count(comparisonFailing(row.comparison)) : DASH) },
	];

	return sortableTable(columns, page.comparisons, { name: "Candidates",
		tall: page.comparisons.length > 12,
		caption: "Differences of the means over all cells" });
}

function comparisonFailing({ cells }) {
	return cells.filter((cell) => cell.mark === "fail").length;
}

function signed(value, digits = 1) {
	if (!isNumber(value))
		return DASH;
	const text = Math.abs(value).toFixed(digits);

	return Number(text) === 0 ? text : (value < 0 ? "−" : "+") + text;
}

function comparisonDifference({ scale }, mean) {
	if (!mean)
		return DASH;
	return [signed(scale * mean.difference), " ",
		el("span", { class: "muted small" },
			`(${range(mean.ci95, (v) => signed(scale * v))})`)];
}

function comparisonOf(page, of) {
	const found = of.comparison;
	const name = `comparison-${of.candidate}`;

	if (!found)
		return el("div", { class: "notice plain" },
			el("p", {}, gateSentence(page, of)),
			el("ul", {}, of.refused.map((reason) =>
				el("li", {}, shown(reason)))));
	return el("div", { class: "comparison" },
		comparisonVerdict(page, of),
		comparisonMeans(found),
		comparisonChart(found),
		found.cells.length > 1 ? [
			el("h3", { id: name }, "Task by task"),
			comparisonTasks(found)] : null,
		el("h3", {}, "What changed"),
		comparisonChanges(found),
		comparisonNotes(found));
}

function comparisonVerdict(page, of) {
	const { verdict, aggregates } = of.comparison;
	const kind = { pass: "good", regression: "bad" }[verdict] ?? "";
	const needed = COMPARISON_METRICS.map(({ name }) =>
		aggregates[name].n_needed).filter(isNumber);

	return el("div", { class: `notice ${kind}` }, el("p", {},
		verdictBadge(verdict), " ", gateSentence(page, of),
		needed.length > 0 ? ` About ${plural(Math.max(...needed), "sample")} ` +
			"a cell would tell." : null));
}

function comparisonMeans({ aggregates, margins }) {
	const heads = ["Mean of", "Baseline", "Candidate", "Difference",
		"At worst", "Margin", "Verdict"];

	return scrolling("Means", el("table", {},
		el("caption", {}, "Means over ", plural(aggregates.validity.cells,
			"cell"), "; “at worst” is the one-sided 95 % bound"),
		el("thead", {}, el("tr", {}, heads.map((title, i) => el("th",
			{ scope: "col", class: i > 0 && i < 6 ? "number" : null },
			title)))),
		el("tbody", {}, COMPARISON_METRICS.map((metric) => {
			const mean = aggregates[metric.name];
			const write = (v) => fixed(isNumber(v) ? metric.scale * v : v);
			const cells = [write(mean.base), write(mean.candidate),
				comparisonDifference(metric, mean),
				isNumber(mean.worst) ?
					signed(metric.scale * mean.worst) : DASH,
				`−${write(mean.margin ?? margins[metric.name])}`];

			return el("tr", {},
				el("th", { scope: "row" }, `${metric.title}, ` +
					(metric.scale === 100 ? "%" : metric.unit)),
				cells.map((cell) => el("td", { class: "number" }, cell)),
				el("td", {}, verdictBadge(mean.verdict)));
		}))));
}

/* The means' differences as dots with intervals around zero, margin marked. */
function comparisonChart(found) {
	const rows = [{ setting: "all cells", ...found.aggregates },
		...(found.settings.length > 1 ? found.settings.map((s) =>
			({ ...s, setting: settingText(s.setting) })) : [])];

	return el("div", { class: "pair" }, COMPARISON_METRICS.map((metric) => {
		const data = rows.map((row) => ({ row: row.setting,
			...comparisonPoint(metric, row[metric.name]) }));
		const all = data[0];

		return chart((width) => ({
			width, height: 70 + 34 * rows.length,
			marginLeft: comparisonLeft(data, width), marginBottom: 40,
			x: comparisonAxis(metric, width),
			y: { label: null, domain: rows.map((row) => row.setting),
				tickSize: 0, tickFormat: comparisonLabel(width) },
			marks: [
				...comparisonZero(metric, found.margins),
				Plot.ruleY(data, { y: "row", x1: "low", x2: "high",
					strokeWidth: 2, stroke: "var(--accent)" }),
				Plot.dot(data, { x: "difference", y: "row", r: 5,
					fill: "var(--accent)", className: "difference" }),
				comparisonTip(data, width),
			],
		}), `${metric.title}: the candidate's mean is ` +
			`${signed(all.difference)} ${metric.unit} from the baseline's ` +
			`(${range([all.low, all.high], signed)}); the margin is ` +
			fixed(metric.scale * found.margins[metric.name]) +
			" (dashed).");
	}));
}

function comparisonPoint({ scale, unit }, mean) {
	const [low, high] = mean.ci95 ?? [null, null];
	const times = (v) => (isNumber(v) ? scale * v : NaN);

	return { difference: times(mean.difference), low: times(low),
		high: times(high), unit };
}

/* Names of rows leave most of a picture's width to what it shows. */
function comparisonLabel(width) {
	const room = Math.min(170, width / 2.4);

	return (row) => chartFitted(plain(row), room);
}

function comparisonLeft(data, width) {
	return 14 + Math.max(...data.map(({ row }) =>
		chartTextWidth(comparisonLabel(width)(row))));
}

function comparisonAxis({ title, unit }, width) {
	return { label: `${title.toLowerCase()}, ${unit}`, grid: true, nice: true,
		labelArrow: "none", labelAnchor: "center",
		ticks: width < 440 ? 4 : 7,
		tickFormat: (v) => signed(v, v % 1 === 0 ? 0 : 1) };
}

/* No difference, and how much worse is let pass. */
function comparisonZero({ name, scale }, margins) {
	const margin = -scale * margins[name];

	return [
		Plot.ruleX([0], { stroke: "var(--ink)" }),
		Plot.ruleX([margin], { stroke: "var(--series-1)",
			strokeDasharray: "4,3", className: "margin" }),
	];
}

function comparisonTip(data, width) {
	return Plot.tip(data, Plot.pointerY({ x: "difference", y: "row",
		stroke: "var(--strong-line)", fontSize: 13, lineHeight: 1.3,
		preferredAnchor: "bottom", lineWidth: Math.min(24, width / 20),
		title: (d) => [plain(d.row), d.setting, `${signed(d.difference)} ` +
			`${d.unit} (${range([d.low, d.high], signed)})`, d.note]
			.filter((line) => line).join("\n") }));
}

/* Each task's differences, its settings one above the other in its row. */
function comparisonTasks(found) {
	const settings = [...new Set(found.cells.map((c) => c.setting))];
	const tasks = [...new Set(found.cells.map((c) => c.task))];
	return [
		el("div", { class: "legends" },
			legend(Object.values(COMPARISON_MARKS), "Colours of cells"),
			settings.length > 1 ? legend(settings.map((setting, i) => ({
				sign: SETTING_SIGNS[i % SETTING_SIGNS.length],
				label: settingText(setting) })), "Settings") : null),
		el("div", { class: "pair" }, COMPARISON_METRICS.map((metric) =>
			chart((width) => comparisonTasksOptions(metric, found,
				{ settings, tasks, width }), comparisonTasksTitle(metric,
				found)))),
	];
}

function comparisonTasksTitle({ name, title }, { cells }) {
	const of = (mark) => cells.filter((c) => c[name].mark === mark).length;
	const worse = cells.filter((c) => c[name].mark !== "none" &&
		c[name].difference < 0).length;

	return `${title}, candidate minus baseline: of ${plural(cells.length,
		"cell")}, ${count(of("fail"))} fail and ${count(of("look"))} moved; ` +
		`${count(worse)} of these are worse. The table below has them.`;
}

function comparisonTasksOptions(metric, found, { settings, tasks, width }) {
	const row = 10 + 11 * settings.length;
	const data = found.cells.map((cell) => ({
		row: cell.task,
		setting: settingText(cell.setting),
		offset: settings.indexOf(cell.setting),
		...comparisonPoint(metric, cell[metric.name]),
		color: COMPARISON_MARKS[cell[metric.name].mark].color,
		note: COMPARISON_MARKS[cell[metric.name].mark].label,
	}));
	const groups = settings.map((_, i) => data.filter((d) => d.offset === i));
	const shift = (i) => 11 * (i - (settings.length - 1) / 2);

	return {
		width, height: 80 + row * tasks.length,
		marginLeft: comparisonLeft(data, width), marginBottom: 44, marginTop: 34,
		x: { ...comparisonAxis(metric, width), axis: "both" },
		y: { label: null, domain: tasks, tickSize: 0,
			tickFormat: comparisonLabel(width) },
		marks: [
			Plot.ruleX([0], { stroke: "var(--ink)" }),
			...groups.flatMap((group, i) => [
				Plot.ruleY(group, { y: "row", x1: "low", x2: "high",
					dy: shift(i), stroke: literal("color"),
					strokeWidth: 1.5 }),
				Plot.dot(group, { x: "difference", y: "row", dy: shift(i),
					symbol: SETTING_SYMBOLS[i % SETTING_SYMBOLS.length],
					r: 3.5, fill: literal("color"),
					className: "difference" }),
			]),
			comparisonTip(data, width),
		],
	};
}

/* The cells that fail or moved first; what of their answers came and went. */
function comparisonChanges(found) {
	const moved = found.cells.filter((cell) => cell.mark !== "none")
		.sort((a, b) => a.yield.difference - b.yield.difference);
	const metric = (of) => ({ title: `${of.title}, ${of.unit}`, number: true,
		value: (cell) => cell[of.name].difference,
		cell: (cell) => comparisonCell(of, cell[of.name]) });
	const columns = [
		{ title: "Task", head: true, value: (cell) => cell.task,
			cell: (cell) => shown(cell.task) },
		{ title: "Setting", value: (cell) => cell.setting,
			cell: (cell) => settingName(cell.setting) },
		{ title: "Cell", value: (cell) => ({ fail: 0, look: 1 })[cell.mark] ?? 2,
			cell: (cell) => comparisonMark(cell.mark) },
		...COMPARISON_METRICS.map(metric),
		{ title: "Valid answers", hint: "Valid answers lost", number: true,
			value: (cell) => cell.vanished,
			cell: comparisonAnswers },
	];

	if (moved.length === 0)
		return el("p", {}, "No cell differs beyond the noise of sampling.");
	return el("div", { class: "changes" }, sortableTable(columns, moved,
		{ name: "Cells that changed", tall: true, sorted: [2, "ascending"],
			caption: `${plural(moved.length, "cell")} of ` +
				`${count(found.cells.length)} that fail or moved; ` +
				"differences with 95 % intervals" }));
}

function comparisonCell(metric, value) {
	return [el("span", { class: value.mark === "fail" ? "failed" : null },
		signed(metric.scale * value.difference,
			metric.scale === 1 ? 0 : 1)),
	el("br"), el("span", { class: "muted small" },
		range(value.ci95, (v) => signed(metric.scale * v)))];
}

function comparisonMark(mark) {
	const kind = { fail: "bad", look: "quiet" }[mark] ?? "quiet";

	return el("span", { class: `badge ${kind}` }, mark === "none" ? "–" : mark);
}

function comparisonAnswers(cell) {
	const lost = cell.changes.filter((c) => c.candidate < c.base);
	const gained = cell.changes.filter((c) => c.candidate > c.base).reverse();

	return lazyDetails(`${count(cell.vanished)} lost, ` +
		`${count(cell.appeared)} gained`, () => [
		comparisonList("Fewer", lost),
		comparisonList("More", gained),
		comparisonList("Invalid, more often", cell.invalid),
		cell.changes_left_out > 0 ? el("p", { class: "small muted" },
			`${plural(cell.changes_left_out, "change")} not listed`) : null,
	], { bulky: true });
}

function comparisonList(title, answers) {
	if (answers.length === 0)
		return null;
	return el("p", { class: "answers" }, el("strong", {}, `${title}: `),
		answers.slice(0, COMPARISON_ANSWERS_MAX).map((answer, i) => [
			i > 0 ? ", " : null, shown(answer.spelling ?? answer.answer),
			el("span", { class: "muted" },
				` ${count(answer.base)}→${count(answer.candidate)}`)]),
		answers.length > COMPARISON_ANSWERS_MAX ?
			` and ${answers.length - COMPARISON_ANSWERS_MAX} more` : null);
}

function comparisonNotes({ differences, flips }) {
	if (differences.length === 0 && !flips?.length)
		return null;
	return [
		el("h3", {}, "What else differs between the runs"),
		el("ul", {}, differences.map(({ text, allowed }) => el("li", {},
			shown(text), allowed ? [" (let pass by --allow ",
				shown(allowed), ")"] : null))),
		flips?.length ? el("p", {}, `${plural(flips.length, "answer")} judged ` +
			"otherwise than before.") : null,
	];
}
