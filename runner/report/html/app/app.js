/* Puts the page together from its data. */

const SECTIONS = [
	["answer", "The answer", renderAnswer],
	["plane", "Validity and diversity", renderPlane],
	["comparison", "Against the baseline", renderComparison],
	["tasks", "Tasks", renderTasks],
	["task", "One task", renderTask],
	["samples", "Samples", renderSamples],
	["made", "How it was made", renderMade],
];

/*
 * A section that fails says so in its place; the others stand. `render` takes
 * the page's data and gives an array of nodes, or null where it has nothing to
 * say.
 */
function section(page, id, title, render) {
	let content;

	try {
		content = render(page);
	} catch (error) {
		console.error(error);
		content = [el("p", { class: "failed", role: "alert" },
			`This section could not be drawn: ${plain(String(error))}`)];
	}
	if (!content)
		return null;
	return el("section", { id, "aria-labelledby": `${id}-title` },
		el("h2", { id: `${id}-title` }, title), content);
}

function start() {
	const page = JSON.parse(
		document.getElementById("gamut-data").textContent);
	const sections = SECTIONS.map(([id, title, render]) =>
		section(page, id, title, render));
	const present = SECTIONS.filter((_, i) => sections[i]);

	document.getElementById("contents").append(
		el("ul", {}, present.map(([id, title]) =>
			el("li", {}, el("a", { href: `#${id}` }, title)))));
	document.getElementById("gamut").replaceChildren(
		...sections.filter((s) => s));
	document.documentElement.dataset.ready = "true";
}

start();
