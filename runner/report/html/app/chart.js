/*
 * Charts, by Observable Plot. The class is always the same, as Plot writes a
 * style sheet with it into each picture, and the page's policy knows that
 * sheet by its hash: no other class and no legend of Plot's own may be used.
 */

/* Colours of series that are told apart; see base.css. */
const SERIES = Array.from({ length: 8 }, (_, i) => `var(--series-${i})`);

/* Marks of settings: a shape each, so that nothing is told by colour alone. */
const SETTING_SYMBOLS = [d3.symbolCircle, d3.symbolTriangle, d3.symbolSquare,
	d3.symbolDiamond, d3.symbolStar, d3.symbolWye, d3.symbolCross];
const SETTING_SIGNS = ["●", "▲", "■", "◆", "★", "Y", "✚"];

/*
 * A figure with a picture of `options` (see Plot.plot). `title` says what is
 * seen, in words that stand for the picture where it cannot be seen;
 * `details`, a node or null, holds the same as a table.
 *
 * A picture without a width of its own is as wide as its place, and drawn anew
 * when that changes, so that its text keeps its size. `options` may be a function
 * of that width, where more depends on it. The figure's redraw() draws it anew
 * at once; it fires "drawn", whose target's querySelector("svg") is the new picture.
 */
function chart(options, title, details) {
	const figure = el("figure", { class: "chart" },
		el("figcaption", {}, title), details);
	let picture = null;
	let width = 640;

	figure.redraw = () => {
		const next = chartPicture(options, width, title);

		if (picture)
			picture.replaceWith(next);
		else
			figure.prepend(next);
		picture = next;
		figure.dispatchEvent(new Event("drawn"));
	};
	figure.redraw();
	if (typeof options !== "function" && "width" in options)
		return figure;
	new ResizeObserver(() => {
		const room = Math.floor(figure.clientWidth);

		if (room > 0 && room !== width) {
			width = room;
			figure.redraw();
		}
	}).observe(figure);
	return figure;
}

function chartPicture(options, width, title) {
	const picture = Plot.plot({
		width,
		...(typeof options === "function" ? options(width) : options),
		className: "plot",
		ariaLabel: title,
	});

	picture.setAttribute("role", "img");
	chartHideParts(picture);
	return picture;
}

/*
 * The picture has a name as a whole. Plot also names its parts, which is of no
 * use to those who cannot see them, and not allowed.
 */
function chartHideParts(picture) {
	const parts = document.createElementNS("http://www.w3.org/2000/svg", "g");

	parts.setAttribute("aria-hidden", "true");
	parts.append(...[...picture.childNodes].filter((node) =>
		node.nodeName !== "style"));
	picture.append(parts);
}

/* What text of charts is measured with; see .plot in common.css. */
const CHART_FONT_SIZE = 13;
let chartMeasure = null;

/* How wide a text stands in a chart, in pixels: fonts differ from reader to reader. */
function chartTextWidth(text) {
	if (!chartMeasure) {
		chartMeasure = document.createElement("canvas").getContext("2d");
		chartMeasure.font = `${CHART_FONT_SIZE}px ` +
			getComputedStyle(document.body).fontFamily;
	}
	return chartMeasure.measureText(text).width;
}

/* As much of a text as `room` pixels hold. */
function chartFitted(text, room) {
	const characters = Array.from(text);
	let most = characters.length;

	if (chartTextWidth(text) <= room)
		return text;
	while (most > 1 && chartTextWidth(
		characters.slice(0, most).join("") + "…") > room)
		most--;
	return characters.slice(0, most).join("") + "…";
}

/* A colour or shape that is what it says, and not looked up in a scale. */
function literal(value) {
	return { value, scale: null };
}

/* A legend: entries of { label (nodes), color or sign }. */
function legend(entries, title) {
	return el("ul", { class: "legend", "aria-label": title },
		entries.map((entry) => el("li", {}, legendMark(entry),
			el("span", {}, entry.label))));
}

function legendMark({ color, sign }) {
	const mark = el("span", { "aria-hidden": "true",
		class: sign ? "sign" : "swatch" }, sign);

	if (color && sign)
		mark.style.color = color;
	else if (color)
		mark.style.background = color;
	return mark;
}
