/* How the runs were made: enough to judge them, and to make them again. */

/* With more runs than this each is closed at first. */
const MADE_OPEN_MAX = 2;

function renderMade(page) {
	return [
		page.runs.map((run) => (page.runs.length === 1 ? madeRun(page, run) :
			lazyDetails(el("span", { class: "title" }, named(run.label), " ",
				el("span", { class: "muted" }, named(run.model))),
			() => madeRun(page, run), {
				open: page.runs.length <= MADE_OPEN_MAX,
				bulky: page.runs.length > MADE_OPEN_MAX,
			}))),
		madeWords(),
		madeData(page),
	];
}

function madeRun(page, run) {
	return el("div", { class: "made" },
		madeFacts(run),
		run.command ? madeCommand(run.command) : null,
		el("h3", {}, "Prompts"),
		madePrompts(run),
		el("h3", {}, "Task hashes"),
		madeHashes(run));
}

function madeCommand(command) {
	return [
		el("h3", {}, "The command that repeats it"),
		copyable(command),
		el("p", { class: "small muted" }, "Seeds make requests repeatable. " +
			"Whether answers repeat is up to the model's server."),
	];
}

function madeFacts(run) {
	const { manifest } = run;
	const { condition = {}, host = {} } = manifest;

	return facts([
		["Model", [shown(run.model), " ", originBadge(run)]],
		...(run.imported ? madeImported(run) : [
			["Endpoint", madeEndpoint(run)],
			["Template", [shown(run.template), condition.family ?
				[", ", shown(condition.family)] : null]],
			["Profile", condition.profile ? shown(condition.profile) : null],
			["Sampling", [shown(run.preset), ": ", madePairs(run.sampling)]],
		]),
		["Samples", `${sampleSizesText(run)}; ${count(run.wanted)} wanted, ` +
			`${count(run.wanted - run.absent)} there`],
		["Tasks and settings", [`${plural(manifest.tasks?.length ?? 0, "task")}; `,
			(manifest.settings ?? []).map((s, i) =>
				[i > 0 ? ", " : null, settingName(s)])]],
		["Seed", !run.imported && isNumber(manifest.seed) ?
			String(manifest.seed) : null],
		["Run", el("code", {}, shown(run.run))],
		["Begun", run.created ? madeTime(run.created) : null],
		[run.imported ? "Imported by" : "Made by",
			`Gamut ${plain(String(manifest.gamut ?? DASH))}`],
		["Host", Object.keys(host).length > 0 ? madePairs(host) : null],
		["Server", manifest.server ? madePairs(manifest.server) : null],
		["Requests", run.imported ? null : madeTokens(run)],
	]);
}

/* Of what something else drew, only where it was taken from is sure. */
function madeImported({ imported, template, sampling }) {
	const { from, files = [], skipped } = imported;
	const known = [template !== "unknown", Object.keys(sampling).length > 0];

	return [
		["Imported from", shown(from)],
		["Files", files.length > 0 ? files.map(({ name, bytes, sha256 }) =>
			el("div", {}, shown(name), `, ${plural(bytes, "byte")}, SHA-256 `,
				el("code", {}, shown(sha256)))) : null],
		["Left out", skipped > 0 ? `${plural(skipped, "generation")} of these ` +
			`${files.length === 1 ? "file" : "files"}` : null],
		["Template", known[0] ? shown(template) : "not known"],
		["Sampling", known[1] ? madePairs(sampling) : "not known"],
	];
}

/* A list of [term, nodes]; what is null is not known, and left out. */
function facts(pairs) {
	return el("dl", { class: "facts" }, pairs
		.filter(([, value]) => value !== null && value !== undefined)
		.map(([term, value]) => el("div", {}, el("dt", {}, term),
			el("dd", {}, value))));
}

/* No endpoint's credentials are in a manifest; what is there is a stranger's text. */
function madeEndpoint({ manifest, simulated }) {
	const all = manifest.endpoints ?? [manifest.endpoint];

	if (simulated)
		return "none: a sampler in Gamut itself";
	if (!all[0])
		return null;
	return all.map((url, i) => [i > 0 ? el("br") : null, shown(url)]);
}

/* { temperature: 1 } as "temperature 1". */
function madePairs(object) {
	const pairs = Object.entries(object ?? {});

	if (pairs.length === 0)
		return DASH;
	return pairs.map(([key, value], i) => [i > 0 ? ", " : null, shown(key), " ",
		shown(typeof value === "string" ? value : JSON.stringify(value))]);
}

function madeTime(created) {
	const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)/.exec(created ?? "");

	return match ? el("time", { datetime: created },
		`${match[1]} ${match[2]} UTC`) : shown(String(created));
}

function madeTokens({ summary }) {
	const sum = (key) => {
		const values = summary.aggregates.map((a) => a[key]);

		return values.length > 0 && values.every(isNumber) ?
			values.reduce((a, b) => a + b) : null;
	};
	const requests = sum("requests");
	const tokens = [["prompt", sum("prompt_tokens")],
		["completion", sum("completion_tokens")]]
		.filter(([, value]) => value !== null)
		.map(([name, value]) => `, ${count(value)} ${name} tokens`);

	return requests === null ? null : count(requests) + tokens.join("");
}

/* A command with a button that copies it, or selects it where none may copy. */
function copyable(text) {
	const code = el("code", {}, shown(text));
	const status = el("span", { class: "small muted", role: "status" });
	const button = el("button", { type: "button" }, "Copy");

	button.addEventListener("click", async () => {
		try {
			await navigator.clipboard.writeText(text);
			status.textContent = "Copied.";
		} catch {
			getSelection().selectAllChildren(code);
			status.textContent = "Selected: copy it with your keys.";
		}
	});
	return el("div", { class: "copyable" }, el("pre", {}, code),
		el("p", {}, button, " ", status));
}

function madePrompts({ manifest }) {
	const all = manifest.cells ?? [];
	const cells = all.filter((cell) => cell.prompt !== null);
	const tasks = [...new Set(cells.map((cell) => cell.task))];
	const unknown = all.length - cells.length;

	if (cells.length === 0)
		return el("p", {}, "Not known.");
	return [
		el("p", {}, "As they were sent, word for word.", unknown > 0 ?
			` Those of ${plural(unknown, "cell")} are not known.` : null),
		lazyDetails(`${plural(cells.length, "prompt")} of ` +
			plural(tasks.length, "task"),
		() => tasks.map((task) => lazyDetails(shown(task),
			() => cells.filter((cell) => cell.task === task)
				.map(madePrompt), { bulky: true })), { bulky: true }),
	];
}

function madePrompt({ setting, prompt, max_tokens: tokens }) {
	const messages = typeof prompt === "string" || !Array.isArray(prompt) ?
		[{ role: null, content: prompt }] : prompt;

	return el("div", { class: "prompt" },
		el("h4", {}, settingName(setting), el("span", { class: "muted small" },
			isNumber(tokens) ? `, at most ${plural(tokens, "token")}` : null)),
		messages.map(({ role, content }) => [
			role === null ? null :
				el("p", { class: "small muted" }, shown(role)),
			el("pre", {}, lines(content))]));
}

/* A text with its line breaks kept; all else that cannot be seen is spelt out. */
function lines(text) {
	const whole = typeof text === "string" ? text : JSON.stringify(text);

	return whole.split("\n").map((line, i) => [i > 0 ? "\n" : null, shown(line)]);
}

function madeHashes({ manifest }) {
	return [
		el("p", {}, "Two scores of a task can be compared where its hash is " +
			"the same: prompt, verifier and word lists are."),
		lazyDetails(plural(manifest.tasks?.length ?? 0, "hash", "hashes"), () =>
			scrolling("Task hashes", el("table", { class: "hashes" },
				el("caption", {}, "SHA-256 of all that a task's score " +
					"depends on"),
				el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Task"),
					el("th", { scope: "col", class: "number" },
						"Token limit"),
					el("th", { scope: "col" }, "Hash"))),
				el("tbody", {}, (manifest.tasks ?? []).map((task) =>
					el("tr", {}, el("th", { scope: "row" },
						shown(task.name)),
					el("td", { class: "number" },
						count(task.max_tokens || null)),
					el("td", {}, el("code", {}, shown(task.hash)))))))),
		{ bulky: true }),
	];
}

function madeWords() {
	return el("div", { id: "words" },
		el("h3", {}, "What the words mean"),
		facts([
			["Validity", "The share of completions that are right: a program " +
				"checks each answer as a whole."],
			["Yield", "How many different valid answers n completions gave. " +
				"Canonical: answers that are one thing count once, however " +
				"spelt. Raw: every spelling counts."],
			["Uniqueness", "Yield divided by the number of valid " +
				"completions. It rises when validity falls; compare it " +
				"at like validity."],
			["Ceiling", "The yield that uniform draws from all valid answers " +
				"would have. Relative yield is the canonical yield divided " +
				"by it."],
			["Cell", "One task under one setting, asked n times. Means are " +
				"over cells."],
			["Fate", "What became of a completion: valid and new, valid and " +
				"said before, invalid, empty, a refusal, truncated, only " +
				"reasoning; or failed and missing, where none came."],
			["Front", "The points that no other is at least as good as on " +
				"both axes, and better on one."],
			["Imported", "Drawn by something else and judged anew by Gamut."],
			["Simulated", "Drawn by a sampler with a known distribution, " +
				"not by a language model."],
		]));
}

function madeData(page) {
	const completions = page.runs.reduce((sum, run) =>
		sum + run.wanted - run.absent, 0);

	/* On paper there are none. */
	return el("div", { class: "on-screen" },
		el("h3", {}, "The data in this file"),
		el("p", {}, `This page holds its own data, ${plural(completions,
			"completion")} among them, as JSON: the element with the id `,
		el("code", {}, "gamut-data"), ". It asks nothing of the network. To " +
			"take the data out, with Python's own library or in the " +
			"browser's console:"),
		el("pre", {}, MADE_READ));
}

/* The slash is escaped: this program must not end its own element. */
const MADE_READ = `import json, re
page = open("report.html", encoding="utf-8").read()
data = json.loads(re.search(r'id="gamut-data">(.*?)<\/script>', page, re.S)[1])

JSON.parse(document.getElementById("gamut-data").textContent)`;
