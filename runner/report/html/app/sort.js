/* Tables that can be sorted by each column. */

/*
 * A table of `rows`, any values. `columns` are
 *   { title, value(row), cell(row), number, group, hint, head }:
 * what it is sorted by (number, string or null, which comes last), the cell's
 * content, whether it is aligned as a number, the heading above several columns,
 * what a short title means, and whether its cells head their rows. `options`:
 * caption, name (of what scrolls), sorted [column, "ascending"], status (a
 * node that tells what was sorted), tall (it scrolls under its headings).
 */
function sortableTable(columns, rows, { caption, name, sorted, status, tall }) {
	const body = el("tbody");
	const heads = columns.map((column, i) => sortHead(column, () => by(i)));
	let at = null;
	let direction = null;

	function show() {
		const order = at === null ? rows :
			sortedRows(rows, columns[at].value, direction);

		body.replaceChildren(...order.map((row) => sortRow(columns, row)));
		heads.forEach((head, i) => head.setAttribute("aria-sort",
			i === at ? direction : "none"));
	}

	function by(i) {
		const first = columns[i].number ? "descending" : "ascending";
		const other = first === "ascending" ? "descending" : "ascending";

		direction = at === i && direction === first ? other : first;
		at = i;
		show();
		if (status)
			status.textContent = `Sorted by ${columns[i].hint ??
				columns[i].title}, ${direction}.`;
	}

	if (sorted)
		[at, direction] = sorted;
	show();
	const node = scrolling(name, el("table", { class: "sortable" },
		el("caption", {}, caption),
		el("thead", {}, sortGroups(columns), el("tr", {}, heads)), body));

	node.classList.toggle("tall", Boolean(tall));
	return node;
}

/* Numbers and strings by what they are; null last, whichever way. */
function sortedRows(rows, value, direction) {
	const sign = direction === "descending" ? -1 : 1;

	return [...rows].sort((a, b) => {
		const [x, y] = [value(a), value(b)];

		if (x === null || y === null)
			return (x === null) - (y === null);
		return sign * (typeof x === "string" ?
			x.localeCompare(y, "en", { numeric: true }) : x - y);
	});
}

function sortHead(column, sort) {
	const button = el("button", { class: "sort", type: "button",
		"aria-label": column.hint }, column.title,
	el("span", { class: "arrow", "aria-hidden": "true" }));

	button.addEventListener("click", sort);
	return el("th", { scope: "col", "aria-sort": "none",
		class: sortClass(column) }, button);
}

function sortClass(column) {
	return [column.number && "number", column.first && "first", column.class]
		.filter((c) => c).join(" ") || null;
}

/* The headings above headings, where there are any. */
function sortGroups(columns) {
	const groups = [];

	if (!columns.some((column) => column.group))
		return null;
	for (const { group = "" } of columns)
		if (groups.at(-1)?.group === group)
			groups.at(-1).span++;
		else
			groups.push({ group, span: 1 });
	return el("tr", { class: "groups" }, groups.map(({ group, span }) => group ?
		el("th", { scope: "colgroup", colspan: span }, shown(group)) :
		el("td", { colspan: span })));
}

function sortRow(columns, row) {
	return el("tr", {}, columns.map((column) => el(column.head ? "th" : "td",
		{ scope: column.head ? "row" : null, class: sortClass(column) },
		column.cell(row))));
}
