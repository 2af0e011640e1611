#include "runner/plan/price.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/yaml.h"

#define CURRENCY_MAX 8
#define TOKENS_PER_UNIT 1e6

struct entry {
	const char *model; /* a name or a pattern */
	struct gamut_price price;
};

struct gamut_prices {
	struct gamut_yaml *doc; /* whose texts are used */
	const char *currency;
	struct entry *entries;
	size_t count;
};

static enum gamut_status read_currency(struct gamut_prices *prices,
                                       const struct gamut_yaml_node *node,
                                       struct gamut_err *err)
{
	struct gamut_str text;
	bool is_word;

	prices->currency = "USD";
	if (!node)
		return GAMUT_OK;
	is_word = gamut_yaml_kind(node) == GAMUT_YAML_SCALAR;
	text = is_word ? gamut_yaml_text(node) : GAMUT_STR_EMPTY;
	for (size_t i = 0; i < text.len; i++)
		is_word = is_word && gamut_ascii_is_alpha(text.ptr[i]);
	if (!is_word || text.len == 0 || text.len > CURRENCY_MAX)
		return gamut_yaml_error(node, err,
		                        "a currency is up to %d letters, such "
		                        "as USD",
		                        CURRENCY_MAX);
	prices->currency = text.ptr;
	return GAMUT_OK;
}

static enum gamut_status read_amount(double *out,
                                     const struct gamut_yaml_node *prices,
                                     const char *key, struct gamut_err *err)
{
	const struct gamut_yaml_node *node = gamut_yaml_find(prices, key);
	double amount;

	if (!node)
		return gamut_yaml_error(prices, err,
		                        "the price of %s is missing: both "
		                        "input and output are wanted",
		                        key);
	if (!gamut_yaml_get_double(node, &amount) || amount < 0)
		return gamut_yaml_error(node, err,
		                        "a price is a number, not negative: "
		                        "what a million tokens cost");
	*out = amount / TOKENS_PER_UNIT;
	return GAMUT_OK;
}

static enum gamut_status read_entry(struct entry *out,
                                    const struct gamut_yaml_node *models,
                                    size_t i, struct gamut_err *err)
{
	static const char *const keys[] = { "input", "output" };
	const struct gamut_yaml_node *prices = gamut_yaml_value(models, i);
	struct gamut_str model = gamut_yaml_key(models, i);
	enum gamut_status status;

	if (model.len == 0 || strlen(model.ptr) != model.len)
		return gamut_yaml_error(gamut_yaml_key_node(models, i), err,
		                        "this cannot be a model's name");
	out->model = model.ptr;
	status = gamut_yaml_check_keys(prices, keys, GAMUT_ARRAY_LEN(keys),
	                               err);
	if (!status)
		status = read_amount(&out->price.input, prices, "input", err);
	if (!status)
		status = read_amount(&out->price.output, prices, "output", err);
	return status;
}

static enum gamut_status read_models(struct gamut_prices *prices,
                                     const struct gamut_yaml_node *root,
                                     struct gamut_err *err)
{
	const struct gamut_yaml_node *models = gamut_yaml_find(root, "models");
	enum gamut_status status = GAMUT_OK;
	size_t count;

	if (!models)
		return gamut_yaml_error(root, err,
		                        "'models' is missing: a mapping of "
		                        "names to prices");
	count = gamut_yaml_count(models);
	if (gamut_yaml_kind(models) != GAMUT_YAML_MAP || count == 0)
		return gamut_yaml_error(models, err,
		                        "'models' must be a mapping of names "
		                        "to prices");
	prices->entries = gamut_alloc_array(count, sizeof(*prices->entries));
	for (; !status && prices->count < count; prices->count++)
		status = read_entry(&prices->entries[prices->count], models,
		                    prices->count, err);
	return status;
}

enum gamut_status gamut_prices_read(struct gamut_prices **out, const char *path,
                                    struct gamut_err *err)
{
	static const char *const keys[] = { "currency", "models" };
	struct gamut_prices *prices;
	const struct gamut_yaml_node *root;
	struct gamut_yaml *doc;
	enum gamut_status status = gamut_yaml_read(&doc, path, err);

	if (status)
		return status;
	prices = gamut_alloc(sizeof(*prices));
	prices->doc = doc;
	root = gamut_yaml_root(doc);
	status = gamut_yaml_check_keys(root, keys, GAMUT_ARRAY_LEN(keys), err);
	if (!status)
		status = read_currency(prices,
		                       gamut_yaml_find(root, "currency"), err);
	if (!status)
		status = read_models(prices, root, err);
	if (status)
		gamut_prices_free(prices);
	else
		*out = prices;
	return status;
}

void gamut_prices_free(struct gamut_prices *prices)
{
	if (!prices)
		return;
	gamut_yaml_free(prices->doc);
	free(prices->entries);
	free(prices);
}

bool gamut_prices_find(const struct gamut_prices *prices, const char *model,
                       struct gamut_price *out)
{
	const struct entry *found = NULL;

	for (size_t i = 0; i < prices->count; i++) {
		const struct entry *entry = &prices->entries[i];

		if (strcmp(entry->model, model) == 0) {
			found = entry;
			break;
		}
		if (!found && fnmatch(entry->model, model, 0) == 0)
			found = entry;
	}
	if (!found)
		return false;
	*out = found->price;
	return true;
}

const char *gamut_prices_currency(const struct gamut_prices *prices)
{
	return prices->currency;
}
