/*
 * Making elements. Nothing in this program parses HTML: strings only ever
 * become text nodes and attribute values.
 */

/*
 * el("td", { class: "number" }, "12"): an element. Attributes that are null or
 * false are left out, true is an empty one. Children are nodes, strings,
 * numbers, arrays of them, or null.
 */
function el(name, attributes, ...children) {
	const node = document.createElement(name);

	for (const [key, value] of Object.entries(attributes ?? {}))
		if (value !== null && value !== undefined && value !== false)
			node.setAttribute(key, value === true ? "" : value);
	append(node, children);
	return node;
}

function append(node, children) {
	for (const child of children.flat(Infinity))
		if (child !== null && child !== undefined && child !== false)
			node.append(child);
	return node;
}

/*
 * What a model wrote could reorder or hide the text around it: controls,
 * characters without a width, directions, separators, private use.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/u;
const UNSAFE_RUNS = /([\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]+)/u;

function escaped(character) {
	const code = character.codePointAt(0);
	const short = { 9: "\\t", 10: "\\n", 13: "\\r" }[code];

	return short ?? "\\u{" + code.toString(16) + "}";
}

/* A stranger's string as one line of plain text, for charts and labels. */
function plain(text) {
	const whole = typeof text === "string" ? text : text.cut + "…";

	if (!UNSAFE.test(whole))
		return whole;
	return Array.from(whole, (c) => (UNSAFE.test(c) ? escaped(c) : c)).join("");
}

/*
 * A stranger's string for reading: what cannot be seen is spelt out, and its
 * direction cannot leave it. Of a long one the page holds only the beginning,
 * { cut, bytes }.
 */
function shown(text) {
	const node = el("bdi", { class: "stranger" });
	const whole = typeof text === "string" ? text : text.cut;

	for (const part of whole.split(UNSAFE_RUNS)) {
		if (!UNSAFE.test(part))
			node.append(part);
		else
			node.append(el("span", { class: "escape" },
				Array.from(part, escaped).join("")));
	}
	if (typeof text !== "string")
		node.append(el("span", { class: "escape" },
			`… ${count(text.bytes)} bytes in all`));
	return node;
}

/* The beginning of a text of any length. */
function brief(text, most = 28) {
	const characters = Array.from(text);

	return characters.length <= most ? text :
		characters.slice(0, most - 1).join("") + "…";
}

/* A stranger's name for prose: its beginning where it is long. */
function named(text) {
	const node = shown(brief(text, 60));

	if (brief(text, 60) !== text)
		node.title = plain(text);
	return node;
}

/* A setting in a label; of a point of several settings it is null. */
function settingText(setting) {
	return setting === null ? "all settings" : plain(setting);
}

/*
 * <details> whose content is made when it is first opened: `fill` gives it. On
 * paper it is open, unless it is `bulky`.
 */
function lazyDetails(summary, fill, { open = false, bulky = false } = {}) {
	const node = el("details", { "data-bulky": bulky },
		el("summary", {}, summary));
	let filled = false;

	node.fill = () => {
		if (!filled)
			append(node, [fill()]);
		filled = true;
	};
	node.addEventListener("toggle", () => node.open && node.fill());
	if (open) {
		node.fill();
		node.open = true;
	}
	return node;
}

/* What is too wide scrolls within, and takes the focus so that keys scroll it. */
function scrolling(label, ...children) {
	return el("div", { class: "scroll", role: "group", tabindex: "0",
		"aria-label": label }, children);
}

/*
 * One of a few as a row of radio buttons: `options` are [value, label (nodes)],
 * `choose` is called with the value. `name` must be the page's only one.
 */
function choice(name, title, options, chosen, choose) {
	const inputs = options.map(([value, label]) => {
		const input = el("input", { type: "radio", name });

		input.checked = value === chosen;
		input.addEventListener("change", () => choose(value));
		return el("label", {}, input, el("span", {}, label));
	});

	return el("fieldset", { class: "choice" }, el("legend", {}, title),
		el("div", { class: "options" }, inputs));
}

/* One of many as a list that opens: `options` are [value, text]. */
function picker(title, options, chosen, choose) {
	const select = el("select", {}, options.map(([value, text], i) => {
		const option = el("option", { value: i }, text);

		option.selected = value === chosen;
		return option;
	}));

	select.addEventListener("change",
		() => choose(options[Number(select.value)][0]));
	return el("label", { class: "field" }, el("span", {}, title), select);
}
