#include "runner/cli/manual.h"

#include <string.h>

#include "runner/cli/commands.h"

/* Who has it: a list of commands, " run probe ", or NULL: all. */
struct entry {
	const char *commands;
	const char *name;
	const char *text;
};

static const struct entry statuses[] = {
	{ NULL, "0", "Done." },
	{ NULL, "1",
	  "A check failed: an invalid answer, a regression, an unsound "
	  "installation." },
	{ NULL, "2", "Wrong usage or input." },
	{ NULL, "3", "The run is incomplete." },
	{ NULL, "4", "The data cannot tell." },
};

static const struct entry variables[] = {
	{ " run probe ", "OPENAI_API_KEY, ANTHROPIC_API_KEY, ...",
	  "The key of the endpoint. Which variable is read depends on the "
	  "profile; --key-env names another." },
	{ NULL, "GAMUT_WORDLISTS",
	  "The folder that holds the word lists, in place of the one that was "
	  "installed." },
	{ NULL, "GAMUT_DICTIONARIES",
	  "The folder that holds the dictionaries of Hunspell, in place of "
	  "the system's." },
	{ NULL, "NO_COLOR", "Where it is set, nothing is coloured." },
	{ NULL, "COLUMNS", "The width of tables, in place of the terminal's." },
	{ NULL, "LC_ALL, LC_CTYPE, LANG",
	  "Where these name an encoding other than UTF-8, tables are drawn in "
	  "ASCII." },
	{ " report pareto ", "TMPDIR", "Where files for gnuplot are put." },
};

static const struct entry files[] = {
	{ " run ", "results/",
	  "Here a run gets its directory, where --out does not say." },
	{ NULL, "/usr/share/gamut/wordlists",
	  "Word lists, with their sources and licences; under the prefix that "
	  "the program was installed to." },
	{ NULL, "/usr/share/gamut/examples",
	  "Experiments, mappings, and a plugin in C." },
	{ NULL, "/usr/share/doc/gamut", "The documents that are named here." },
};

static const struct entry examples[] = {
	{ " run gamut ", "gamut run --tasks 'rng_*' -n 100",
	  "Sample a simulated model: no key, no network." },
	{ " run ", "gamut run --endpoint http://127.0.0.1:8000/v1 --model NAME",
	  "Sample a model on this machine, on all tasks." },
	{ " verify gamut ", "gamut verify prime_numbers 91 97",
	  "Check answers." },
	{ " tasks ", "gamut tasks 'weekdays_*' --prompts",
	  "Show what is asked." },
	{ " score ", "gamut score results/RUN --format json",
	  "Verify and measure a run anew." },
	{ " report ", "gamut report results/RUN --html page.html",
	  "Make a page of a run." },
	{ " compare gamut ", "gamut compare results/BASE results/CANDIDATE",
	  "Tell whether a candidate is worse." },
	{ " doctor ", "gamut doctor", "See whether all is in place." },
};

/* ------------------------------------------------------------------- markup */

/* How roff is told to show `c`, or NULL: as it stands. */
static const char *escape_of(char c)
{
	switch (c) {
	case '-':
		return "\\-";
	case '\\':
		return "\\e";
	case '\'':
		return "\\(aq";
	case '`':
		return "\\(ga";
	case '^':
		return "\\(ha";
	case '~':
		return "\\(ti";
	default:
		return NULL;
	}
}

/* `text` on the line that is begun, so that roff shows it as it is. */
static void add_text(struct gamut_buf *out, struct gamut_str text)
{
	/* A dot at the front would begin a request. */
	if (text.len > 0 && text.ptr[0] == '.')
		gamut_buf_addf(out, "\\&");
	for (size_t i = 0; i < text.len; i++) {
		const char *escaped = escape_of(text.ptr[i]);

		if (escaped)
			gamut_buf_addf(out, "%s", escaped);
		else
			gamut_buf_add_char(out, text.ptr[i]);
	}
}

static void add_line(struct gamut_buf *out, const char *text)
{
	add_text(out, gamut_str_of(text));
	gamut_buf_add_char(out, '\n');
}

/* Paragraphs; lines that begin with a space stay as they are. */
static void add_paragraphs(struct gamut_buf *out, const char *text)
{
	struct gamut_str rest = gamut_str_of(text);
	struct gamut_str line;
	bool is_new = false;
	bool is_verbatim = false;

	while (gamut_str_take_line(&rest, &line)) {
		bool wants = line.len > 0 && line.ptr[0] == ' ';

		if (line.len == 0) {
			is_new = true;
			continue;
		}
		if (is_verbatim && !wants)
			gamut_buf_addf(out, ".fi\n");
		if (is_new)
			gamut_buf_addf(out, ".PP\n");
		if (wants && !is_verbatim)
			gamut_buf_addf(out, ".nf\n");
		is_new = false;
		is_verbatim = wants;
		add_text(out, line);
		gamut_buf_add_char(out, '\n');
	}
	if (is_verbatim)
		gamut_buf_addf(out, ".fi\n");
}

static void add_entry(struct gamut_buf *out, const char *name, const char *text)
{
	gamut_buf_addf(out, ".TP\n\\fB");
	add_text(out, gamut_str_of(name));
	gamut_buf_addf(out, "\\fR\n");
	add_line(out, text);
}

/* The entries of the page `name`, under `heading`, where there are any. */
static void add_entries(struct gamut_buf *out, const char *heading,
                        const struct entry *entries, size_t count,
                        const char *name)
{
	struct gamut_buf word = { 0 };
	bool has_heading = false;

	gamut_buf_addf(&word, " %s ", name);
	for (size_t i = 0; i < count; i++) {
		const char *commands = entries[i].commands;

		if (commands && !strstr(commands, gamut_buf_cstr(&word)))
			continue;
		if (!has_heading)
			gamut_buf_addf(out, ".SH %s\n", heading);
		has_heading = true;
		add_entry(out, entries[i].name, entries[i].text);
	}
	gamut_buf_release(&word);
}

/* ------------------------------------------------------------------ sections
 */

static void add_title(struct gamut_buf *out, const char *page,
                      const char *summary)
{
	gamut_buf_addf(out,
	               ".\\\" Made from the tables of the program.\n"
	               ".TH %s 1 \"" GAMUT_DATE "\" \"gamut " GAMUT_VERSION
	               "\" \"User Commands\"\n.SH NAME\n",
	               page);
	add_text(out, gamut_str_of(page));
	gamut_buf_addf(out, " \\- ");
	add_line(out, summary);
}

static void add_option(struct gamut_buf *out, const struct gamut_option *option)
{
	if (option->section) {
		gamut_buf_addf(out, ".SS ");
		add_line(out, option->section);
	}
	gamut_buf_addf(out, ".TP\n");
	if (option->letter)
		gamut_buf_addf(out, "\\fB\\-%c\\fR, ", option->letter);
	gamut_buf_addf(out, "\\fB\\-\\-");
	add_text(out, gamut_str_of(option->name));
	gamut_buf_addf(out, "\\fR");
	if (option->argument) {
		gamut_buf_addf(out, " \\fI");
		add_text(out, gamut_str_of(option->argument));
		gamut_buf_addf(out, "\\fR");
	}
	gamut_buf_add_char(out, '\n');
	add_line(out, option->help);
}

static void add_common_options(struct gamut_buf *out)
{
	gamut_buf_addf(out, ".TP\n\\fB\\-\\-help\\fR\nPrint a summary.\n"
	                    ".TP\n\\fB\\-\\-version\\fR\nPrint the version.\n");
}

static void add_rest(struct gamut_buf *out, const char *name)
{
	add_entries(out, "EXIT STATUS", statuses, GAMUT_ARRAY_LEN(statuses),
	            name);
	add_entries(out, "ENVIRONMENT", variables, GAMUT_ARRAY_LEN(variables),
	            name);
	add_entries(out, "FILES", files, GAMUT_ARRAY_LEN(files), name);
	add_entries(out, "EXAMPLES", examples, GAMUT_ARRAY_LEN(examples), name);
	gamut_buf_addf(out, ".SH SEE ALSO\n");
}

static void write_program(struct gamut_buf *out)
{
	size_t count = gamut_command_count();

	add_title(out, "gamut",
	          "measure how much of a space of answers a model covers");
	gamut_buf_addf(out, ".SH SYNOPSIS\n\\fBgamut\\fR \\fICOMMAND\\fR "
	                    "[options]\n.SH DESCRIPTION\n");
	add_paragraphs(out, gamut_about);
	gamut_buf_addf(out, ".SH COMMANDS\n");
	for (size_t i = 0; i < count; i++)
		add_entry(out, gamut_command_at(i)->name,
		          gamut_command_at(i)->summary);
	gamut_buf_addf(out, ".SH OPTIONS\n");
	add_common_options(out);
	add_rest(out, "gamut");
	for (size_t i = 0; i < count; i++)
		gamut_buf_addf(out, "\\fBgamut\\-%s\\fR(1)%s\n",
		               gamut_command_at(i)->name,
		               i + 1 < count ? "," : "");
}

static void write_command(struct gamut_buf *out,
                          const struct gamut_command *command)
{
	struct gamut_buf page = { 0 };

	gamut_buf_addf(&page, "gamut-%s", command->name);
	add_title(out, gamut_buf_cstr(&page), command->summary);
	gamut_buf_release(&page);
	gamut_buf_addf(out, ".SH SYNOPSIS\n\\fBgamut %s\\fR ", command->name);
	add_line(out, command->synopsis);
	gamut_buf_addf(out, ".SH DESCRIPTION\n");
	add_paragraphs(out, command->details[0] ? command->details :
	                                          command->summary);
	gamut_buf_addf(out, ".SH OPTIONS\n");
	for (const struct gamut_option *option = command->options; option->name;
	     option++)
		add_option(out, option);
	add_common_options(out);
	add_rest(out, command->name);
	gamut_buf_addf(out, "\\fBgamut\\fR(1)\n");
}

void gamut_manual_write(struct gamut_buf *out,
                        const struct gamut_command *command)
{
	if (command)
		write_command(out, command);
	else
		write_program(out);
}
