/*
 * Coverage of a finite space: every possible answer has a place, and its colour
 * says how often it was given. The steps of colour are powers of two about what
 * a sampler without preferences would give, so that one sees at once what a
 * model likes and what it leaves out, at any n and on any task alike.
 */

/* Steps on either side of the middle one; tasks.css has a colour for each. */
const COVERAGE_STEPS = 3;

function renderCoverage(facts, filled, panels) {
	const layout = coverageLayout(facts);

	if (!isNumber(facts.space) || !facts.members)
		return taskPart(panels, "Coverage", null, (panel) =>
			filled.includes(panel) ? coverageSentence(facts, panel) : null);
	return taskPart(panels, "Coverage", coverageLegend(facts, filled),
		(panel) => filled.includes(panel)
			? coveragePanel(facts, layout, panel) : null,
		layout(1000).aside ? "" : "wide");
}

/*
 * Where the space is too large to be shown, or has no end: how much of it was
 * seen. What was never given is not listed.
 */
function coverageSentence(facts, { cell, detail }) {
	const seen = detail.forms.filter((form) => form[2] > 0).length;
	const hidden = cell.estimates?.canonical?.chao1;
	const more = isNumber(hidden) && hidden > seen
		? ` Going by how many came only once or twice, about ` +
			`${count(Math.round(hidden))} or more would come in the long ` +
			"run (by Chao's estimate, which is rather too low)." : "";

	if (!isNumber(facts.space))
		return el("p", {}, `${plural(seen, "different valid answer")} in ` +
			`${plural(cell.n, "completion")}; there is no end of them.` +
			more);
	return el("p", {}, `${count(seen)} of ${count(facts.space)} possible ` +
		`answers were given (${coverageShare(seen / facts.space)}) in ` +
		`${plural(cell.n, "completion")}.${more}`);
}

function coverageShare(share) {
	return share > 0 && share < 0.0005 ? "less than 0.1 %"
		: `${percent(share)} %`;
}

/* What each would be given, if all were as likely and every answer valid. */
function coverageExpected(facts, cell) {
	return cell.n / facts.space;
}

/*
 * -1 for never, otherwise 0 to 6: by powers of two about what is expected, or
 * about 1 where less than that is: one cannot be given half a time.
 */
function coverageStep(times, expected) {
	if (times === 0)
		return -1;
	const power = Math.round(Math.log2(times / Math.max(expected, 1)));

	return COVERAGE_STEPS +
		Math.max(-COVERAGE_STEPS, Math.min(COVERAGE_STEPS, power));
}

/* The least number of times that is in `step`. */
function coverageLeast(step, expected) {
	if (step === 0)
		return 1;
	return Math.max(1, Math.ceil(Math.max(expected, 1) *
		2 ** (step - COVERAGE_STEPS - 0.5)));
}

function coverageLegend(facts, filled) {
	const last = 2 * COVERAGE_STEPS;
	const expected = coverageExpected(facts, filled[0].cell);
	const same = filled.every((panel) => panel.cell.n === filled[0].cell.n);
	const items = [];

	for (let step = 0; step <= last; step++) {
		const from = coverageLeast(step, expected);
		const to = coverageLeast(step + 1, expected) - 1;
		const times = step === last ? `${count(from)} or more`
			: from === to ? count(from) : `${count(from)}–${count(to)}`;

		if (same && step < last && to < from)
			continue;
		items.push(coverageSwatch(step,
			same ? times : coverageMultiple(step),
			step === COVERAGE_STEPS));
	}
	return el("div", { class: "ramp-legend" },
		el("span", { class: "ramp-title" }, same ? "Times given"
			: "Times given, to what a uniform sampler gives"),
		el("ul", {}, el("li", {}, el("span", { class: "ramp-box never" }),
			"never"), items),
		el("span", { class: "ramp-note" }, coverageNote(facts, filled, same)));
}

function coverageMultiple(step) {
	const last = 2 * COVERAGE_STEPS;
	const names = ["⅛", "¼", "½", "1", "2", "4", "8"];
	const bound = step === 0 ? " or less" : step === last ? " or more" : "";

	return `${names[step]} ×${bound}`;
}

function coverageSwatch(step, text, middle) {
	return el("li", { class: middle ? "ramp-middle" : null },
		el("span", { class: `ramp-box ramp-${step}` }), text);
}

function coverageNote(facts, filled, same) {
	if (!same)
		return "The runs have different numbers of completions.";
	const expected = coverageExpected(facts, filled[0].cell);

	if (expected < 1)
		return `A uniform sampler would give each ${fixed(expected, 2)} times.`;
	const times = taskNumber(expected);

	return "A uniform sampler would give each about " +
		`${times === "1" ? "once" : `${times} times`} (underlined).`;
}

/*
 * How the members of a task stand: { columns, rows, tiles, ... } in units of a
 * tile, or null where they are not known. A tile is { form, name, label, x, y }.
 * `unit` is the largest width of a tile in pixels, `height` a tile's height in
 * pixels where it is not square; text stands `aside` of a picture that is not
 * wide. Given is a function, that is given the width there is.
 */
function coverageLayout(facts) {
	const members = coverageMembers(facts);

	if (!members)
		return null;
	const forms = members.map((member) => member.form);

	if (forms.length === 50 && forms.every((form) => Object.hasOwn(STATES, form)))
		return () => coverageStates(members);
	if (forms.length === ELEMENTS.length && /^element/.test(facts.name))
		return () => coverageElements(members);
	if (forms.length === 7 && /^weekdays/.test(facts.name))
		return () => coverageRow(members, 92, 52);
	if (/prime/.test(facts.name) && forms.every((form) => Number(form) <= 100))
		return (width) => coveragePrimes(members, width);
	if (forms.every((form) => /^\d{1,6}$/.test(form)))
		return () => coverageNumbers(members);
	return (width) => coverageNames(members, width);
}

/* { form, name, label } of each member once, however many spellings it has. */
function coverageMembers(facts) {
	const members = new Map();

	for (const [form, name] of facts.members ?? [])
		if (!members.has(form))
			members.set(form, { form, name, label: name });
	return members.size > 0 ? [...members.values()] : null;
}

function coverageStates(members) {
	return {
		columns: 11, rows: 8, unit: 54, aside: true,
		tiles: members.map((member) => ({ ...member, label: member.form,
			x: STATES[member.form][0], y: STATES[member.form][1] })),
	};
}

function coverageElements(members) {
	return {
		columns: 18, rows: ELEMENT_ROWS, unit: 54,
		tiles: members.map((member) => {
			const [x, y] = elementPlace(Number(member.form));

			return { ...member, label: ELEMENTS[member.form - 1], x, y };
		}),
	};
}

function coverageRow(members, unit, height) {
	return {
		columns: members.length, rows: 1, unit, height,
		tiles: members.map((member, x) => ({ ...member, x, y: 0,
			label: Array.from(member.name).slice(0, 3).join("") })),
	};
}

/* Ten boxes a row, in order. */
function coverageNumbers(members) {
	const columns = Math.min(10, members.length);
	const sorted = [...members].sort((a, b) => a.form - b.form);
	const rows = Math.ceil(members.length / columns);

	return {
		columns, rows, unit: rows === 1 ? 64 : 46, aside: rows > 1,
		tiles: sorted.map((member, i) => ({ ...member,
			x: i % columns, y: Math.floor(i / columns) })),
	};
}

function coverageNames(members, width) {
	const longest = Math.max(...members.map((member) =>
		taskLabel(member.name, 24).length));
	const columns = Math.max(1, Math.floor(width / (16 + 8.8 * longest)));
	const sorted = [...members].sort((a, b) => (a.name < b.name ? -1 : 1));

	return {
		columns, rows: Math.ceil(members.length / columns), height: 34,
		unit: 200,
		tiles: sorted.map((member, i) => ({ ...member,
			label: taskLabel(member.name, 24),
			x: i % columns, y: Math.floor(i / columns) })),
	};
}

/*
 * The number line from 1 to 100, folded where it is wider than the page. The
 * other numbers have a place too: that of a mark where they were given.
 */
function coveragePrimes(members, width) {
	const columns = [100, 50, 25, 20, 10].find((c) => width / c >= 17) ?? 10;
	const place = (number) => ({ x: (number - 1) % columns,
		y: Math.floor((number - 1) / columns) });

	return {
		columns, rows: 100 / columns, unit: 30, height: 56, line: place,
		tiles: members.map((member) => ({ ...member,
			...place(Number(member.form)) })),
	};
}

function coveragePanel(facts, layout, { label, cell, detail }) {
	const times = new Map(detail.forms.map((form) => [form[0], form[2]]));
	const expected = coverageExpected(facts, cell);
	const counted = (members) => members.map((member) => ({ ...member,
		times: times.get(member.form) ?? 0,
		step: coverageStep(times.get(member.form) ?? 0, expected) }));
	const members = counted(coverageMembers(facts));
	const never = members.filter((member) => member.times === 0);
	const title = coverageTitle(facts, members, cell);
	const table = taskTable(`Coverage, ${plain(label)}`,
		["Answer", "Canonical form", "Times given"],
		() => [...members].sort((a, b) => b.times - a.times).map((member) =>
			[shown(member.name), shown(member.form), member.times]));
	const wrong = facts.name.includes("prime") ? coverageWrong(detail) : [];
	let placed = null;

	return el("div", { class: layout(1000).aside ? "coverage aside" : "coverage" },
		coverageMark(chart((width) => {
			placed = layout(width);
			placed.tiles = counted(placed.tiles);
			placed.wrong = placed.line ? wrong : [];
			return coveragePicture(placed, width);
		}, title, table), () => placed),
		el("p", { class: "coverage-never" }, never.length === 0
			? "All of them were given."
			: [el("strong", {}, `Never given (${count(never.length)}): `),
				never.map(({ name }) => plain(name)).join(", "), "."]),
		wrong.length ? coverageWrongList(wrong) : null);
}

function coverageTitle(facts, members, cell) {
	const seen = members.filter((member) => member.times > 0).length;
	const most = members.reduce((a, b) => (b.times > a.times ? b : a));
	const often = most.times > 0 ? `; most often ${plain(most.name)}, ` +
		`${plural(most.times, "time")}` : "";

	return `${count(seen)} of ${count(facts.space)} given in ` +
		`${plural(cell.n, "completion")}${often}.`;
}

/* Whole numbers from 1 to 100 that were given and are not valid. */
function coverageWrong(detail) {
	const wrong = new Map();

	for (const [text, , , given, valid] of detail.answers)
		if (valid === 0 && typeof text === "string" &&
		    /^[0-9]{1,3}$/.test(text) && Number(text) >= 1 &&
		    Number(text) <= 100)
			wrong.set(Number(text),
				(wrong.get(Number(text)) ?? 0) + given);
	return [...wrong].map(([number, given]) => ({ number, times: given }))
		.sort((a, b) => a.number - b.number);
}

function coverageWrongList(wrong) {
	return el("p", { class: "coverage-never" },
		el("strong", {}, "Given, but no valid answer: "),
		wrong.map(({ number, times }) =>
			times > 1 ? `${number} (${count(times)} times)` : number)
			.join(", "), ".");
}

function coverageInk(tile) {
	return tile.step < 0 ? "var(--muted)" : `var(--ramp-ink-${tile.step})`;
}

function coverageTip(tile) {
	return `${taskLabel(tile.name, 60)}\n` + (tile.times === 0 ? "never given"
		: plural(tile.times, "time"));
}

/*
 * Notes on the tiles what they stand for, in the order in which Plot drew them:
 * for whoever looks into the page, such as its tests.
 */
function coverageMark(figure, layout) {
	const note = () => {
		const { tiles, wrong } = layout();

		figure.querySelectorAll(".coverage-tiles rect").forEach((rect, i) => {
			rect.dataset.answer = tiles[i].form;
			rect.dataset.times = tiles[i].times;
		});
		figure.querySelectorAll(".coverage-wrong text").forEach((mark, i) => {
			mark.dataset.answer = wrong[i].number;
			mark.dataset.times = wrong[i].times;
		});
	};

	figure.addEventListener("drawn", note);
	note();
	return figure;
}

/* The picture's options; counts stand in the tiles where there is room. */
function coveragePicture(layout, width) {
	const { columns, rows, tiles, line, wrong } = layout;
	const unit = Math.min(layout.unit, width / columns);
	const height = layout.height ?? unit;
	const roomy = height >= 34 && unit >= (line ? 22 : 26);
	const inset = unit > 30 ? 1.5 : 0.75;
	/* Below the tiles of the line stand numbers that are not on it. */
	const tall = line ? 0.7 : 1;
	const boxes = tiles.map((tile) => ({ ...tile, x1: tile.x,
		x2: tile.x + 1, y1: tile.y, y2: tile.y + tall }));
	const middle = { x: (d) => d.x + 0.5, y: (d) => d.y + tall / 2 };
	const rect = { x1: "x1", x2: "x2", y1: "y1", y2: "y2", inset, rx: 2 };

	return {
		width: Math.max(1, Math.floor(unit * columns)),
		height: Math.ceil(height * rows), margin: 0,
		x: { domain: [0, columns], range: [0, unit * columns], axis: null },
		y: { domain: [0, rows], range: [0, height * rows], axis: null },
		marks: [
			line ? coverageLine(layout, columns, rows) : null,
			Plot.rect(boxes, { ...rect, className: "coverage-tiles",
				fill: literal((d) => d.step < 0 ? "var(--paper)"
					: `var(--ramp-${d.step})`),
				stroke: literal((d) => d.step < 0 ? "var(--strong-line)"
					: "none") }),
			Plot.text(boxes, { ...middle, text: "label",
				dy: roomy ? -6 : 0, fontWeight: roomy ? 600 : 500,
				fontSize: unit < 24 ? 12 : 13,
				fill: literal(coverageInk) }),
			roomy ? Plot.text(boxes.filter((d) => d.times > 0), { ...middle,
				text: (d) => count(d.times), dy: 8,
				fill: literal(coverageInk) }) : null,
			wrong.length ? coverageWrongMarks(wrong, line) : null,
			Plot.tip(boxes, Plot.pointer({ ...middle, title: coverageTip,
				maxRadius: unit })),
		],
	};
}

/* The line itself, with a short stroke at every number. */
function coverageLine(layout, columns, rows) {
	const numbers = Array.from({ length: 100 }, (_, i) => layout.line(i + 1));
	const lines = Array.from({ length: rows }, (_, y) => ({ y: y + 0.35 }));

	return [
		Plot.ruleY(lines, { y: "y", x1: 0, x2: columns,
			stroke: "var(--line)" }),
		Plot.link(numbers, { x1: (d) => d.x + 0.5, x2: (d) => d.x + 0.5,
			y1: (d) => d.y + 0.28, y2: (d) => d.y + 0.42,
			stroke: "var(--strong-line)" }),
	];
}

function coverageWrongMarks(wrong, line) {
	const marks = wrong.map((given) => ({ ...given, ...line(given.number) }));

	return [
		Plot.text(marks, { x: (d) => d.x + 0.5, y: (d) => d.y + 0.35,
			text: () => "✕", className: "coverage-wrong", fill: "var(--bad)",
			stroke: "var(--paper)", strokeWidth: 4 }),
		Plot.text(marks, { x: (d) => d.x + 0.5, y: (d) => d.y + 0.35, dy: 17,
			text: "number", fill: "var(--bad)" }),
	];
}
