/* What speaks against the figures: warnings, and the notes of a run. */

function renderDoubts(page) {
	const of = (run) => (page.runs.length > 1 ? [" on ", named(run.label)] : null);
	const notes = () => page.runs.map((run) => doubtNotes(run, of(run)));

	return [
		page.runs.map((run) => (run.summary.warnings.length > 0 ?
			el("div", { class: "notice warnings" },
				el("p", {}, el("strong", {}, plural(
					run.summary.warnings.length, "warning"), of(run))),
				el("ul", {}, doubtGroups(run.summary.warnings).map(doubtItem))) :
			null)),
		page.runs.length > ANSWER_CARDS_MAX ?
			lazyDetails("Notes on the runs", notes, { bulky: true }) :
			notes(),
	];
}

/*
 * Each warning once, with the cells that it is of: { said, places }. Its text
 * tells numbers as "(2 of 9)", which are the cell's.
 */
function doubtGroups(warnings) {
	const groups = new Map();

	for (const { task, setting, text, count: times, of } of warnings) {
		const numbers = ` (${times} of ${of})`;
		const whole = task === null || !text.includes(numbers);
		const said = whole ? text : text.replace(numbers, "");
		const group = groups.get(said) ?? { said, places: [] };

		if (task !== null)
			group.places.push({ task, setting, numbers: whole ? "" : numbers });
		groups.set(said, group);
	}
	return [...groups.values()];
}

function doubtItem({ said, places }) {
	return el("li", {}, shown(said), places.length > 0 ? ". In " : null,
		places.map(({ task, setting, numbers }, i) => [i > 0 ? "; " : null,
			el("strong", {}, shown(task)),
			setting === null ? null : [", ", shown(setting)], numbers]));
}

/*
 * A note begins with its run's name, which stands above it here. Some say again
 * what warnings say, up to the colon before the remedy.
 */
function doubtNotes(run, of) {
	const name = `${run.model}, run ${run.run}: `;
	const said = run.summary.warnings.map(({ text, count: times, of: all }) =>
		text.replace(` (${times} of ${all})`, "").split(":")[0]);
	const notes = run.notes.map((note) => (note.startsWith(name) ?
		note.slice(name.length) : note))
		.filter((note) => !said.some((text) => note.startsWith(text)));

	if (notes.length === 0)
		return null;
	return [
		el("p", { class: "notes-title" }, "Notes", of),
		el("ul", { class: "notes" }, notes.map((note) =>
			el("li", {}, shown(note)))),
	];
}
