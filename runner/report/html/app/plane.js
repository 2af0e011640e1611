/*
 * The plane of validity and diversity: a point for each run and setting, with
 * what the noise of sampling may have moved it by.
 */

/* More points than this are told apart in a picture for each setting. */
const PLANE_POINTS_MAX = 12;
/* So many series have a colour each; of more, the front and a chosen one stand out. */
const PLANE_SERIES_MAX = 8;
/* And from here on ellipses are faint, or they would hide all else. */
const PLANE_CROWD = 40;
/* A window narrower than this has one picture above the other. */
const PLANE_NARROW = 640;

const PLANE_AXES = {
	canonical_yield: ["Canonical", "canonical yield, different valid answers"],
	yield: ["Raw", "raw yield, different valid spellings"],
	relative_yield: ["Relative", "relative yield, % of the ceiling"],
};

function renderPlane(page) {
	const state = { page, name: planeFirst(page), chosen: null };
	const place = el("div");
	const status = el("p", { class: "plane-status", role: "status" });
	const draw = () => place.replaceChildren(
		...[planeView(state, status)].flat(Infinity).filter((node) => node));
	const options = page.planes.map(({ name }) =>
		[name, PLANE_AXES[name]?.[0] ?? name]);

	if (page.planes.length === 0)
		return null;
	state.choose = (chosen) => {
		state.chosen = chosen;
		draw();
	};
	draw();
	return [
		el("p", {}, "To the right is what is right more often, upwards what " +
			"gives more different answers. A point is the mean over the " +
			"tasks of one setting; its ellipse holds the truth in 95 % of " +
			"cases, as far as sampling goes."),
		el("div", { class: "controls" },
			choice("plane-axis", "Yield", options, state.name, (name) => {
				state.name = name;
				draw();
			}),
			planeHighlight(state)),
		place,
	];
}

function planeFirst(page) {
	const relative = page.planes.find(({ name, front }) =>
		name === "relative_yield" && front);

	return (relative ?? page.planes[0])?.name;
}

/* Where there are too many series for colours, one can be chosen to stand out. */
function planeHighlight(state) {
	const front = state.page.planes.find((plane) => plane.front)?.front;

	if (!front || front.lines.length <= PLANE_SERIES_MAX)
		return null;
	return picker("Stands out", [[null, "the front"], ...front.lines.map(
		(line, i) => [i, plain(line.label)])], null, state.choose);
}

function planeView(state, status) {
	const plane = state.page.planes.find(({ name }) => name === state.name);

	status.textContent = "";
	if (!plane.front)
		return el("div", { class: "notice plain" }, el("p", {},
			"These runs cannot stand on one plane: ", shown(plane.refused ??
				"they do not measure the same"), "."));
	const model = planeModel(state, plane);
	const figure = chart((width) => planeOptions(model, width),
		planeTitle(model), null);

	return el("div", { class: model.facets ? null : "plane-body" },
		el("div", { class: "plane-side" }, planeLegend(model), status),
		el("div", { class: "plane-main" },
			planeKeys(figure, model, status), planeTable(model),
			plane.front.notes.map((note) =>
				el("p", { class: "small muted" }, shown(note)))));
}

/* What all parts of the picture are drawn from. */
function planeModel(state, plane) {
	const { front } = plane;
	const settings = [...new Set(front.points.map((p) => p.setting))];
	const coloured = front.lines.length <= PLANE_SERIES_MAX;
	const model = {
		plane, front, settings, coloured,
		chosen: state.chosen,
		scale: front.y.percent ? 100 : 1,
		facets: front.points.length > PLANE_POINTS_MAX && settings.length > 1,
		ceiling: plane.ceiling,
	};

	model.name = (point) => planeName(state.page, front, point);
	model.color = (line, onFront) => (coloured ? SERIES[line] :
		state.chosen === line ? "var(--series-1)" :
			onFront && state.chosen === null ? "var(--series-0)" :
				"var(--strong-line)");
	model.points = front.points.map((point) => ({
		...point,
		name: model.name(point),
		color: model.color(point.line, point.on_front),
		symbol: SETTING_SYMBOLS[settings.indexOf(point.setting) %
			SETTING_SYMBOLS.length],
		px: 100 * point.x.mean,
		py: model.scale * point.y.mean,
	}));
	model.points.sort((a, b) => (a.color === "var(--strong-line)" ? 0 : 1) -
		(b.color === "var(--strong-line)" ? 0 : 1));
	return model;
}

/* A run goes by its label here as everywhere; a sweep by what the front calls it. */
function planeName(page, front, point) {
	const run = page.runs.find((r) => r.run === point.run);

	return plain(front.lines[point.line]?.points.length > 1 &&
		planeIsSweep(front, point.line) || !run ? point.label : run.label);
}

/* Are there several temperatures on the line, not only several settings? */
function planeIsSweep(front, line) {
	return new Set(front.points.filter((p) => p.line === line)
		.map((p) => p.sampling)).size > 1;
}

function planeLineName(page, front, line) {
	const point = front.points.find((p) => p.line === line);

	return planeIsSweep(front, line) || !point ?
		plain(front.lines[line].label) : planeName(page, front, point);
}

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
			label: "validity, %", labelArrow: "none",
			labelAnchor: "center", labelOffset: 36 },
		y: { domain: domain.y, grid: true, nice: true, ticks: 6,
			label: `↑ ${PLANE_AXES[model.plane.name]?.[1] ??
				plain(model.front.y.title)}`, labelArrow: "none" },
		...(facet && { [facet]: { axis: null, label: null,
			domain: model.settings.map(planeSetting) } }),
		marks: planeMarks(model, facet, domain, narrow),
	};
}

function planeSetting(setting) {
	return setting === null ? "all settings" : plain(setting);
}

function planeMarks(model, facet, domain, narrow) {
	const by = facet ? { [facet]: (p) => planeSetting(p.setting) } : {};
	const own = { x: "px", y: "py", ...by };
	const crowded = model.points.length > PLANE_CROWD;

	return [
		Plot.frame({ stroke: "var(--line)" }),
		facet ? Plot.text(model.settings, { [facet]: planeSetting,
			text: planeSetting, frameAnchor: "top", dy: -16, fontSize: 13,
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
		planeLabels(model, facet, narrow),
		Plot.tip(model.points, Plot.pointer({ ...own,
			title: (p) => planeFigures(model, p).join("\n"),
			maxRadius: 60, fontSize: 13, stroke: "var(--strong-line)" })),
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
function planeLabels(model, facet, narrow) {
	const { points, front, coloured } = model;

	if (facet || !coloured || points.length > PLANE_POINTS_MAX)
		return null;
	const highest = front.lines.map((_, i) => points
		.filter((p) => p.line === i)
		.reduce((a, b) => (a && a.py >= b.py ? a : b), null))
		.filter((p) => p);

	return Plot.text(highest, { x: "px", y: "py", dx: narrow ? -8 : -12, dy: -14,
		textAnchor: "end", fontSize: 13, fontWeight: 600,
		fill: literal("color"), stroke: "var(--paper)", strokeWidth: 4,
		text: (p) => planeShort(p.name, narrow ? 16 : 28) });
}

function planeShort(name, most = 28) {
	return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

/* A point's figures, a line each. */
function planeFigures(model, point) {
	const write = model.front.y.percent ? percent : fixed;
	const unit = model.front.y.percent ? " %" : "";
	const lines = [
		planeShort(point.name),
		planeSetting(point.setting),
		`validity ${percent(point.x.mean)} % ` +
			`(${range(point.x.ci95, percent)})`,
		`${plain(model.front.y.title)} ${write(point.y.mean)}${unit} ` +
			`(${range(point.y.ci95, write)})`,
	];

	if (point.on_front)
		lines.push("on the front");
	else if (planeIsBelow(point))
		lines.push(`below ${planeOthers(model,
			[...point.worse_than, ...point.about_worse_than])}`);
	return lines;
}

function planeOthers({ points }, ids) {
	const named = ids.slice(0, 2).map((id) => {
		const other = points.find((p) => p.id === id);

		return other ? `${planeShort(other.name)}, ` +
			planeSetting(other.setting) : id;
	});

	return named.join(" and ") + (ids.length > 2 ?
		` and ${ids.length - 2} more` : "");
}

function planeTitle(model) {
	const { points, front } = model;
	const best = points.filter((p) => p.on_front)
		.sort((a, b) => a.px - b.px)
		.map((p) => `${planeShort(p.name)} (${planeSetting(p.setting)})`);

	return `Validity against ${plain(front.y.title)}: ${plural(points.length,
		"point")}. On the front, where no other point is better: ` +
		`${best.slice(0, 6).join(", ")}` +
		(best.length > 6 ? ` and ${best.length - 6} more.` : ".");
}

function planeLegend(model) {
	const { front, settings, coloured, facets } = model;
	const series = coloured ? front.lines.map((line, i) => ({
		color: SERIES[i],
		label: planeShort(planeSeries(model, i)),
	})) : [{ color: "var(--series-0)", label: "on the front" },
		{ color: "var(--strong-line)", label: "not on it" }];

	return el("div", { class: "legends" },
		legend(series, "Colours"),
		facets ? null : legend(settings.map((setting, i) => ({
			sign: SETTING_SIGNS[i % SETTING_SIGNS.length],
			label: planeSetting(setting) })), "Marks of settings"),
		legend([{ sign: "○", label: "simulated, as computed" },
			{ sign: "┄", label: "front" },
			...(front.lines.some((_, i) => planeIsSweep(front, i)) ?
				[{ sign: "─", label: "sweep of temperatures" }] : []),
		], "Other marks"));
}

function planeSeries({ front, points }, line) {
	const point = points.find((p) => p.line === line);

	return planeIsSweep(front, line) || !point ?
		plain(front.lines[line].label) : point.name;
}

/*
 * `figure` in a node that takes the focus, where the arrow keys step through the
 * points from left to right: the picture is told that the pointer is there, so
 * that both ways show the same.
 */
function planeKeys(figure, model, status) {
	const order = [...model.points].sort((a, b) => a.px - b.px || a.py - b.py);
	const holder = el("div", { class: "plane-chart", role: "group", tabindex: "0",
		"aria-label": "Points of the plane: arrow keys step through them" },
	figure);
	let at = -1;

	function tell() {
		const point = figure.querySelector("svg").value;

		status.textContent = point ?
			planeFigures(model, point).join("\n") : "";
	}

	function point(type, [x, y]) {
		figure.querySelector("svg").dispatchEvent(new PointerEvent(type, {
			clientX: x, clientY: y, pointerType: "mouse", bubbles: true }));
	}

	function step(by) {
		at = (at + by + order.length) % order.length;
		const dots = figure.querySelectorAll(
			".plane-points path, .plane-points circle");
		const box = planeDot(dots, model.points.indexOf(order[at]),
			model).getBoundingClientRect();

		point("pointermove", [box.x + box.width / 2, box.y + box.height / 2]);
	}

	holder.addEventListener("keydown", (event) => {
		const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

		if (event.target !== holder)
			return;
		if (event.key === "Escape")
			point("pointerleave", [0, 0]);
		if (!(event.key in by))
			return;
		event.preventDefault();
		step(by[event.key]);
	});
	figure.addEventListener("drawn", () => {
		figure.querySelector("svg").addEventListener("input", tell);
	});
	figure.querySelector("svg").addEventListener("input", tell);
	return holder;
}

/* The mark of a point: facets keep their points together, in the given order. */
function planeDot(dots, index, model) {
	if (!model.facets)
		return dots[index];
	const drawn = model.settings.flatMap((setting) =>
		model.points.filter((p) => p.setting === setting));

	return dots[drawn.indexOf(model.points[index])];
}

/* Worse than another beyond noise, on both axes or on one with the other alike. */
function planeIsBelow(point) {
	return point.worse_than.length + point.about_worse_than.length > 0;
}

function planeTable(model) {
	const { points, front } = model;
	const write = front.y.percent ? percentSign : fixed;
	const bare = (value) => write(value).replace("\u00a0%", "");
	const columns = [
		{ title: "Run", head: true, value: (p) => p.name,
			cell: (p) => named(p.name) },
		{ title: "Setting", value: (p) => p.setting,
			cell: (p) => planeSetting(p.setting) },
		{ title: "Validity", number: true, value: (p) => p.x.mean,
			cell: (p) => percentSign(p.x.mean) },
		{ title: "95 % interval", hint: "Interval of validity", number: true,
			value: (p) => p.x.ci95?.[0] ?? null,
			cell: (p) => range(p.x.ci95, percent) },
		{ title: plain(front.y.title), number: true, value: (p) => p.y.mean,
			cell: (p) => write(p.y.mean) },
		{ title: "95 % interval", hint: `Interval of ${plain(front.y.title)}`,
			number: true, value: (p) => p.y.ci95?.[0] ?? null,
			cell: (p) => range(p.y.ci95, bare) },
		{ title: "Front", value: (p) => (p.on_front ? 0 : planeIsBelow(p) ? 2 : 1),
			cell: (p) => (p.on_front ? "on it" : planeIsBelow(p) ?
				"below" : "not told apart") },
	];

	return lazyDetails("The same as a table", () => sortableTable(columns, points,
		{ name: "Points of the plane",
			caption: "Each point with its 95 % intervals of sampling" }));
}
