/* What chooses the task, its setting, and the runs side by side. */

function taskChooser() {
	return [
		el("div", { class: "controls" }, taskChooserName(),
			taskChooserSetting()),
		taskChoice.page.runs.length > 1 ? taskChooserRuns() : null,
	].filter((node) => node);
}

/* For those who do not see what changed. */
function taskTell() {
	document.getElementById("task-status").textContent =
		`Showing ${plain(taskChoice.task)}, ${plain(taskChoice.setting)}.`;
}

function taskChooserName() {
	const names = taskNames();
	const at = names.indexOf(taskChoice.task);
	const select = el("select", { id: "task-name" }, names.map((name) =>
		el("option", { value: name, selected: name === taskChoice.task },
			plain(name))));

	select.addEventListener("change", () => taskChange(select.value, ""));
	return el("div", { class: "task-control" },
		el("label", { for: "task-name" }, "Task"),
		el("span", { class: "task-joined" },
			taskStep("task-previous", "‹", "Previous task", names[at - 1]),
			select,
			taskStep("task-next", "›", "Next task", names[at + 1])));
}

function taskStep(id, sign, label, name) {
	const button = el("button", {
		type: "button", id, class: "task-step", "aria-label": label,
		title: label, "aria-disabled": name === undefined ? "true" : null,
	}, sign);

	button.addEventListener("click", () => {
		if (name !== undefined)
			taskChange(name, "");
	});
	return button;
}

function taskChooserSetting() {
	return choice("task-setting", "Setting",
		taskSettings(taskChoice.task).map((setting) =>
			[setting, plain(setting)]),
		taskChoice.setting, (setting) => {
			taskTake(taskChoice.task, setting);
			taskRemember();
			/* The chooser stays: it has the focus, and says so itself. */
			taskTell();
			document.getElementById("task-body")
				.replaceChildren(...taskBody());
		});
}

function taskChooserRuns() {
	const { page, runs } = taskChoice;
	const full = runs.length >= TASK_PANELS;
	const old = document.getElementById("task-runs");

	return el("details", { id: "task-runs", class: "task-runs",
		open: old?.open ?? false },
	el("summary", {}, `Runs shown: ${runs.length} of ${page.runs.length}`),
	el("fieldset", {},
		el("legend", {}, `At most ${TASK_PANELS} side by side`),
		page.runs.map((run, index) => {
			const on = runs.includes(index);
			const box = el("input", {
				type: "checkbox", id: `task-run-${index}`, checked: on,
				disabled: on ? runs.length === 1 : full,
			});

			box.addEventListener("change", () => {
				taskChoice.runs = page.runs.map((_, i) => i)
					.filter((i) => (i === index) ? box.checked
						: runs.includes(i));
				taskChange(taskChoice.task, "");
			});
			return el("label", { for: box.id }, box, " ", shown(run.label));
		})));
}
