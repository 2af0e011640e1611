/*
 * Charts, by Observable Plot. The class is always the same, as Plot writes a
 * style sheet with it into each picture, and the page's policy knows that
 * sheet by its hash: no other class and no legend of Plot's own may be used.
 */

/*
 * A figure with a picture of `options` (see Plot.plot). `title` says what is
 * seen, in words that stand for the picture where it cannot be seen;
 * `details`, a node or null, holds the same as a table.
 */
function chart(options, title, details) {
	const picture = Plot.plot({
		...options,
		className: "plot",
		ariaLabel: title,
	});

	picture.setAttribute("role", "img");
	return el("figure", { class: "chart" },
		picture, el("figcaption", {}, title), details);
}
