/* What the plane's picture is drawn of: its scales, and mark by mark. */

/* From so many points on ellipses are faint, or they would hide all else. */
const PLANE_CROWD = 40;
/* A window narrower than this has one picture above the other. */
const PLANE_NARROW = 640;

/* Down to a round number below all points: what is left of it is empty. */
function planeDomain(model) {
	const { front, points, scale } = model;
	const xs = [...points.map((p) => 100 * (p.x.ci95?.[0] ?? p.x.mean)),
		...front.references.map((r) => 100 * r.x)];
	const ys = [...points.map((p) => scale * (p.y.ci95?.[1] ?? p.y.mean)),
		...front.references.map((r) => scale * r.y),
		isNumber(model.ceiling) ? scale * model.ceiling : 0];

	return {
		x: [Math.max(0, 10 * Math.floor((Math.min(...xs) - 3) / 10)), 100],
		y: [0, Math.max(...ys) * 1.04 || 1],
	};
}

function planeOptions(model, width) {
	const narrow = width < PLANE_NARROW;
	const domain = planeDomain(model);
	const across = model.facets && !narrow;
	const facet = model.facets ? (across ? "fx" : "fy") : null;
	const height = model.facets ? (across ? 420 :
		60 + 280 * model.settings.length) : (narrow ? 360 : 500);

	return {
		width, height,
		marginLeft: 44, marginRight: narrow ? 14 : 24,
		marginTop: facet ? 48 : 34,
		marginBottom: 44,
		x: { domain: domain.x, grid: true, ticks: across || narrow ? 5 : 10,
			label: "validity, %" + (domain.x[0] > 0 ?
				` (from ${domain.x[0]})` : ""), labelArrow: "none",
			labelAnchor: "center", labelOffset: 36 },
		y: { domain: domain.y, grid: true, nice: true, ticks: 6,
			label: `↑ ${PLANE_AXES[model.plane.name]?.[1] ??
				plain(model.front.y.title)}`, labelArrow: "none" },
		...(facet && { [facet]: { axis: null, label: null,
			domain: model.settings.map(settingText) } }),
		marks: planeMarks(model, facet, domain, narrow),
	};
}

function planeMarks(model, facet, domain, narrow) {
	const by = facet ? { [facet]: (p) => settingText(p.setting) } : {};
	const own = { x: "px", y: "py", ...by };
	const crowded = model.points.length > PLANE_CROWD;

	return [
		Plot.frame({ stroke: "var(--line)" }),
		facet ? Plot.text(model.settings, { [facet]: settingText,
			text: settingText, frameAnchor: "top", dy: -16, fontSize: 13,
			fontWeight: 600 }) : null,
		planeCeiling(model, facet),
		Plot.line(planeFront(model, domain), { x: "x", y: "y",
			curve: "step-before", stroke: "var(--ink)", strokeWidth: 1.25,
			strokeDasharray: "2,3", strokeOpacity: 0.8,
			className: "plane-front" }),
		Plot.line(planeSweeps(model), { ...own, z: "z",
			stroke: literal("color"), strokeWidth: 1.5,
			className: "plane-sweeps" }),
		Plot.line(model.points.flatMap(planeEllipse(model)), { x: "x", y: "y",
			z: "id", ...by, curve: "linear-closed",
			fill: literal("color"), fillOpacity: crowded ? 0.03 : 0.14,
			stroke: literal("color"), strokeWidth: crowded ? 0.75 : 1.25,
			strokeOpacity: crowded ? 0.3 : 0.7, clip: true,
			className: "plane-ellipses" }),
		planeReferences(model),
		Plot.dot(model.points, { ...own, r: narrow || facet ? 3.5 : 5,
			symbol: literal("symbol"), fill: literal("color"),
			stroke: "var(--paper)", strokeWidth: 1, className: "plane-points" }),
		planeLabels(model, facet, domain, narrow),
		Plot.tip(model.points, Plot.pointer({ ...own,
			title: (p) => planeFigures(model, p).join("\n"),
			maxRadius: 60, fontSize: 13, lineHeight: 1.3,
			stroke: "var(--strong-line)" })),
	];
}

function planeCeiling(model, facet) {
	const { ceiling, scale } = model;

	if (!isNumber(ceiling))
		return null;
	return [
		Plot.ruleY([scale * ceiling], { stroke: "var(--ink)",
			strokeDasharray: "6,4", className: "plane-ceiling" }),
		Plot.text([scale * ceiling], { y: (v) => v, frameAnchor: "left",
			dx: 6, dy: -8, textAnchor: "start", fontSize: 12,
			fill: "var(--muted)", stroke: "var(--paper)", strokeWidth: 4,
			text: () => (facet ? "ceiling" :
				`ceiling ${fixed(scale * ceiling)}: uniform sampling`) }),
	];
}

/* The staircase from the left edge to the bottom: what is above it, nobody has. */
function planeFront({ points, plane }, domain) {
	const steps = points.filter((p) => p.on_front)
		.map((p) => ({ x: p.px, y: p.py }))
		.sort((a, b) => a.x - b.x || b.y - a.y);

	if (steps.length === 0 || !plane)
		return [];
	return [{ x: domain.x[0], y: steps[0].y }, ...steps,
		{ x: steps.at(-1).x, y: domain.y[0] }];
}

/* A sweep's points of one setting, in the order of temperature. */
function planeSweeps({ front, points }) {
	return points.filter((p) => planeIsSweep(front, p.line))
		.map((p) => ({ ...p, z: `${p.line} ${p.setting}` }))
		.sort((a, b) => (a.temperature ?? 0) - (b.temperature ?? 0));
}

function planeEllipse({ scale }) {
	return ({ id, x, y, ellipse95, color, setting }) => {
		if (!ellipse95)
			return [];
		const { major, minor, angle } = ellipse95;

		return Array.from({ length: 48 }, (_, i) => {
			const t = i / 48 * 2 * Math.PI;
			const [u, v] = [major * Math.cos(t), minor * Math.sin(t)];

			return {
				id, color, setting,
				x: 100 * (x.mean + u * Math.cos(angle) - v * Math.sin(angle)),
				y: scale * (y.mean + u * Math.sin(angle) +
					v * Math.cos(angle)),
			};
		});
	};
}

/*
 * Hollow: they are computed, nobody drew them. One whose own run is there needs
 * no second name.
 */
function planeReferences({ front, scale, points }) {
	const places = front.references.map((r) => ({
		...r, px: 100 * r.x, py: scale * r.y }));

	return [
		Plot.dot(places, { x: "px", y: "py", r: 6, stroke: "var(--muted)",
			strokeWidth: 1.5, className: "plane-references" }),
		Plot.text(places.filter((r) =>
			!points.some((p) => p.model === r.label)), {
			x: "px", y: "py", dx: -10, dy: 14,
			textAnchor: "end", fontSize: 12, fill: "var(--muted)",
			stroke: "var(--paper)", strokeWidth: 4,
			text: (r) => plain(r.label) }),
	];
}

/* A name at the highest point of each series, where these are few. */
function planeLabels(model, facet, domain, narrow) {
	const { points, front, coloured } = model;

	if (facet || !coloured || points.length > PLANE_POINTS_MAX)
		return null;
	const highest = front.lines.map((_, i) => points
		.filter((p) => p.line === i)
		.reduce((a, b) => (a && a.py >= b.py ? a : b), null))
		.filter((p) => p);

	/* On the left of its mark, unless the axis is there. */
	const middle = domain.x[0] + (domain.x[1] - domain.x[0]) / 3;
	const label = (some, side, textAnchor) => Plot.text(some, {
		x: "px", y: "py", dx: side * (narrow ? 8 : 12), dy: -14,
		textAnchor, fontSize: 13, fontWeight: 600,
		fill: literal("color"), stroke: "var(--paper)", strokeWidth: 4,
		text: (p) => brief(p.name, narrow ? 16 : 28) });

	return [label(highest.filter((p) => p.px >= middle), -1, "end"),
		label(highest.filter((p) => p.px < middle), 1, "start")];
}
