/* A cache that repeats first answers, as some proxies have one. */
#include <stdlib.h>

#include "base/alloc.h"
#include "tests/support/server_reply.h"

/* What was asked, whatever the seed. */
static void read_prompt(struct gamut_buf *out, struct gamut_str body)
{
	static const char *const keys[] = { "messages", "prompt", "n" };
	cJSON *root = gamut_json_parse(body, NULL);

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(keys); i++) {
		const cJSON *member = cJSON_GetObjectItemCaseSensitive(root,
		                                                       keys[i]);
		char *text = member ? cJSON_PrintUnformatted(member) : NULL;

		gamut_buf_addf(out, "%s\n", text ? text : "");
		cJSON_free(text);
	}
	cJSON_Delete(root);
}

void gamut_server_cache_serve(struct gamut_server_cache *cache,
                              const struct gamut_server_call *call,
                              struct gamut_server_reply *reply)
{
	struct gamut_buf prompt = { 0 };
	struct gamut_server_cached *item;

	read_prompt(&prompt, call->body);
	for (size_t i = 0; i < cache->count; i++) {
		item = &cache->items[i];
		if (!gamut_str_eq(gamut_buf_view(&item->prompt),
		                  gamut_buf_view(&prompt)))
			continue;
		gamut_buf_release(&prompt);
		gamut_buf_clear(&reply->body);
		gamut_buf_add(&reply->body, gamut_buf_view(&item->body));
		/* Two caches, of which the nearer one adds its own line. */
		gamut_server_reply_header(reply, "x-cache", "MISS");
		gamut_server_reply_header(reply, "x-cache", "HIT");
		return;
	}
	cache->items = gamut_realloc_array(cache->items, cache->count + 1,
	                                   sizeof(*cache->items));
	item = &cache->items[cache->count++];
	*item = (struct gamut_server_cached){ .prompt = prompt };
	gamut_buf_add(&item->body, gamut_buf_view(&reply->body));
	gamut_server_reply_header(reply, "x-cache", "MISS");
}

void gamut_server_cache_release(struct gamut_server_cache *cache)
{
	for (size_t i = 0; i < cache->count; i++) {
		gamut_buf_release(&cache->items[i].prompt);
		gamut_buf_release(&cache->items[i].body);
	}
	free(cache->items);
}
