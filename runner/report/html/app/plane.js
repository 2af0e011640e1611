/*
 * The plane of validity and diversity: a point for each run and setting, with
 * what the noise of sampling may have moved it by.
 */

/* More points than this are told apart in a picture for each setting. */
const PLANE_POINTS_MAX = 12;
/* So many series have a colour each; of more, the front and a chosen one stand out. */
const PLANE_SERIES_MAX = 8;

/* More names of tasks than this make nobody wiser. */
const PLANE_TASKS_MAX = 8;

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
	const points = front.points.map((point) => ({ ...point,
		name: planeName(state.page, front, point) }));

	return picker("Stands out", [[null, "the front"], ...front.lines.map(
		(_, i) => [i, planeSeries({ front, points }, i)])], null, state.choose);
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

	return [planeDoubts(model), el("div",
		{ class: model.facets ? null : "plane-body" },
		planeLegend(model),
		el("div", { class: "plane-main" },
			planeKeys(figure, model, status), planeTable(model),
			plane.front.notes.map((note) =>
				el("p", { class: "small muted" }, shown(note)))),
		status)];
}

/* What makes points less alike than they look: it comes before the picture. */
function planeDoubts({ front }) {
	const out = front.left_out ?? [];
	const doubts = [
		front.uneven ? "The points stand on different numbers of completions. " +
			"More completions find more answers, so yields compare only " +
			"roughly." : null,
		out.length > 0 ? ["Only tasks that all points have count here: ",
			`${plural(front.tasks.length, "task")}, ` +
			`${count(front.cells)} ${front.cells === 1 ? "cell" : "cells"} ` +
			`a point. ${plural(out.length, "task is", "tasks are")} left ` +
			"out: ", planeTasks(out), "."] : null,
	].filter((doubt) => doubt);

	return doubts.length > 0 ? el("div", { class: "notice plane-doubts" },
		doubts.map((doubt) => el("p", {}, doubt))) : null;
}

function planeTasks(names) {
	const more = names.length - PLANE_TASKS_MAX;

	return [names.slice(0, PLANE_TASKS_MAX).map((name, i) =>
		[i > 0 ? ", " : null, shown(name)]),
	more > 0 ? ` and ${count(more)} more` : null];
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

/* A point's figures, a line each. */
function planeFigures(model, point) {
	const write = model.front.y.percent ? percent : fixed;
	const unit = model.front.y.percent ? " %" : "";
	const lines = [
		brief(point.name),
		settingText(point.setting),
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

		return other ? `${brief(other.name)}, ` +
			settingText(other.setting) : id;
	});

	return named.join(" and ") + (ids.length > 2 ?
		` and ${ids.length - 2} more` : "");
}

function planeTitle(model) {
	const { points, front } = model;
	const best = points.filter((p) => p.on_front)
		.sort((a, b) => a.px - b.px)
		.map((p) => `${brief(p.name)} (${settingText(p.setting)})`);

	return `Validity against ${plain(front.y.title)}: ${plural(points.length,
		"point")}. On the front, where no other point is better: ` +
		`${best.slice(0, 6).join(", ")}` +
		(best.length > 6 ? ` and ${best.length - 6} more.` : ".");
}

function planeLegend(model) {
	const { front, settings, coloured, facets } = model;
	const series = coloured ? front.lines.map((line, i) => ({
		color: SERIES[i],
		label: brief(planeSeries(model, i)),
	})) : [model.chosen === null ?
		{ color: "var(--series-0)", label: "on the front" } :
		{ color: "var(--series-1)",
			label: brief(planeSeries(model, model.chosen)) },
	{ color: "var(--strong-line)", label: "others" }];

	return el("div", { class: "legends" },
		legend(series, "Colours"),
		facets ? null : legend(settings.map((setting, i) => ({
			sign: SETTING_SIGNS[i % SETTING_SIGNS.length],
			label: settingText(setting) })), "Marks of settings"),
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
			cell: (p) => settingText(p.setting) },
		{ title: "Validity", number: true, value: (p) => p.x.mean,
			cell: (p) => percentSign(p.x.mean) },
		{ title: "95 % interval", hint: "95 % interval of validity", number: true,
			value: (p) => p.x.ci95?.[0] ?? null,
			cell: (p) => range(p.x.ci95, percent) },
		{ title: plain(front.y.title), number: true, value: (p) => p.y.mean,
			cell: (p) => write(p.y.mean) },
		{ title: "95 % interval", hint: `95 % interval of ${plain(front.y.title)}`,
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
