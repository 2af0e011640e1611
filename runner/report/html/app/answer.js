/* What was found: the means of each run, what speaks against them, the gate. */

/* With more runs than this a table says it, not a card each. */
const ANSWER_CARDS_MAX = 3;

function renderAnswer(page) {
	return [
		page.runs.map((run) => answerIncomplete(run)),
		answerLead(page),
		page.runs.length > ANSWER_CARDS_MAX ?
			answerTable(page) :
			el("div", { class: "cards" },
				page.runs.map((run) => answerCard(page, run))),
		answerIntervals(page),
		renderDoubts(page),
	];
}

/* The means over all cells of a run; undefined ones are null. */
function overallOf(run) {
	return run.summary.overall[0] ?? {};
}

function meanOf(overall, metric) {
	return overall[metric]?.mean ?? null;
}

/*
 * The interval of a mean: that of sampling, or where there is none, over tasks.
 * { ci, tasks }: the second says which; null where there is neither.
 */
function intervalOf(overall, metric) {
	const sampling = overall[metric]?.fixed_suite?.ci95;
	const tasks = overall[metric]?.over_tasks?.ci95;
	const known = (ci) => isNumber(ci?.[0]) && isNumber(ci?.[1]);

	if (known(sampling))
		return { ci: sampling, tasks: false };
	return known(tasks) && !overall[metric].fixed_suite ?
		{ ci: tasks, tasks: true } : null;
}

/* The mean ceiling of a run's cells: what a uniform sampler would give. */
function ceilingOf(run) {
	const ceilings = run.summary.cells.map((cell) => cell.ceiling)
		.filter(isNumber);

	return ceilings.length > 0 ?
		ceilings.reduce((a, b) => a + b) / ceilings.length : null;
}

/* 98 or 74.3: no digit more than a sentence can bear. */
function answerPercent(share) {
	const text = percent(share);

	return text === DASH ? text : `${text.replace(/\.0$/, "")}\u00a0%`;
}

function answerLead(page) {
	const few = page.runs.length <= ANSWER_CARDS_MAX;
	const runs = few ? page.runs : [];

	return el("div", { class: "lead" },
		few ? null : el("p", {}, answerBest(page)),
		runs.map((run) => el("p", {}, answerSentence(run))),
		few ? page.comparisons.map((of) =>
			el("p", { class: "gate" }, gateSentence(page, of))) : null);
}

function answerSentence(run) {
	const overall = overallOf(run);
	const validity = meanOf(overall, "validity");
	const relative = meanOf(overall, "relative_yield");
	const name = [el("strong", {}, named(run.label)),
		run.complete ? null : " (incomplete)"];

	if (!isNumber(validity))
		return [name, " has no completions to judge."];
	if (!isNumber(relative))
		return [name, ` is right ${answerPercent(validity)} of the time.`];
	return [name, ` is right ${answerPercent(validity)} of the time`,
		validity >= 0.9 && relative < 0.5 ? " but gives only " :
			validity < 0.5 && relative < 0.5 ? ", and gives only " :
				" and gives ",
		`${answerPercent(relative)} of the different answers that a ` +
		"uniform sampler would."];
}

/* Of many runs: how many, and which lead on each axis. */
function answerBest(page) {
	const best = (metric) => {
		const known = page.runs.filter((run) =>
			isNumber(meanOf(overallOf(run), metric)));

		return known.reduce((a, b) => (a && meanOf(overallOf(a), metric) >=
			meanOf(overallOf(b), metric) ? a : b), null);
	};
	const right = best("validity");
	const diverse = best("relative_yield");

	return [`${plural(page.runs.length, "run")}.`,
		right && [" Most often right is ", el("strong", {},
			named(right.label)), ", " +
			`${answerPercent(meanOf(overallOf(right), "validity"))}.`],
		diverse && [" Most diverse is ", el("strong", {},
			named(diverse.label)), ", with " +
			answerPercent(meanOf(overallOf(diverse), "relative_yield")) +
			" of what a uniform sampler would give."]];
}

/* The gate's verdict on a candidate, in one sentence (nodes). */
function gateSentence(page, of) {
	const candidate = el("strong", {}, named(page.runs[of.candidate].label));
	const base = named(page.runs[page.baseline].label);
	const found = of.comparison;

	if (!found)
		return [candidate, " cannot be compared with ", base, "."];
	if (found.verdict === "pass")
		return [candidate, " is no worse than ", base, " by more than ",
			`${gateMargins(found)}: it passes.`];
	if (found.verdict === "undecided")
		return [candidate, " and ", base, ": the data cannot tell whether " +
			`it is worse by more than ${gateMargins(found)}.`];
	return [candidate, " is worse than ", base, ": ", gateReasons(found), "."];
}

function gateMargins({ margins }) {
	return `${fixed(100 * margins.validity, 1).replace(/\.0$/, "")} points of ` +
		`validity or ${fixed(margins.yield, 1).replace(/\.0$/, "")} answers`;
}

function gateReasons({ aggregates, cells }) {
	const reasons = [];
	const failing = cells.filter((cell) => cell.mark === "fail").length;

	for (const metric of ["validity", "yield"]) {
		const { verdict, difference } = aggregates[metric];
		const drop = metric === "validity" ?
			`${fixed(-100 * difference)} points` :
			plural(Number(fixed(-difference)), "different answer");

		if (verdict === "regression")
			reasons.push(`its mean ${metric} is lower by ${drop}`);
	}
	if (failing > 0)
		reasons.push(`${plural(failing, "cell")} of ` +
			`${count(cells.length)} ${failing === 1 ? "fails" : "fail"}`);
	return reasons.join(", and ");
}

/* An incomplete run is never shown as if it were whole. */
function answerIncomplete(run) {
	if (run.complete)
		return null;
	return el("div", { class: "notice bad incomplete" },
		el("p", {}, el("strong", {}, named(run.label), " is incomplete: ",
			`${count(run.absent)} of ${plural(run.wanted, "sample")} ` +
			"missing. "),
		"All its numbers are of the rest, which may not be like what is " +
		"missing.", run.rest ?
			" This asks for the missing ones, and for no other:" : null),
		run.rest ? el("pre", {}, shown(run.rest)) : null);
}

/* Where the completions of a run are from, unless a model was asked for them. */
function originBadge(run) {
	const [text, title] = run.simulated ?
		["simulated", "A sampler with a known distribution, no language model"] :
		run.imported ? ["imported", "Completions that something else drew"] : [];

	return text ? el("span", { class: "badge quiet", title }, text) : null;
}

/*
 * The fewest and the most samples that cells of a run were to have: where cells
 * were stopped early or the run was imported they differ.
 */
function sampleSizes({ n, imported, summary }) {
	const sizes = summary.cells.map((cell) => cell.stopped?.n ??
		(imported ? cell.n : n));

	return sizes.length > 0 ? [d3.min(sizes), d3.max(sizes)] : [n, n];
}

/* "60 samples a cell", "1 to 9 samples a cell" */
function sampleSizesText(run) {
	const [least, most] = sampleSizes(run);

	return `${least < most ? `${count(least)} to ` : ""}` +
		`${plural(most, "sample")} a cell`;
}

function verdictBadge(verdict) {
	const [kind, sign, text] = {
		pass: ["good", "✓", "pass"],
		regression: ["bad", "✗", "regression"],
		undecided: ["warn", "?", "undecided"],
	}[verdict] ?? ["warn", "–", "not compared"];

	return el("span", { class: `badge ${kind}` },
		el("span", { "aria-hidden": "true" }, `${sign} `), text);
}

function answerCard(page, run) {
	const overall = overallOf(run);
	const index = page.runs.indexOf(run);
	const gate = page.comparisons.find((of) => of.candidate === index);

	return el("article", { class: "card" },
		el("h3", {}, named(run.label), " ", originBadge(run), " ",
			run.complete ? null :
				[el("span", { class: "badge bad" }, "incomplete"), " "],
			index === page.baseline ?
				el("span", { class: "badge quiet" }, "baseline") : null,
			gate ? verdictBadge(gate.comparison?.verdict) : null),
		el("p", { class: "muted small" }, answerCondition(run)),
		answerUneven(run),
		el("div", { class: "figures" },
			answerFigure("Validity", "validity", overall, 1, true),
			answerFigure("Uniqueness", "canonical_uniqueness", overall, 1,
				true, "uniqueness"),
			answerFigure("Yield", "canonical_yield", overall,
				ceilingOf(run), false, "yield"),
			answerFigure("Relative yield", "relative_yield",
				overall, 1, true)),
		answerSettings(run));
}

function answerCondition(run) {
	return [named(run.model), ", ",
		run.imported ? ["imported from ", shown(run.imported.from), ", "] :
			[shown(run.template), " template, ",
				shown(run.preset), " sampling, "],
		`${sampleSizesText(run)}, `,
		plural(run.summary.cells.length, "cell")];
}

/* More samples find more: cells that have unlike numbers do not compare. */
function answerUneven(run) {
	const [least, most] = sampleSizes(run);
	const stopped = run.summary.cells.filter((cell) => cell.stopped).length;

	if (least === most)
		return null;
	return el("p", { class: "uneven small" },
		stopped > 0 ? `${plural(stopped, "cell was", "cells were")} stopped ` +
			"early. " : null,
		"Cells have different numbers of samples: their yields do not " +
		"compare, and means of yields are of unlike things.");
}

/*
 * A large figure, its interval as a range and as a bar from 0 to `most`. `raw`
 * is the metric by spelling, told where it differs.
 */
function answerFigure(title, metric, overall, most, isShare, raw) {
	const mean = meanOf(overall, metric);
	const interval = intervalOf(overall, metric);
	const write = isShare ? percent : fixed;
	const spelt = raw && meanOf(overall, raw);

	return el("div", { class: "figure" },
		el("div", { class: "label" }, title),
		el("div", { class: "value" }, write(mean),
			isShare && isNumber(mean) ?
				el("span", { class: "unit" }, " %") : null),
		rangeBar(mean, interval?.ci, most),
		el("div", { class: "small muted" },
			interval ? range(possible(interval.ci, most), write) :
				"no interval",
			interval?.tasks ? " over tasks" : null,
			!isShare && isNumber(most) ?
				[el("br"), `ceiling ${fixed(most)}`] : null,
			isNumber(spelt) && write(spelt) !== write(mean) ?
				[el("br"), `${write(spelt)} by spelling`] : null));
}

/* An interval cut to what there can be. */
function possible([low, high], most) {
	return [Math.max(0, low), isNumber(most) ? Math.min(most, high) : high];
}

/* A small bar from 0 to `most` with its interval; the figures stand beside it. */
function rangeBar(mean, interval, most) {
	const bar = el("div", { class: "range-bar", "aria-hidden": "true" });
	const part = (name, from, to) => {
		const node = el("span", { class: name });

		node.style.left = `${100 * Math.max(0, Math.min(1, from / most))}%`;
		node.style.right = `${100 - 100 * Math.max(0, Math.min(1, to / most))}%`;
		bar.append(node);
	};

	if (!isNumber(mean) || !(most > 0))
		return bar;
	part("fill", 0, mean);
	if (interval)
		part("whisker", interval[0], interval[1]);
	return bar;
}

function answerSettings(run) {
	const rows = run.summary.aggregates;
	const cell = (row, metric, write) => el("td", { class: "number" },
		write(meanOf(row, metric)));

	if (rows.length < 2)
		return null;
	return scrolling("Means by setting", el("table", { class: "compact" },
		el("caption", {}, "By setting; all but the yield in percent"),
		el("thead", {}, el("tr", {}, ["Setting", "Validity", "Uniqueness",
			"Yield", "Relative"].map((title, i) => el("th",
			{ scope: "col", class: i > 0 ? "number" : null }, title)))),
		el("tbody", {}, rows.map((row) => el("tr", {},
			el("th", { scope: "row" }, settingName(row.setting)),
			cell(row, "validity", percent),
			cell(row, "canonical_uniqueness", percent),
			cell(row, "canonical_yield", fixed),
			cell(row, "relative_yield", percent))))));
}

function percentSign(share) {
	return isNumber(share) ? `${percent(share)}\u00a0%` : DASH;
}

/* A setting for reading; completions of no run may have none. */
function settingName(setting) {
	return setting === null ? "(no setting)" : shown(setting);
}

/* Many runs as a table, best seen and sorted side by side. */
function answerTable(page) {
	const metric = (title, name, most, write) => ({
		title, number: true,
		value: (run) => meanOf(overallOf(run), name),
		cell: (run) => answerCell(overallOf(run), name,
			most ?? ceilingOf(run), write),
	});
	const gates = new Map(page.comparisons.map((of) =>
		[page.runs[of.candidate], of.comparison?.verdict ?? "not compared"]));
	const verdict = (run) => (run === page.runs[page.baseline] ?
		"baseline" : gates.get(run) ?? null);
	const columns = [
		{ title: "Run", head: true, value: (run) => run.label,
			cell: (run) => [named(run.label), " ", originBadge(run),
				run.complete ? null : el("span",
					{ class: "badge bad" }, "incomplete")] },
		metric("Validity", "validity", 1, percentSign),
		metric("Uniqueness", "canonical_uniqueness", 1, percentSign),
		metric("Yield", "canonical_yield", null, fixed),
		metric("Relative yield", "relative_yield", 1, percentSign),
	];

	if (page.comparisons.length > 0)
		columns.push({ title: "Gate", value: verdict,
			cell: (run) => (verdict(run) === "baseline" ?
				el("span", { class: "badge quiet" }, "baseline") :
				verdictBadge(verdict(run))) });
	return sortableTable(columns, page.runs, { name: "Runs",
		caption: "Means over all cells of each run, with 95 % intervals" });
}

function answerCell(overall, metric, most, write) {
	const interval = intervalOf(overall, metric);
	const mean = meanOf(overall, metric);

	return [write(mean), rangeBar(mean, interval?.ci, most),
		el("span", { class: "small muted" }, interval ?
			range(possible(interval.ci, most),
				(v) => write(v).replace("\u00a0%", "")) : DASH)];
}

function answerIntervals(page) {
	const same = page.runs.every((run) => meanOf(overallOf(run), "yield") ===
		meanOf(overallOf(run), "canonical_yield"));

	return el("p", { class: "muted small" },
		"Ranges are 95 % intervals of the noise of sampling: what would " +
		"change if the same cells were asked again. Uniqueness has none " +
		"over many cells; its range is over tasks: what other tasks of " +
		"this kind might give. ",
		same ? "Raw and canonical yields are the same here: no valid answer " +
			"was spelt in two ways. " : null,
		el("a", { href: "#words" }, "What the words mean"));
}
