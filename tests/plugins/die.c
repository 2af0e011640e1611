/*
 * A die as a plugin; and, with one definition changed (CMakeLists.txt), all the
 * plugins that are to be refused.
 */
#include "base/text.h"
#include "tasks/plugin.h"
#include "verifiers/integer.h"

#ifndef ABI
#define ABI GAMUT_TASK_ABI
#endif
#ifndef PLUGIN_SIZE
#define PLUGIN_SIZE sizeof(struct gamut_plugin)
#endif
#ifndef TASK_ABI
#define TASK_ABI GAMUT_TASK_ABI
#endif
#ifndef SIZE
#define SIZE sizeof(struct gamut_task)
#endif
#ifndef NAME
#define NAME "die"
#endif
#ifndef DESCRIPTION
#define DESCRIPTION "Roll a die\nand tell the number."
#endif
#ifndef EXAMPLE
#define EXAMPLE "3"
#endif
#ifndef VERIFIER
#define VERIFIER &gamut_verifier_integer
#endif
#ifndef V_NAME
#define V_NAME "own"
#endif
#ifndef V_REVISION
#define V_REVISION 1
#endif
#ifndef V_OPEN
#define V_OPEN gamut_verifier_open_plain
#endif
#ifndef V_COUNT
#define V_COUNT NULL
#endif
#ifndef CANONICAL
#define CANONICAL "1"
#endif
#ifndef REASON
#define REASON GAMUT_REASON_OUT_OF_RANGE
#endif
#ifndef MEMBERS
#define MEMBERS NULL
#endif
#ifndef WEIGHT
#define WEIGHT 0.5
#endif
#ifndef PATTERN
#define PATTERN "a"
#endif
#ifndef TASKS
#define TASKS TASK, NULL
#endif

/* What a plugin may call, of every kind that the program exports. */
struct gamut_verdict gamut_test_verify(const void *state,
                                       struct gamut_str answer,
                                       struct gamut_arena *arena);
uint64_t gamut_test_count(const void *state);

struct gamut_verdict gamut_test_verify(const void *state,
                                       struct gamut_str answer,
                                       struct gamut_arena *arena)
{
	(void)state;
	if (!gamut_text_is_utf8(answer))
		return gamut_verdict_reject(GAMUT_REASON_NOT_UTF8);
	return gamut_verdict_accept(gamut_arena_copy(arena, answer));
}

uint64_t gamut_test_count(const void *state)
{
	(void)state;
	return 1;
}

#ifdef UNDEFINED
int gamut_test_no_such_function(void);
extern int (*const gamut_test_undefined)(void);
int (*const gamut_test_undefined)(void) = gamut_test_no_such_function;
#endif

extern const struct gamut_verifier gamut_test_own;
const struct gamut_verifier gamut_test_own = {
	.name = V_NAME,
	.revision = V_REVISION,
	.open = V_OPEN,
	.verify = gamut_test_verify,
	.member_count = V_COUNT,
	.close = gamut_verifier_close_plain,
};

static const struct gamut_integer_rule rule = { .min = 1, .max = 6 };

static const struct gamut_accept_case accepts[] = {
	{ "1", CANONICAL }, { "2", "2" },  { "3", "3" },   { "4", "4" },
	{ "5", "5" },       { "6", NULL }, { NULL, NULL },
};

static const struct gamut_reject_case rejects[] = {
	{ "0", (enum gamut_reason)(REASON) },
	{ "7", GAMUT_REASON_OUT_OF_RANGE },
	{ "10", GAMUT_REASON_OUT_OF_RANGE },
	{ "66", GAMUT_REASON_OUT_OF_RANGE },
	{ "01", GAMUT_REASON_LEADING_ZERO },
	{ "00", GAMUT_REASON_LEADING_ZERO },
	{ "", GAMUT_REASON_EMPTY },
	{ " 1", GAMUT_REASON_NOT_INTEGER },
	{ "1 ", GAMUT_REASON_NOT_INTEGER },
	{ "-1", GAMUT_REASON_NOT_INTEGER },
	{ "one", GAMUT_REASON_NOT_INTEGER },
	{ "1.0", GAMUT_REASON_UNSET },
	{ NULL, GAMUT_REASON_UNSET },
};

extern const char *const gamut_test_no_members[];
const char *const gamut_test_no_members[] = { NULL };

static const char *const forms[] = { "1", "2" };
static const double weights[] = { 0.5, WEIGHT };
static const struct gamut_target target = { forms, weights, 2 };

static const struct gamut_canonical_step step = {
	.op = GAMUT_CANONICAL_REPLACE,
	.pattern = PATTERN,
	.with = "b",
};
static const struct gamut_canonical_rule canonical = { &step, 1 };

/* As a header of later would have it. */
static const struct {
	struct gamut_task task;
	const void *more[4];
} descriptor = {
	.task = {
		.abi = TASK_ABI,
		.size = SIZE,
		.name = NAME,
		.description = DESCRIPTION,
		.examples = { EXAMPLE, "6", "1" },
		.max_tokens = 4,
		.revision = 1,
		.verifier = VERIFIER,
		.rule = &rule,
		.space = 6,
		.strings = 6,
		.accepts = accepts,
		.rejects = rejects,
		.members = MEMBERS,
		.target = &target,
		.canonical = &canonical,
	},
	.more = { &descriptor, &descriptor, &descriptor, &descriptor },
};

#define TASK &descriptor.task
#define TASK_8 TASK, TASK, TASK, TASK, TASK, TASK, TASK, TASK

extern const struct gamut_task *const gamut_test_tasks[];
const struct gamut_task *const gamut_test_tasks[] = { TASKS };

#ifndef NO_PLUGIN
extern GAMUT_EXPORT const struct gamut_plugin gamut_plugin;
const struct gamut_plugin gamut_plugin = {
	.abi = ABI,
	.size = PLUGIN_SIZE,
	.tasks = gamut_test_tasks,
};
#endif
