/* A row of the sample browser, and the panel with all there is of one sample. */

/* Of a long text a row shows the beginning. */
const SAMPLE_ROW_LETTERS = 240;

function samplesColumns() {
	return [
		["Index", "index number"], ["Answer", "answer"], ["Verdict", "verdict"],
		["Canonical form", "form"], ["Fate", "fate"], ["Times", "times number"],
		["Task", "task"], ["Setting", "setting"],
		...(samplesState.page.runs.length > 1 ? [["Run", "run"]] : []),
	];
}

/*
 * A stranger's text in a line: what is empty or blank can be seen, and so can
 * blanks at its ends. At most `most` characters are shown.
 */
function samplesText(text, most) {
	const whole = samplesString(text);
	const blank = (spaces) => el("span", { class: "escape" },
		spaces.replaceAll(" ", "␣"));

	if (whole === "" && typeof text === "string")
		return el("span", { class: "escape" }, "empty");
	const long = whole.length > most;
	const [, before, middle, after] = /^( *)(.*?)( *)$/su
		.exec(long ? samplesBeginning(whole, most) : whole);

	return el("span", { class: "sample-text" },
		before ? blank(before) : null,
		middle ? shown(middle) : null,
		after ? blank(after) : null,
		long || typeof text !== "string"
			? el("span", { class: "escape" }, "…") : null);
}

/* No half of a surrogate pair, and no blanks, at the end. */
function samplesBeginning(text, most) {
	return text.slice(0, most).replace(/[\ud800-\udbff]$/, "").trimEnd();
}

function samplesCell(kind, ...content) {
	return el("span", { role: "gridcell", class: kind }, content);
}

function samplesVerdict(sample) {
	const valid = sample.reason === "valid";

	if (sample.answer === null)
		return el("span", { class: "verdict none" }, "no answer");
	return el("span", { class: valid ? "verdict valid" : "verdict invalid" },
		el("span", { "aria-hidden": "true" }, valid ? "✓ " : "✕ "),
		sample.reason);
}

function samplesRow(position) {
	const sample = sampleAt(samplesState.found[position]);
	const same = sample.form !== null &&
		samplesString(sample.form) === samplesString(sample.answer);
	const texts = sample.answer === null ? sample.text : sample.answer;

	return [
		samplesCell("index number", count(sample.index)),
		samplesCell("answer", texts === null ? DASH
			: samplesText(texts, SAMPLE_ROW_LETTERS),
		sample.differs ? el("span", { class: "sample-tag",
			title: "The completion says more than this" }, "raw") : null,
		sample.copied ? el("span", { class: "sample-tag",
			title: "One of the prompt's examples" }, "copied") : null),
		samplesCell("verdict", samplesVerdict(sample)),
		samplesCell(same ? "form same" : "form", sample.form === null ? DASH
			: samplesText(sample.form, 80)),
		samplesCell("fate", sample.fate),
		samplesCell("times number", sample.times === null ? DASH
			: `${count(sample.times)}×`),
		samplesCell("task", shown(sample.task)),
		samplesCell("setting", shown(sample.setting)),
		samplesState.page.runs.length > 1
			? samplesCell("run", shown(sample.label)) : null,
	];
}

/* A text as it was stored, on as many lines as it has. */
function samplesWhole(text) {
	const block = el("pre", { class: "sample-whole", tabindex: "0" });

	if (text === null)
		return el("p", { class: "escape" }, "none");
	if (typeof text !== "string" || text.trim() === "") {
		block.append(typeof text === "string" ? samplesText(text, 1e5)
			: shown(text));
		return block;
	}
	for (const line of text.split(/(?<=\n)/)) {
		block.append(shown(line));
		if (line.endsWith("\n"))
			block.append("\n");
	}
	return block;
}

/* Opens the panel for the sample at `position` of the list. */
function samplesOpen(position) {
	const panel = document.getElementById("samples-detail");
	const id = samplesState.found[position];

	if (id === undefined)
		return;
	const sample = sampleAt(id);
	const close = el("button", { type: "button", class: "sample-close",
		"aria-label": "Close", title: "Close" }, "✕");
	const shut = () => {
		panel.replaceChildren();
		samplesState.list.node.focus({ preventScroll: true });
	};
	const title = el("h3", { id: "sample-title", tabindex: "-1" },
		`Sample ${count(sample.index)}`);

	close.addEventListener("click", shut);
	panel.onkeydown = (event) => {
		if (event.key === "Escape")
			shut();
	};
	panel.replaceChildren(el("section", { class: "sample",
		"aria-labelledby": "sample-title" },
	el("div", { class: "sample-head" }, title, close),
	samplesFacts(sample), samplesCopy(sample)));
	title.focus({ preventScroll: true });
	panel.scrollIntoView({ block: "nearest" });
}

function samplesFacts(sample) {
	const facts = [
		["Answer", sample.answer === null ? DASH : samplesWhole(sample.answer)],
		["Whole text", sample.differs ? samplesWhole(sample.text)
			: "the same as the answer"],
		["Verdict", samplesVerdict(sample)], ["Fate", sample.fate],
		["Canonical form", sample.form === null ? DASH : shown(sample.form)],
		["Given", sample.times === null ? DASH
			: `${plural(sample.times, "time")} in this cell`],
		["Copied", sample.copied ? "one of the prompt's examples" : "no"],
		["Task", shown(sample.task)], ["Setting", shown(sample.setting)],
		["Run", shown(sample.label)],
		["Finish reason", sample.finish === null ? DASH : shown(sample.finish)],
		["Seed", sample.seed === null ? DASH : String(sample.seed)],
	];

	return el("dl", { class: "sample-facts" }, facts.map(([name, value]) =>
		el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

/* JSON of a sample, in characters that are safe to see and to paste. */
function samplesJson(sample) {
	return JSON.stringify({
		run: sample.label, task: sample.task, setting: sample.setting,
		index: sample.index, seed: sample.seed, answer: sample.answer,
		reason: sample.reason, canonical: sample.form, fate: sample.fate,
		copied_example: sample.copied, finish_reason: sample.finish,
		text: sample.text,
	}, null, "\t").replace(new RegExp(UNSAFE.source, "gu"), (character) =>
		character === "\n" || character === "\t" ? character
			: Array.from({ length: character.length }, (_, i) => "\\u" +
				character.charCodeAt(i).toString(16).padStart(4, "0"))
				.join(""));
}

function samplesCopy(sample) {
	const json = el("pre", { class: "sample-whole", tabindex: "0",
		"aria-label": "JSON" });
	const told = el("span", { role: "status", class: "sample-told" });
	const button = el("button", { type: "button" }, "Copy as JSON");
	const box = el("details", { class: "sample-json" },
		el("summary", {}, "As JSON"), json);

	json.textContent = samplesJson(sample);
	button.addEventListener("click", async () => {
		try {
			await navigator.clipboard.writeText(json.textContent);
			told.textContent = "Copied.";
		} catch {
			/* Not allowed here: select it, so that a key copies it. */
			box.open = true;
			getSelection().selectAllChildren(json);
			told.textContent = "Selected: copy it with the keyboard.";
		}
	});
	return el("div", { class: "sample-copy" }, button, " ", told, box);
}
