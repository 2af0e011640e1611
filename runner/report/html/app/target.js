/*
 * Where a task says how often each answer ought to come: marks across the bars,
 * and how far the answers are from that, beside what chance alone does. `facts`
 * of other tasks have no `target`, and nothing of this is shown.
 */

/* The share that the answer of that canonical form ought to have. */
function targetShare(facts, form) {
	return facts.target?.find(([one]) => one === form)?.[1] ?? null;
}

/* The largest share of the target; 0 where there is none. */
function targetMost(facts) {
	return Math.max(0, ...(facts.target ?? []).map(([, share]) => share));
}

/* The answers of the target that did not come, the likeliest first. */
function targetAbsent(facts, forms) {
	const given = new Set(forms.map(({ form }) => form));
	const names = new Map(facts.members ?? []);

	return (facts.target ?? []).filter(([form]) => !given.has(form))
		.sort(([, a], [, b]) => b - a)
		.map(([form]) => ({ form, name: names.get(form) ?? form, times: 0,
			spellings: [] }));
}

function targetKey() {
	return el("li", {}, el("span", { class: "bar-box target" }),
		"how often it ought to come");
}

/* A line across the row of each answer that the target has. */
function targetMarks(facts, rows, { valid }) {
	const marked = rows.map((row) =>
		({ ...row, share: targetShare(facts, row.form) }))
		.filter((row) => row.share !== null);

	return marked.length === 0 ? [] : [
		Plot.tickX(marked, { x: (d) => d.share * valid, y: "row",
			stroke: "var(--paper)", strokeWidth: 5 }),
		Plot.tickX(marked, { x: (d) => d.share * valid, y: "row",
			stroke: "currentColor", strokeWidth: 2,
			title: (d) => `${taskLabel(d.name, 200)}: ` +
				`${percent(d.share)} % is the target`,
			className: "targets" }),
	];
}

/* What a row of the table has more. */
function targetCells(facts, form) {
	if (!facts.target)
		return [];
	const share = targetShare(facts, form.form);

	return [share === null ? DASH : `${percent(share)} %`];
}

/* "0.103 from the target; by chance 0.089 on average, ..." */
function targetLine({ cell }) {
	const { target, valid } = cell;

	if (!target || !isNumber(target.total_variation))
		return null;
	const three = (value) => value.toFixed(3);
	const sure = isNumber(target.null_q95)
		? `, and ${three(target.null_q95)} at most in 95 % of cases` : "";
	const p = !isNumber(target.p) ? ""
		: target.p < 0.0001 ? " (p < 0.0001)" : ` (p = ${target.p.toFixed(4)})`;

	return el("p", { class: "target-line" },
		`Total variation from the target: ${three(target.total_variation)}. ` +
		`A perfect sampler's ${plural(valid, "answer")} ` +
		`${valid === 1 ? "has" : "have"} ${three(target.null_mean)} by ` +
		`chance on average${sure}${p}.`);
}
