/*
 * usage: gamut_pages DIR
 *
 * Writes the manual pages and the completions of the shells into DIR, for the
 * build: gamut.1, gamut-NAME.1, gamut.bash, _gamut, gamut.fish.
 */
#include "base/file.h"
#include "runner/cli/commands.h"
#include "runner/cli/complete.h"
#include "runner/cli/manual.h"

/* Put `text`, and release it. */
static enum gamut_status put(const char *folder, const char *name,
                             struct gamut_buf *text, struct gamut_err *err)
{
	struct gamut_buf path = { 0 };
	enum gamut_status status;

	gamut_buf_addf(&path, "%s/%s", folder, name);
	status = gamut_file_replace(gamut_buf_cstr(&path), gamut_buf_view(text),
	                            err);
	gamut_buf_release(&path);
	gamut_buf_release(text);
	return status;
}

static enum gamut_status put_manual(const char *folder,
                                    const struct gamut_command *command,
                                    struct gamut_err *err)
{
	struct gamut_buf name = { 0 };
	struct gamut_buf text = { 0 };
	enum gamut_status status;

	gamut_buf_addf(&name, "gamut%s%s.1", command ? "-" : "",
	               command ? command->name : "");
	gamut_manual_write(&text, command);
	status = put(folder, gamut_buf_cstr(&name), &text, err);
	gamut_buf_release(&name);
	return status;
}

static enum gamut_status put_completions(const char *folder,
                                         struct gamut_err *err)
{
	static const struct {
		const char *name;
		void (*write)(struct gamut_buf *out);
	} shells[] = {
		{ "gamut.bash", gamut_complete_bash },
		{ "_gamut", gamut_complete_zsh },
		{ "gamut.fish", gamut_complete_fish },
	};
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; !status && i < GAMUT_ARRAY_LEN(shells); i++) {
		struct gamut_buf text = { 0 };

		shells[i].write(&text);
		status = put(folder, shells[i].name, &text, err);
	}
	return status;
}

int main(int argc, char **argv)
{
	struct gamut_err err = { 0 };
	enum gamut_status status;

	if (argc != 2) {
		gamut_tell("usage: gamut_pages DIR");
		return GAMUT_EXIT_USAGE;
	}
	status = gamut_file_make_folder(argv[1], &err);
	if (!status)
		status = put_manual(argv[1], NULL, &err);
	for (size_t i = 0; !status && i < gamut_command_count(); i++)
		status = put_manual(argv[1], gamut_command_at(i), &err);
	if (!status)
		status = put_completions(argv[1], &err);
	return status ? (int)gamut_fail(status, &err) : GAMUT_EXIT_DONE;
}
