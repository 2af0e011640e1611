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

/* What the page is about, in a line below its title. */
function subtitle(page) {
	const there = page.runs.reduce((sum, run) => sum + run.wanted - run.absent, 0);
	const parts = [plural(page.runs.length, "run"),
		plural(page.tasks.length, "task"), plural(there, "completion"),
		`Gamut ${plain(page.gamut)}`];

	return el("p", { class: "subtitle" }, parts.join(" · "));
}

/* On paper nothing can be opened: what is closed is opened before, and closed after. */
function openForPrint() {
	let opened = [];

	addEventListener("beforeprint", () => {
		opened = [...document.querySelectorAll("details:not([open])")]
			.filter((node) => !("bulky" in node.dataset) &&
				!node.closest("footer"));
		for (const node of opened) {
			node.fill?.();
			node.open = true;
		}
	});
	addEventListener("afterprint", () => {
		for (const node of opened)
			node.open = false;
	});
}

/* Tells in the contents which section is being read. */
function followReader(sections) {
	const links = new Map([...document.querySelectorAll("#contents a")]
		.map((link) => [link.hash.slice(1), link]));
	const seen = new Set();
	const observer = new IntersectionObserver((entries) => {
		for (const { target, isIntersecting } of entries)
			seen[isIntersecting ? "add" : "delete"](target);
		const current = sections.find((node) => seen.has(node));

		for (const [id, link] of links)
			if (id === current?.id)
				showCurrent(link);
			else
				link.removeAttribute("aria-current");
	}, { rootMargin: "-80px 0px -60% 0px" });

	for (const node of sections)
		observer.observe(node);
}

/* The contents are one line: where it is too long, the link is scrolled into it. */
function showCurrent(link) {
	const { left, right } = link.getBoundingClientRect();

	link.setAttribute("aria-current", "true");
	if (left < 0 || right > innerWidth)
		document.getElementById("contents").scrollBy({ left: left - 16 });
}

function start() {
	const page = JSON.parse(
		document.getElementById("gamut-data").textContent);
	const sections = SECTIONS.map(([id, title, render]) =>
		section(page, id, title, render));
	const present = SECTIONS.filter((_, i) => sections[i]);
	const nodes = sections.filter((s) => s);

	document.querySelector("h1").after(subtitle(page));
	document.getElementById("contents").append(
		el("ul", {}, present.map(([id, title]) =>
			el("li", {}, el("a", { href: `#${id}` }, title)))));
	document.getElementById("gamut").replaceChildren(...nodes);
	openForPrint();
	followReader(nodes);
	/* The place that the address names was not there when it was loaded. */
	if (location.hash.length > 1)
		document.getElementById(location.hash.slice(1))?.scrollIntoView();
	document.documentElement.dataset.ready = "true";
}

start();
