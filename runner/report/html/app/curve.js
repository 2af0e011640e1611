/* How the yield grows with the samples: rarefaction, with its 95 % band. */

function renderCurve(facts, filled, panels) {
	const curves = filled.map((panel) => panel.detail.curve);
	const scales = {
		k: Math.max(...curves.map((curve) => curve.k.at(-1) ?? 1)),
		yield: Math.max(1, ...curves.map(curveTop)),
	};
	const differing = curves.some(curveDiffers);

	return taskPart(panels, "Yield as samples grow",
		curveLegend(curves, differing), (panel) => filled.includes(panel)
			? curvePanel(panel, scales) : null);
}

/* The highest that is drawn of a curve. */
function curveTop(curve) {
	return Math.max(0, ...(curve.ceiling ?? []),
		...curve.canonical.map(([y, , high]) => high ?? y),
		...curve.raw.map(([y]) => y));
}

/* Spellings of one answer count once in the canonical curve, not in the raw. */
function curveDiffers(curve) {
	return curve.raw.some(([y], i) =>
		Math.abs(y - curve.canonical[i][0]) > 0.005 * Math.max(1, y));
}

function curveLegend(curves, differing) {
	return el("ul", { class: "bar-legend" },
		el("li", {}, el("span", { class: "line-box canonical" }),
			"different valid answers, with 95 % band"),
		differing ? el("li", {}, el("span", { class: "line-box raw" }),
			"different spellings") : null,
		curves.some((curve) => curve.ceiling) ? el("li", {},
			el("span", { class: "line-box ceiling" }),
			"a uniform sampler, never wrong") : null);
}

/* One row per k: { k, y, low, high, raw, ceiling }, null where there is none. */
function curveRows(curve) {
	return curve.k.map((k, i) => ({
		k, y: curve.canonical[i][0], low: curve.canonical[i][1],
		high: curve.canonical[i][2], raw: curve.raw[i][0],
		ceiling: curve.ceiling ? curve.ceiling[i] : null,
	}));
}

function curvePanel({ label, detail }, scales) {
	const rows = curveRows(detail.curve);
	const differs = curveDiffers(detail.curve);
	const end = rows.at(-1);

	if (!end)
		return null;
	const sure = isNumber(end.low) && isNumber(end.high)
		? ` (95 %: ${range([end.low, end.high], taskNumber)})` : "";
	const title = `${plural(end.k, "completion")} yield ` +
		`${taskNumber(end.y)} different valid answers${sure}` +
		(isNumber(end.ceiling) ? "; a uniform sampler would yield " +
			`${taskNumber(end.ceiling)}.` : ".");
	const table = taskTable(`Yield, ${plain(label)}`, ["Completions",
		"Different answers", "95 %", "Different spellings",
		"Uniform sampler"], () => rows.map((row) =>
		[row.k, fixed(row.y), range([row.low, row.high], fixed),
			fixed(row.raw), fixed(row.ceiling)]));

	return chart((width) => curvePicture(rows, differs, scales, width), title,
		table);
}

function curvePicture(rows, differs, scales, width) {
	const band = rows.filter((row) => isNumber(row.low) && isNumber(row.high));
	const end = rows.at(-1);
	const series = "var(--series-0)";
	const muted = "var(--muted)";

	return {
		width, height: Math.min(320, Math.max(220, 0.5 * width)),
		marginLeft: taskMargin(scales.yield), marginRight: 56,
		marginBottom: 42, marginTop: 28,
		x: { domain: [0, scales.k], label: "completions", tickFormat: count,
			ticks: Math.min(8, width / (2 * taskMargin(scales.k))), labelAnchor: "center",
			labelArrow: "none" },
		y: { domain: [0, scales.yield], label: "different valid answers",
			labelArrow: "none", grid: true, ticks: 5, tickFormat: count,
			nice: true },
		marks: [
			end.ceiling !== null ? Plot.lineY(rows, { x: "k", y: "ceiling",
				stroke: muted, strokeDasharray: "4 3", strokeWidth: 1.5 })
				: null,
			Plot.areaY(band, { x: "k", y1: "low", y2: "high", fill: series,
				fillOpacity: 0.18 }),
			differs ? Plot.lineY(rows, { x: "k", y: "raw",
				stroke: "var(--series-1)",
				strokeDasharray: "1 3", strokeLinecap: "round",
				strokeWidth: 2 }) : null,
			Plot.lineY(rows, { x: "k", y: "y", stroke: series,
				strokeWidth: 2.5 }),
			Plot.dot([end], { x: "k", y: "y", r: 4, fill: series }),
			Plot.text([end], { x: "k", y: "y", text: (d) => taskNumber(d.y),
				textAnchor: "start", dx: 8, fontWeight: 700,
				fill: "currentColor" }),
			Plot.ruleX(rows, Plot.pointerX({ x: "k", stroke: muted })),
			Plot.tip(rows, Plot.pointerX({ x: "k", y: "y",
				title: (d) => curveTip(d, differs) })),
		],
	};
}

function curveTip(row, differs) {
	return [
		plural(row.k, "completion"),
		`${fixed(row.y)} different answers` + (isNumber(row.low)
			? ` (${range([row.low, row.high], fixed)})` : ""),
		differs ? `${fixed(row.raw)} different spellings` : null,
		isNumber(row.ceiling) ? `${fixed(row.ceiling)} uniform sampler` : null,
	].filter((line) => line).join("\n");
}
