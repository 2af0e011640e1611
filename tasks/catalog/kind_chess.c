/* chess: legal moves from a position. */
#include "tasks/catalog/kind.h"
#include "verifiers/chess.h"
#include "verifiers/chess_board.h"

static enum gamut_status take_fen(void *at, const struct gamut_yaml_node *node,
                                  struct gamut_kind_context *context,
                                  struct gamut_err *err)
{
	struct gamut_chess board;
	enum gamut_status status = gamut_kind_read_text(at, node, context, err);
	enum gamut_reason reason;

	if (status)
		return status;
	reason = gamut_chess_read(&board, gamut_yaml_text(node));
	if (reason != GAMUT_REASON_VALID)
		return gamut_yaml_error(node, err,
		                        "'fen' is not a position of chess (%s):"
		                        " write its six fields, such as "
		                        "\"" GAMUT_CHESS_START "\"",
		                        gamut_reason_text(reason));
	return GAMUT_OK;
}

static const struct gamut_kind_key keys[] = {
	{ .name = "fen",
	  .type = GAMUT_KIND_OWN,
	  .offset = offsetof(struct gamut_chess_rule, fen),
	  .take = take_fen,
	  .schema = "{\"type\":\"string\",\"minLength\":1}",
	  .help = "the position to start from, as a FEN; the usual one by "
	          "default" },
	{ .name = "min_plies",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = offsetof(struct gamut_chess_rule, min_plies),
	  .min = 1,
	  .max = GAMUT_CHESS_PLIES_MAX,
	  .help = "the fewest moves, each side's counted, 1 by default" },
	{ .name = "max_plies",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = offsetof(struct gamut_chess_rule, max_plies),
	  .min = 1,
	  .max = GAMUT_CHESS_PLIES_MAX,
	  .help = "the most, 1000 by default" },
	{ 0 },
};

static const struct gamut_chess_rule defaults = {
	.min_plies = 1,
	.max_plies = GAMUT_CHESS_PLIES_MAX,
};

static enum gamut_status finish(struct gamut_check *out, void *rule,
                                const struct gamut_yaml_node *node,
                                struct gamut_kind_context *context,
                                struct gamut_err *err)
{
	const struct gamut_chess_rule *chess = rule;

	(void)context;
	if (chess->min_plies > chess->max_plies)
		return gamut_yaml_error(node, err,
		                        "'min_plies' is above 'max_plies'");
	if (chess->min_plies <= GAMUT_CHESS_LISTED_MAX) {
		out->verifier = &gamut_verifier_chess_listed;
		out->lists_all = chess->min_plies == chess->max_plies;
	}
	return GAMUT_OK;
}

const struct gamut_kind gamut_kind_chess = {
	.name = "chess",
	.help = "legal chess moves in algebraic notation, from a position",
	.verifier = &gamut_verifier_chess,
	.rule_size = sizeof(struct gamut_chess_rule),
	.keys = keys,
	.is_optional = true,
	.defaults = &defaults,
	.finish = finish,
};
