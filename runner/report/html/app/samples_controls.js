/* Search, filters and order of the sample browser. */

const SAMPLE_ORDERS = [
	["drawn", "run, task, index"], ["index", "index"], ["answer", "answer, A to Z"],
	["often", "most frequent first"], ["rare", "rarest first"],
];

function samplesControls() {
	const search = el("input", { type: "search", id: "samples-search",
		autocomplete: "off", spellcheck: "false",
		placeholder: "text, answer or canonical form" });
	const reset = el("button", { type: "button", id: "samples-reset",
		disabled: true }, "Reset");

	search.addEventListener("input", () => {
		samplesState.query = search.value;
		samplesUpdate();
	});
	reset.addEventListener("click", () => {
		samplesState.query = "";
		samplesState.filter = {};
		samplesState.order = "drawn";
		samplesControlsFill();
		samplesUpdate();
		search.focus();
	});
	return el("div", { class: "samples-controls", role: "search",
		"aria-label": "Samples" },
	el("div", { class: "samples-control wide" },
		el("label", { for: "samples-search" }, "Search"), search),
	SAMPLE_FILTERS.map(samplesFilter),
	samplesSelect("order", "Order", SAMPLE_ORDERS, (value) => {
		samplesState.order = value;
	}),
	el("div", { class: "samples-control end" },
		el("output", { id: "samples-count", "aria-live": "polite",
			"data-found": samplesState.total }, samplesCountText()),
		reset));
}

function samplesSelect(name, label, options, take) {
	const id = `samples-${name}`;
	const select = el("select", { id }, options.map(([value, text]) =>
		el("option", { value }, text)));

	select.addEventListener("change", () => {
		take(select.value);
		samplesUpdate();
	});
	return el("div", { class: "samples-control" },
		el("label", { for: id }, label), select);
}

/* A filter with what there is to choose; none where there is one thing only. */
function samplesFilter(name) {
	const values = samplesValues(name);
	const label = { copied: "Copied" }[name] ??
		name[0].toUpperCase() + name.slice(1);

	if (values.length < 2)
		return null;
	return samplesSelect(name, label, [["", "all"], ...values], (value) => {
		samplesState.filter = { ...samplesState.filter, [name]: value };
	});
}

/* [value, text] of each that occurs. */
function samplesValues(name) {
	const { page, cells } = samplesState;
	const used = new Set();

	if (name === "run")
		return page.runs.map((run, i) => [String(i), plain(run.label)]);
	if (name === "copied")
		return [["yes", "copies of an example"], ["no", "no copies"]];
	for (const cell of cells) {
		if (name === "task" || name === "setting")
			used.add(cell[name]);
		else if (name === "fate")
			for (const fate of cell.detail.samples.fate)
				used.add(page.fates[fate]);
		else
			for (const answer of cell.detail.answers)
				used.add(page.reasons[answer[1]]);
	}
	const values = [...used];

	if (name === "fate" || name === "reason") {
		const order = name === "fate" ? page.fates : page.reasons;

		values.sort((a, b) => order.indexOf(a) - order.indexOf(b));
	}
	return values.map((value) => [value, plain(value)]);
}

/* Makes the controls say what is looked for. */
function samplesControlsFill() {
	document.getElementById("samples-search").value = samplesState.query;
	document.getElementById("samples-order").value = samplesState.order;
	for (const name of SAMPLE_FILTERS) {
		const select = document.getElementById(`samples-${name}`);

		if (select)
			select.value = samplesState.filter[name] ?? "";
	}
}
