/*
 * The sample browser: every completion of every run, found by what it says, by
 * where it is from and by what became of it. The page holds the distinct
 * answers of a cell once, so that a search tests those, not each sample.
 */

/* How long the page may be held up at a stretch, and what is done till a look. */
const SAMPLES_SLICE_MS = 30;
const SAMPLES_BATCH = 2000;

const SAMPLE_FILTERS = ["run", "task", "setting", "fate", "reason", "copied"];

const samplesState = {
	page: null,
	cells: [],      // { run, task, setting, detail, start, size, lower }
	total: 0,
	cellOf: null,   // of each sample, its number in cells
	query: "",
	filter: {},     // by SAMPLE_FILTERS; "" or nothing: all
	order: "drawn",
	found: null,    // numbers of samples, in the order they are shown
	turn: 0,        // of the latest search; an older one gives up
	list: null,
};

function renderSamples(page) {
	samplesGather(page);
	if (samplesState.total === 0)
		return null;
	samplesState.found = samplesAll();
	samplesState.list = samplesList({
		rowOf: samplesRow,
		open: samplesOpen,
		columns: samplesColumns(),
	});
	const detail = el("div", { id: "samples-detail", class: "samples-detail" });

	return [
		el("p", { class: "samples-paper" }, `This report holds ` +
			`${plural(samplesState.total, "completion")} with their ` +
			"verdicts. They are not printed; open the file in a browser to " +
			"read them."),
		el("div", { class: "samples-browser" },
			samplesControls(),
			el("div", { class: "samples-columns" },
				samplesState.list.node, detail)),
	];
}

/* Numbers the samples of all cells through, from 0. */
function samplesGather(page) {
	const cells = [];
	let start = 0;

	page.runs.forEach((run, at) => run.details.forEach((detail, i) => {
		const { task, setting } = run.summary.cells[i];
		const size = detail.samples.answer.length;

		cells.push({ run: at, task, setting, detail, start, size,
			lower: null });
		start += size;
	}));
	const cellOf = new Uint32Array(start);

	cells.forEach((cell, i) =>
		cellOf.fill(i, cell.start, cell.start + cell.size));
	Object.assign(samplesState, { page, cells, cellOf, total: start });
}

function samplesAll() {
	const all = new Uint32Array(samplesState.total);

	for (let id = 0; id < all.length; id++)
		all[id] = id;
	return all;
}

/* All there is to say of a sample. */
function sampleAt(id) {
	const { page, cells, cellOf } = samplesState;
	const cell = cells[cellOf[id]];
	const { samples, answers, forms } = cell.detail;
	const at = id - cell.start;
	const answer = answers[samples.answer[at]] ?? null;
	const finish = samples.finish?.[at] ?? -1;

	return {
		run: cell.run, label: page.runs[cell.run].label,
		task: cell.task, setting: cell.setting,
		index: samples.index ? samples.index[at] : at,
		answer: answer ? answer[0] : null,
		reason: answer ? page.reasons[answer[1]] : null,
		form: answer && answer[2] >= 0 ? forms[answer[2]][0] : null,
		times: answer ? answer[3] : null,
		copied: answer ? answer[5] === 1 : false,
		fate: page.fates[samples.fate[at]],
		finish: finish >= 0 ? samples.finishes[finish] : null,
		seed: samples.seed ? samples.seed[at] : null,
		text: samples.text[at] ?? (answer ? answer[0] : null),
		differs: at in samples.text,
	};
}

function samplesString(text) {
	return typeof text === "string" ? text : text.cut;
}

/*
 * In small letters what a search looks through: an answer with its canonical
 * form, and the raw text of those samples where it differs.
 */
function* samplesLower(cell) {
	if (cell.lower)
		return;
	const { answers, forms, samples } = cell.detail;
	const lower = { answers: new Array(answers.length), texts: new Map() };

	for (let i = 0; i < answers.length; i++) {
		const form = answers[i][2] >= 0 ? forms[answers[i][2]][0] : "";

		lower.answers[i] = `${samplesString(answers[i][0])}\0` +
			samplesString(form);
		lower.answers[i] = lower.answers[i].toLowerCase();
		if (i % SAMPLES_BATCH === 0)
			yield;
	}
	for (const [at, text] of Object.entries(samples.text))
		lower.texts.set(Number(at), samplesString(text).toLowerCase());
	cell.lower = lower;
	yield;
}

/* Which distinct answers of a cell a search wants: an array of 0 and 1. */
function* samplesHits(cell, query, filter) {
	const { answers } = cell.detail;
	const hits = new Uint8Array(answers.length);
	const reason = samplesState.page.reasons.indexOf(filter.reason);

	for (let i = 0; i < answers.length; i++) {
		hits[i] = (!query || cell.lower.answers[i].includes(query)) ? 1 : 0;
		if (filter.reason && answers[i][1] !== reason)
			hits[i] = 2;
		if (filter.copied && (answers[i][5] === 1) !== (filter.copied === "yes"))
			hits[i] = 2;
		if (i % SAMPLES_BATCH === 0)
			yield;
	}
	return hits;
}

/* The samples of a cell that are wanted, into `found` from `size` on. */
function* samplesFindIn(cell, query, filter, found, size) {
	if (query)
		yield* samplesLower(cell);
	const hits = yield* samplesHits(cell, query, filter);
	const { samples } = cell.detail;
	const fate = filter.fate ? samplesState.page.fates.indexOf(filter.fate) : -1;
	/* What is no answer has no reason, and copied nothing. */
	const none = filter.reason || filter.copied === "yes" ? 2 : query ? 0 : 1;

	for (let at = 0; at < cell.size; at++) {
		const answer = samples.answer[at];
		const hit = answer < 0 ? none : hits[answer];

		if (fate >= 0 && samples.fate[at] !== fate)
			continue;
		if (hit === 1 || (hit === 0 &&
		    cell.lower.texts.get(at)?.includes(query)))
			found[size++] = cell.start + at;
	}
	yield;
	return size;
}

function* samplesFind(query, filter) {
	const found = new Uint32Array(samplesState.total);
	let size = 0;

	for (const cell of samplesState.cells) {
		if (filter.run !== undefined && filter.run !== "" &&
		    cell.run !== Number(filter.run))
			continue;
		if ((filter.task && cell.task !== filter.task) ||
		    (filter.setting && cell.setting !== filter.setting))
			continue;
		size = yield* samplesFindIn(cell, query, filter, found, size);
	}
	return found.subarray(0, size);
}

/*
 * Ranks of the distinct answers of all cells by what they say, small letters
 * as large ones; made when it is asked for first.
 */
function samplesRanks() {
	if (samplesState.ranks)
		return samplesState.ranks;
	const strings = new Map();

	for (const { detail } of samplesState.cells)
		for (const answer of detail.answers) {
			const text = samplesString(answer[0]);

			if (!strings.has(text))
				strings.set(text, text.toLowerCase());
		}
	const sorted = [...strings].sort((a, b) => (a[1] < b[1] ? -1
		: a[1] > b[1] ? 1 : a[0] < b[0] ? -1 : 1));
	const rank = new Map(sorted.map(([text], i) => [text, i + 1]));

	samplesState.ranks = samplesState.cells.map(({ detail }) =>
		Float64Array.from(detail.answers, (answer) =>
			rank.get(samplesString(answer[0]))));
	return samplesState.ranks;
}

/* Sorts by a number of each sample, then as they were drawn. */
function samplesSort(found, keyOf) {
	const { total } = samplesState;
	const keys = Float64Array.from(found, (id) => keyOf(id) * total + id);

	keys.sort();
	return Uint32Array.from(keys, (key) => ((key % total) + total) % total);
}

function samplesOrdered(found, order) {
	const { cells, cellOf } = samplesState;
	const of = (id) => cells[cellOf[id]];
	const answerOf = (id) => of(id).detail.samples.answer[id - of(id).start];
	const times = (id) => of(id).detail.answers[answerOf(id)]?.[3] ?? 0;

	if (order === "index")
		return samplesSort(found, (id) =>
			of(id).detail.samples.index?.[id - of(id).start] ??
			id - of(id).start);
	if (order === "answer") {
		const ranks = samplesRanks();

		return samplesSort(found, (id) => ranks[cellOf[id]][answerOf(id)] ?? 0);
	}
	if (order === "often" || order === "rare")
		return samplesSort(found, (id) =>
			(order === "rare" ? times(id) : 1e6 - times(id)));
	return found;
}

/*
 * Runs the generator `work` to its end, at most SAMPLES_SLICE_MS at a stretch,
 * and gives what it returns to `done`; nothing, where a later turn began.
 */
function samplesInSlices(work, turn, done) {
	const begun = performance.now();

	do {
		const step = work.next();

		if (step.done) {
			done(step.value);
			return;
		}
	} while (performance.now() - begun < SAMPLES_SLICE_MS);
	setTimeout(() => {
		if (turn === samplesState.turn)
			samplesInSlices(work, turn, done);
	});
}

/* Searches anew, and shows what was found from its beginning. */
function samplesUpdate() {
	const turn = ++samplesState.turn;
	const query = samplesState.query.toLowerCase();
	const { filter, order } = samplesState;

	samplesInSlices(samplesFind(query, filter), turn, (found) => {
		samplesState.found = samplesOrdered(found, order);
		samplesState.list.show(samplesState.found.length);
		samplesTell();
	});
}

function samplesCountText() {
	const { found, total } = samplesState;

	return found.length === total ? `${plural(total, "sample")}`
		: `${count(found.length)} of ${plural(total, "sample")}`;
}

function samplesTell() {
	const { found, query, filter } = samplesState;
	const output = document.getElementById("samples-count");
	const narrowed = query !== "" ||
		SAMPLE_FILTERS.some((name) => (filter[name] ?? "") !== "");

	output.textContent = samplesCountText();
	output.dataset.found = found.length;
	document.getElementById("samples-reset").disabled =
		!narrowed && samplesState.order === "drawn";
}

/*
 * Shows, from elsewhere on the page, the samples that `filter` lets through:
 * { run, task, setting, fate, reason, copied }, each as in the data ("yes" and
 * "no" of copied; run is a number in page.runs) or left out.
 */
function samplesShow(filter) {
	samplesState.query = "";
	samplesState.order = "drawn";
	samplesState.filter = Object.fromEntries(SAMPLE_FILTERS.map((name) =>
		[name, String(filter[name] ?? "")]));
	samplesControlsFill();
	samplesUpdate();
	document.getElementById("samples")?.scrollIntoView();
	document.getElementById("samples-search")?.focus({ preventScroll: true });
}
