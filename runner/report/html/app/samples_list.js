/*
 * A list of which only the rows in view are in the document: a grid whose rows
 * all have one height, which the style sheet knows as --sample-row.
 */

/* Browsers cannot make boxes of any height; beyond this, scrolling goes faster. */
const LIST_TALLEST = 8e6;
const LIST_OVERSCAN = 6;

/*
 * { node, show(size), close() }. `rowOf(position)` gives the cells of a row as
 * nodes with role gridcell; `open(position)` is called for the row that is
 * clicked, or entered by keyboard; `columns` are [name, class].
 */
function samplesList({ rowOf, open, columns }) {
	const list = { size: 0, active: 0, first: -1, height: 0, rowOf, open };

	list.body = el("div", { role: "rowgroup", class: "samples-body" });
	list.node = el("div", { role: "grid", class: "samples-list", tabindex: "0",
		id: "samples-list", "aria-label": "Samples",
		"aria-colcount": columns.length },
	el("div", { role: "rowgroup", class: "samples-head" },
		el("div", { role: "row", "aria-rowindex": "1", class: "samples-row" },
			columns.map(([name, kind]) => el("span",
				{ role: "columnheader", class: kind }, name)))),
	list.body);
	list.show = (size) => listShow(list, size);
	list.node.addEventListener("scroll", () => listLater(list));
	list.node.addEventListener("keydown", (event) => listKey(list, event));
	list.body.addEventListener("click", (event) => {
		const row = event.target.closest("[data-position]");

		if (row && !String(getSelection())) {
			listActivate(list, Number(row.dataset.position));
			open(list.active);
		}
	});
	new ResizeObserver(() => listLater(list, true)).observe(list.node);
	list.size = samplesState.found.length;
	return list;
}

function listShow(list, size) {
	list.size = size;
	list.active = 0;
	list.node.scrollTop = 0;
	listDraw(list, true);
}

function listLater(list, anew) {
	list.anew ||= anew;
	if (list.asked)
		return;
	list.asked = true;
	requestAnimationFrame(() => {
		list.asked = false;
		listDraw(list, list.anew);
		list.anew = false;
	});
}

/* Sizes in pixels: of a row, of all rows as they scroll, of what is in view. */
function listSizes(list) {
	const style = getComputedStyle(list.node);
	const row = parseFloat(style.getPropertyValue("--sample-row")) || 34;
	const head = list.node.firstChild.offsetHeight;
	const view = Math.max(row, list.node.clientHeight - head);
	const whole = list.size * row;

	return { row, view, whole, tall: Math.min(whole, LIST_TALLEST) };
}

/* The first row in view, whole or in part, as a fraction. */
function listFirst(list, { row, view, whole, tall }) {
	if (whole <= tall)
		return list.node.scrollTop / row;
	const share = list.node.scrollTop / Math.max(1, tall - view);

	return Math.min(1, share) * (whole - view) / row;
}

function listDraw(list, anew) {
	if (list.node.clientHeight === 0)
		return;
	const sizes = listSizes(list);
	const exact = listFirst(list, sizes);
	const rows = Math.ceil(sizes.view / sizes.row) + 1;
	const from = Math.max(0, Math.floor(exact) - LIST_OVERSCAN);
	const to = Math.min(list.size, Math.floor(exact) + rows + LIST_OVERSCAN);
	/* Where the first row stands, so that `exact` is at the view's top. */
	const top = list.node.scrollTop - (exact - from) * sizes.row;

	if (!anew && from === list.from && to === list.to && top === list.top)
		return;
	if (anew || from !== list.from || to !== list.to)
		listFill(list, from, to);
	list.body.style.height = `${sizes.tall}px`;
	Array.from(list.body.children).forEach((row, i) => {
		row.style.top = `${top + i * sizes.row}px`;
	});
	Object.assign(list, { from, to, top });
}

function listFill(list, from, to) {
	const rows = [];

	for (let position = from; position < to; position++)
		rows.push(el("div", {
			role: "row", class: "samples-row", "data-position": position,
			id: `sample-row-${position}`, "aria-rowindex": position + 2,
			"aria-selected": position === list.active ? "true" : "false",
		}, list.rowOf(position)));
	if (list.size === 0)
		rows.push(el("div", { role: "row", class: "samples-row" },
			el("span", { role: "gridcell", class: "nothing" },
				"No sample is like that.")));
	list.node.setAttribute("aria-rowcount", list.size + 1);
	list.body.replaceChildren(...rows);
	listMark(list);
}

function listMark(list) {
	for (const row of list.body.children)
		row.setAttribute("aria-selected",
			Number(row.dataset.position) === list.active ? "true" : "false");
	if (document.getElementById(`sample-row-${list.active}`))
		list.node.setAttribute("aria-activedescendant",
			`sample-row-${list.active}`);
	else
		list.node.removeAttribute("aria-activedescendant");
}

/* Makes a row the active one, and brings it into view. */
function listActivate(list, position) {
	const sizes = listSizes(list);
	const exact = listFirst(list, sizes);
	const most = sizes.view / sizes.row - 1;

	list.active = Math.max(0, Math.min(list.size - 1, position));
	if (list.active < exact)
		listScroll(list, sizes, list.active);
	else if (list.active > exact + most)
		listScroll(list, sizes, list.active - most);
	listDraw(list);
	listMark(list);
}

function listScroll(list, { row, view, whole, tall }, first) {
	list.node.scrollTop = whole <= tall ? first * row
		: first * row / (whole - view) * (tall - view);
}

function listKey(list, event) {
	const { row, view } = listSizes(list);
	const page = Math.max(1, Math.floor(view / row) - 1);
	const to = {
		ArrowDown: list.active + 1, ArrowUp: list.active - 1,
		PageDown: list.active + page, PageUp: list.active - page,
		Home: 0, End: list.size - 1,
	}[event.key];

	if (event.altKey || event.ctrlKey || event.metaKey || list.size === 0)
		return;
	if (to !== undefined)
		listActivate(list, to);
	else if (event.key === "Enter")
		list.open(list.active);
	else
		return;
	event.preventDefault();
}
