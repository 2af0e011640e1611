#include "tasks/catalog/combine.h"

enum gamut_status gamut_combine_finish(struct gamut_check *out, void *rule,
                                       const struct gamut_yaml_node *node,
                                       struct gamut_kind_context *context,
                                       struct gamut_err *err)
{
	struct gamut_combine_reading *reading = rule;
	struct gamut_checks checks = reading->checks;
	struct gamut_combine_part *parts;
	struct gamut_combine_choice choice;
	struct gamut_lexicon *lexicon;
	enum gamut_status status;

	if (reading->mode == GAMUT_COMBINE_NOT)
		checks = (struct gamut_checks){ &reading->check, 1 };
	parts = gamut_arena_new(context->arena, struct gamut_combine_part,
	                        checks.count);
	for (size_t i = 0; i < checks.count; i++)
		parts[i] = (struct gamut_combine_part){
			.verifier = checks.list[i].verifier,
			.rule = checks.list[i].rule,
			.lists_all = checks.list[i].lists_all,
			.strings = checks.list[i].strings,
		};
	reading->rule = (struct gamut_combine_rule){
		.parts = parts,
		.count = checks.count,
	};
	if (!gamut_combine_needs_fit(&reading->rule))
		return gamut_yaml_error(node, err,
		                        "these checks read more than %d word "
		                        "lists and dictionaries together",
		                        GAMUT_NEEDS_MAX);
	lexicon = gamut_lexicon_open();
	status = gamut_combine_choose(&choice, reading->mode, &reading->rule,
	                              lexicon, err);
	gamut_lexicon_free(lexicon);
	if (status)
		return gamut_yaml_error_at(node, err);
	out->verifier = choice.verifier;
	out->lists_all = choice.lists_all;
	return GAMUT_OK;
}
