/* What was answered: the most frequent, the long tail, and what was invalid. */

const DISTRIBUTION_TOP = 15;

function renderDistribution(facts, filled, panels) {
	const all = new Map(filled.map((panel) => [panel, distributionOf(panel)]));
	const most = Math.max(1, ...filled.map((panel) =>
		Math.max(all.get(panel)[0]?.times ?? 0,
			targetMost(facts) * panel.cell.valid)));
	const longest = Math.max(1, ...filled.map((panel) => all.get(panel).length));
	const part = (title, above, draw) => taskPart(panels, title, above, (panel) =>
		all.has(panel) ? draw(panel, all.get(panel)) : null);

	return [
		part("Most frequent valid answers", distributionLegend(facts, all),
			(panel, forms) => [distributionTop(facts, panel, forms, most),
				targetLine(panel)]),
		part("The long tail", null, (panel, forms) =>
			distributionTail(facts, panel, forms, most, longest)),
		part("Invalid answers", null, distributionInvalid),
	];
}

/*
 * The valid answers of a panel, most frequent first: { name, form, times,
 * spellings: [{ text, times, example }] }, spellings in that order too.
 */
function distributionOf({ detail }) {
	const forms = detail.forms.map(([form, name, times]) =>
		({ form, name, times, spellings: [] }));

	for (const [text, , form, , valid, example] of detail.answers)
		if (form >= 0 && valid > 0)
			forms[form].spellings.push(
				{ text, times: valid, example: example === 1 });
	return forms.filter((form) => form.times > 0);
}

function distributionLegend(facts, all) {
	const shownForms = [...all.values()].flatMap((forms) =>
		forms.slice(0, DISTRIBUTION_TOP));
	const merged = shownForms.some((form) => form.spellings.length > 1);
	const copied = shownForms.some((form) => form.spellings.some((s) => s.example));

	if (!merged && !copied && !facts.target)
		return null;
	return el("ul", { class: "bar-legend" },
		merged ? [
			el("li", {}, el("span", { class: "bar-box first" }),
				"its commonest spelling"),
			el("li", {}, el("span", { class: "bar-box other" }),
				"other spellings of it")] : null,
		copied ? el("li", {}, el("span", { class: "bar-box copied" }),
			"copied from the prompt's examples") : null,
		facts.target ? targetKey() : null);
}

/* The pieces of the bars: one a spelling, from the axis outwards. */
function distributionPieces(forms) {
	return forms.flatMap((form, row) => {
		let x = 0;

		return form.spellings.map((spelling, i) => {
			const from = x;

			x += spelling.times;
			return { row, x1: from, x2: x, spelling,
				kind: spelling.example ? "copied"
					: i === 0 ? "first" : "other" };
		});
	});
}

function distributionTop(facts, { label, cell }, forms, most) {
	if (forms.length === 0)
		return el("p", { class: "task-none" }, "No valid answer.");
	const top = forms.slice(0, DISTRIBUTION_TOP);
	const rows = [...top, ...targetAbsent(facts, forms)]
		.slice(0, DISTRIBUTION_TOP);
	const given = top.reduce((sum, form) => sum + form.times, 0);
	const title = forms.length === 1
		? "One answer makes up all valid completions."
		: `The ${top.length} most frequent of ` +
			`${count(forms.length)} different answers make up ` +
			`${percent(given / cell.valid, 0)} % of the ` +
			`${plural(cell.valid, "valid completion")}.`;
	const table = taskTable(`Valid answers, ${plain(label)}`,
		["Answer", "Canonical form", "Spellings", "Times", "Share of valid",
			...(facts.target ? ["Target"] : [])],
		() => forms.map((form) => [shown(form.name), shown(form.form),
			form.spellings.length > 1 ? distributionSpellings(form) : "1",
			form.times, `${percent(form.times / cell.valid)} %`,
			...targetCells(facts, form)]));

	return chart((width) =>
		distributionBars(facts, rows, cell, most, width), title,
		table);
}

function distributionSpellings(form) {
	return [`${count(form.spellings.length)}: `,
		form.spellings.slice(0, 10).map((spelling, i) => [i ? ", " : null,
			shown(spelling.text), ` (${count(spelling.times)})`])];
}

function distributionFill(piece) {
	return { first: "var(--bar-first)", other: "var(--bar-other)",
		copied: "var(--bar-copied)" }[piece.kind];
}

/* "59 · 77 % · 4 spellings" */
function distributionValue(form, cell, width) {
	const share = form.times / cell.valid;
	const spellings = form.spellings.length;
	const spelt = spellings < 2 ? ""
		: width < 420 ? ` · ${spellings} sp.` : ` · ${spellings} spellings`;

	return `${count(form.times)} · ${percent(share, share < 0.0095 ? 1 : 0)} %` +
		spelt;
}

function distributionBars(facts, top, cell, most, width) {
	const names = top.map((form) => taskLabel(form.name, 40));
	const left = Math.min(0.45 * width, 12 + Math.max(...names.map(chartTextWidth)));
	const rows = top.map((form, row) => ({ ...form, row }));
	const pieces = distributionPieces(top);
	const value = (form) => distributionValue(form, cell, width);
	const right = 12 + Math.max(...rows.map((form) =>
		chartTextWidth(value(form))));

	return {
		width, height: 24 * top.length + 4, marginLeft: left,
		marginRight: Math.min(right, 0.4 * width), marginTop: 2,
		marginBottom: 2,
		x: { domain: [0, most], axis: null },
		y: { domain: rows.map((form) => form.row), axis: null, padding: 0.2 },
		marks: [
			Plot.barX(pieces, { x1: "x1", x2: "x2", y: "row", insetRight: 1,
				fill: literal(distributionFill),
				title: (d) => `${taskLabel(d.spelling.text, 200)}: ` +
					plural(d.spelling.times, "time"),
				className: "bars" }),
			...targetMarks(facts, rows, cell),
			Plot.text(rows, { y: "row", frameAnchor: "left",
				textAnchor: "end", dx: -8,
				text: (d) => chartFitted(names[d.row], left - 10),
				title: (d) => taskLabel(d.name, 200),
				fill: "currentColor" }),
			Plot.text(rows, { y: "row", x: "times", textAnchor: "start",
				dx: 5, text: value, fill: "var(--muted)" }),
		],
	};
}

/* Ranks where the number changes, so that long plateaus cost nothing. */
function distributionSteps(forms) {
	const steps = [];

	forms.forEach((form, i) => {
		if (forms[i - 1]?.times !== form.times ||
		    forms[i + 1]?.times !== form.times)
			steps.push({ rank: i + 1, times: form.times });
	});
	return steps;
}

/* "41 were given once, 11 twice, 5 three or more times". */
function distributionRare(forms) {
	const once = forms.filter((form) => form.times === 1).length;
	const twice = forms.filter((form) => form.times === 2).length;
	const more = forms.length - once - twice;

	return [[once, "once"], [twice, "twice"], [more, "three or more times"]]
		.filter(([number]) => number > 0)
		.map(([number, often]) => `${count(number)} came ${often}`).join(", ");
}

function distributionTail(facts, { label, cell }, forms, most, longest) {
	if (forms.length === 0)
		return el("p", { class: "task-none" }, "No valid answer.");
	const hidden = forms.length - DISTRIBUTION_TOP;
	const title = `Of ${plural(forms.length, "different answer")}, ` +
		`${distributionRare(forms)}.` +
		(hidden > 0 ? ` The bars leave out ${count(hidden)}.` : "");
	const expected = isNumber(facts.space) ? cell.n / facts.space : null;

	if (most < 2 || longest < 3)
		return el("p", { class: "task-none" }, title);
	const table = taskTable(`Long tail, ${plain(label)}`,
		["Times given", "Different answers"], () => [...d3.rollup(
			forms, (same) => same.length, (form) => form.times)]);

	return chart((width) =>
		distributionRanks(forms, { most, longest, expected, width }),
	title, table);
}

/* 1, 2, 5, 10, ... up to `most`: what a logarithmic axis can say in words. */
function distributionTicks(most, width) {
	const ticks = [];

	for (let power = 1; power <= most; power *= 10)
		ticks.push(power, 2 * power, 5 * power);
	const fitting = ticks.filter((tick) => tick <= most);

	return fitting.length > width / 45
		? fitting.filter((tick) => /^10*$/.test(tick)) : fitting;
}

function distributionRanks(forms, { most, longest, expected, width }) {
	const steps = distributionSteps(forms);
	const last = [...steps, { rank: forms.length * 1.0001,
		times: steps.at(-1).times }];
	const x = [1, Math.max(2, longest)];
	const y = [1, Math.max(2, most)];

	return {
		width, height: 220, marginLeft: taskMargin(y[1]), marginBottom: 42,
		marginTop: 28, marginRight: 20,
		x: { type: "log", domain: x, label: "rank of the answer",
			ticks: distributionTicks(x[1], width), tickFormat: count,
			labelAnchor: "center", labelArrow: "none" },
		y: { type: "log", domain: y, label: "times given", labelArrow: "none",
			ticks: distributionTicks(y[1], 270), tickFormat: count,
			grid: true },
		marks: [
			Plot.areaY(last, { x: "rank", y1: 1, y2: "times",
				curve: "step-after", fill: "var(--series-0)",
				fillOpacity: 0.18 }),
			expected > 1 ? Plot.ruleY([expected],
				{ stroke: "var(--muted)", strokeDasharray: "4 3" })
				: null,
			Plot.lineY(last, { x: "rank", y: "times", curve: "step-after",
				stroke: "var(--series-0)", strokeWidth: 2 }),
			expected > 1 ? Plot.text([expected], { y: (d) => d,
				frameAnchor: "right", textAnchor: "end", dy: -8,
				text: () => "uniform sampler",
				fill: "var(--muted)",
				stroke: "var(--paper)", strokeWidth: 4 }) : null,
			Plot.tip(steps, Plot.pointerX({ x: "rank", y: "times",
				title: (d) => `rank ${count(d.rank)}: ` +
					plural(d.times, "time") })),
		],
	};
}

/* Invalid answers by reason: what there is most of first. */
function distributionReasons(detail) {
	const names = taskChoice.page.reasons;
	const reasons = new Map();

	for (const [text, reason, , given, valid] of detail.answers) {
		if (given === valid)
			continue;
		/* A text may be valid, and its completion not: cut off, or thought. */
		const name = names[reason] === "valid" ? "valid text, but not counted"
			: names[reason];
		const group = reasons.get(name) ?? { name, times: 0, answers: [],
			filter: names[reason] };

		group.times += given - valid;
		group.answers.push({ text, times: given - valid });
		reasons.set(name, group);
	}
	for (const group of reasons.values())
		group.answers.sort((a, b) => b.times - a.times);
	return [...reasons.values()].sort((a, b) => b.times - a.times);
}

function distributionInvalid(panel) {
	const groups = distributionReasons(panel.detail);
	const none = panel.detail.samples.answer.filter((a) => a < 0).length;

	if (groups.length === 0 && none === 0)
		return el("p", { class: "task-none" }, "None.");
	return [
		groups.length ? scrolling(`Invalid answers, ${plain(panel.label)}`,
			el("table", { class: "reasons" },
				el("thead", {}, el("tr", {},
					el("th", { scope: "col" }, "Reason"),
					el("th", { scope: "col", class: "number" },
						"Times"),
					el("th", { scope: "col" }, "Most frequent"))),
				el("tbody", {}, groups.map((group) =>
					distributionReasonRow(group, panel))))) : null,
		none > 0 ? el("p", {}, `${plural(none, "completion")} held no ` +
			"answer at all.") : null,
	];
}

function distributionReasonRow(group, { cell, index }) {
	const bar = el("span", { class: "reason-bar", "aria-hidden": "true" });
	const link = el("button", { type: "button", class: "task-link",
		title: "Show these samples" }, group.name);
	const rest = group.answers.length - 4;

	bar.style.width = `${Math.max(1, 60 * group.times / cell.n)}px`;
	link.addEventListener("click", () => samplesShow({ run: index,
		task: cell.task, setting: cell.setting, reason: group.filter }));
	return el("tr", {},
		el("th", { scope: "row" }, link),
		el("td", { class: "number" }, bar, " ", count(group.times)),
		el("td", {}, el("span", { class: "reason-examples" },
			group.answers.slice(0, 4).map((answer) => el("span", {},
				samplesText(answer.text, 80),
				answer.times > 1 ? ` ×${count(answer.times)}` : null)),
			rest > 0 ? el("span", { class: "reason-rest" },
				`and ${count(rest)} more`) : null)));
}
