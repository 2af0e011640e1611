#include "runner/sample/sim.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/json.h"
#include "base/rng.h"
#include "base/text.h"
#include "runner/store/sample.h"

/* Steps of the shuffle stay below this, so that rank x step fits 64 bits. */
#define STEP_MAX (UINT64_C(1) << 43)

/* What the model knows of one cell. */
struct sim_cell {
	const struct gamut_checker *checker;
	uint64_t members;
	uint64_t step; /* of the shuffle: coprime to `members` */
	uint64_t offset;
	uint64_t salt; /* hash of the cell, mixed into each sample's seed */
	double *cumulative; /* over ranks; NULL: all members alike */
	uint64_t ranks;
};

struct sim {
	struct gamut_backend backend;
	const struct gamut_manifest *manifest;
	const struct gamut_sim_model *model;
	double temperature;
	struct sim_cell *cells;
	struct gamut_request *queue;
	size_t queued;
	size_t queue_size;
};

static uint64_t gcd(uint64_t a, uint64_t b)
{
	while (b) {
		uint64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

static void shuffle_members(struct sim_cell *cell, struct gamut_str task)
{
	struct gamut_rng rng = { .state = gamut_rng_hash(0, task) };
	uint64_t bound = cell->members < STEP_MAX ? cell->members : STEP_MAX;

	do
		cell->step = 1 + gamut_rng_below(&rng, bound);
	while (gcd(cell->step, cell->members) != 1);
	cell->offset = gamut_rng_below(&rng, cell->members);
}

static void tabulate(struct sim_cell *cell, const struct sim *sim)
{
	double sum = 0;

	cell->ranks = gamut_sim_model_ranks(sim->model, cell->members);
	if (sim->model->shape == GAMUT_SIM_FLAT)
		return;
	cell->cumulative = gamut_alloc_array(cell->ranks, sizeof(double));
	for (uint64_t r = 0; r < cell->ranks; r++) {
		sum += gamut_sim_model_weight(sim->model, r + 1,
		                              sim->temperature);
		cell->cumulative[r] = sum;
	}
}

/* The first rank whose cumulative weight is above a uniform draw. */
static uint64_t draw_rank(const struct sim_cell *cell, struct gamut_rng *rng)
{
	uint64_t low = 0;
	uint64_t high = cell->ranks - 1;
	double u;

	if (!cell->cumulative)
		return gamut_rng_below(rng, cell->ranks);
	u = gamut_rng_unit(rng) * cell->cumulative[cell->ranks - 1];
	while (low < high) {
		uint64_t middle = low + (high - low) / 2;

		if (cell->cumulative[middle] > u)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

static struct gamut_str draw_member(const struct sim_cell *cell,
                                    struct gamut_rng *rng,
                                    struct gamut_arena *arena)
{
	uint64_t rank = draw_rank(cell, rng);
	uint64_t i;

	/* A uniform draw needs no shuffle, and its rank may be too large. */
	if (!cell->cumulative)
		i = rank;
	else
		i = (cell->offset + rank * cell->step % cell->members) %
		    cell->members;
	return gamut_checker_member(cell->checker, i, arena);
}

#define FAULT_COUNT 6

/* A text around its middle character, the one at half of its bytes. */
struct halves {
	struct gamut_str before;
	struct gamut_str middle;
	struct gamut_str after;
};

static struct halves halve(struct gamut_str s)
{
	struct halves halves = { .before = s, .middle = s, .after = s };
	size_t from = 0;

	while (halves.after.len > 0 && s.len - halves.after.len <= s.len / 2) {
		from = s.len - halves.after.len;
		gamut_text_take(&halves.after);
	}
	halves.before = gamut_str_head(s, from);
	halves.middle = gamut_str_skip(
		gamut_str_head(s, s.len - halves.after.len), from);
	return halves;
}

/* `member` with the fault `kind`, below FAULT_COUNT. */
static struct gamut_str spoil(struct gamut_str member, uint64_t kind,
                              struct gamut_arena *arena)
{
	struct halves halves = halve(member);
	int len = (int)member.len;

	switch (kind) {
	case 0: /* a letter left out */
		return gamut_arena_strf(arena, "%.*s%.*s",
		                        GAMUT_STR_ARG(halves.before),
		                        GAMUT_STR_ARG(halves.after));
	case 1: /* a letter doubled */
		return gamut_arena_strf(arena, "%.*s%.*s%.*s%.*s",
		                        GAMUT_STR_ARG(halves.before),
		                        GAMUT_STR_ARG(halves.middle),
		                        GAMUT_STR_ARG(halves.middle),
		                        GAMUT_STR_ARG(halves.after));
	case 2: /* an answer in quotation marks */
		return gamut_arena_strf(arena, "\"%.*s\"", len, member.ptr);
	case 3: /* a sentence around it */
		return gamut_arena_strf(arena, "How about %.*s?", len,
		                        member.ptr);
	case 4: /* two for one */
		return gamut_arena_strf(arena, "%.*s, %.*s", len, member.ptr,
		                        len, member.ptr);
	default: /* more than was asked for */
		return gamut_arena_strf(arena, "%.*s and so on", len,
		                        member.ptr);
	}
}

/* False where the checker fails: what is an error cannot be told then. */
static bool draw_error(struct gamut_str *out, const struct sim_cell *cell,
                       struct gamut_rng *rng, struct gamut_arena *arena)
{
	struct gamut_str member = draw_member(cell, rng, arena);
	uint64_t first = gamut_rng_below(rng, FAULT_COUNT);

	for (uint64_t k = 0; k < FAULT_COUNT; k++) {
		struct gamut_verdict verdict;

		*out = spoil(member, (first + k) % FAULT_COUNT, arena);
		if (out->len == 0)
			continue;
		verdict = gamut_checker_verify(cell->checker, *out, arena);
		if (!gamut_verdict_is_valid(verdict))
			return verdict.reason != GAMUT_REASON_UNCHECKED;
	}
	*out = GAMUT_STR("I do not know any.");
	return true;
}

/* What the model says to sample request->index + offset; false: see above. */
static bool complete(struct gamut_choice *choice, const struct sim *sim,
                     const struct gamut_request *request, uint32_t offset,
                     struct gamut_arena *arena)
{
	const struct sim_cell *c = &sim->cells[request->cell];
	uint32_t seed = sim->manifest->cells[request->cell].seed_base +
	                request->index + offset;
	struct gamut_rng rng = { .state = c->salt ^ seed };
	double error = gamut_sim_model_error(sim->model, sim->temperature);

	*choice = (struct gamut_choice){
		.offset = offset,
		.reasoning = GAMUT_STR_EMPTY,
		.finish_reason = GAMUT_STR("stop"),
		.seed = seed,
	};
	if (gamut_rng_unit(&rng) < error)
		return draw_error(&choice->text, c, &rng, arena);
	choice->text = draw_member(c, &rng, arena);
	return true;
}

static void submit(struct gamut_backend *backend,
                   const struct gamut_request *request)
{
	struct sim *sim = (struct sim *)backend;

	sim->queue = gamut_grow_array(sim->queue, &sim->queue_size, sim->queued,
	                              sizeof(*sim->queue));
	sim->queue[sim->queued++] = *request;
}

/* None of its samples can be drawn; why is in `err`. */
static enum gamut_outcome fail(struct gamut_err *err, const struct sim *sim,
                               const struct gamut_request *request)
{
	err->status = gamut_checker_fault(sim->cells[request->cell].checker,
	                                  err);
	return GAMUT_FATAL;
}

static void answer(const struct sim *sim, const struct gamut_request *request,
                   gamut_reply_fn *on_reply, void *ctx)
{
	struct gamut_arena arena = { 0 };
	struct gamut_err err = { 0 };
	struct gamut_choice *choices =
		gamut_arena_new(&arena, struct gamut_choice, request->count);
	struct gamut_reply reply = {
		.request = *request,
		.outcome = GAMUT_ANSWERED,
		.choices = choices,
		.choice_count = request->count,
		.model = gamut_str_of(sim->model->name),
		.response_id = GAMUT_STR_EMPTY,
		.fingerprint = GAMUT_STR_EMPTY,
		.prompt_tokens = GAMUT_UNKNOWN,
		.completion_tokens = GAMUT_UNKNOWN,
		.reasoning_tokens = GAMUT_UNKNOWN,
		.message = GAMUT_STR_EMPTY,
		.retry_after_ms = GAMUT_UNKNOWN,
		.http_status = GAMUT_UNKNOWN,
	};

	for (uint32_t i = 0; i < request->count && !err.status; i++)
		if (!complete(&choices[i], sim, request, i, &arena))
			reply.outcome = fail(&err, sim, request);
	if (err.status)
		reply.message = gamut_str_of(err.msg);
	on_reply(ctx, &reply);
	gamut_arena_clear(&arena);
}

static void poll_replies(struct gamut_backend *backend, int timeout_ms,
                         gamut_reply_fn *on_reply, void *ctx)
{
	struct sim *sim = (struct sim *)backend;
	size_t count = sim->queued;

	if (count == 0)
		poll(NULL, 0, timeout_ms);
	sim->queued = 0;
	for (size_t i = 0; i < count; i++)
		answer(sim, &sim->queue[i], on_reply, ctx);
}

static void free_sim(struct gamut_backend *backend)
{
	struct sim *sim = (struct sim *)backend;

	for (size_t i = 0; i < sim->manifest->cell_count; i++)
		free(sim->cells[i].cumulative);
	free(sim->cells);
	free(sim->queue);
	free(sim);
}

static const struct gamut_backend_ops sim_ops = {
	.name = "sim",
	.submit = submit,
	.poll = poll_replies,
	.free = free_sim,
};

static enum gamut_status open_cell(struct sim *sim, size_t i,
                                   const struct gamut_suite *suite,
                                   struct gamut_err *err)
{
	const struct gamut_manifest_cell *cell = &sim->manifest->cells[i];
	struct sim_cell *c = &sim->cells[i];
	enum gamut_status status = gamut_suite_require(&c->checker, suite,
	                                               cell->task, err);

	if (status)
		return status;
	c->members = gamut_checker_member_count(c->checker);
	c->salt = gamut_rng_hash(gamut_rng_hash(0, cell->task), cell->setting);
	c->salt = gamut_rng_hash(c->salt, sim->manifest->model);
	shuffle_members(c, cell->task);
	tabulate(c, sim);
	return GAMUT_OK;
}

enum gamut_status gamut_sim_open(struct gamut_backend **out,
                                 const struct gamut_manifest *manifest,
                                 const struct gamut_suite *suite,
                                 struct gamut_err *err)
{
	const struct gamut_sim_model *model =
		gamut_sim_model_find(manifest->model);
	cJSON *sampling = gamut_json_parse(manifest->sampling, err);
	struct sim *sim = gamut_alloc(sizeof(*sim));
	enum gamut_status status = GAMUT_OK;

	*sim = (struct sim){
		.backend = { .ops = &sim_ops, .lanes = 1 },
		.manifest = manifest,
		.model = model,
		.cells = gamut_alloc_array(manifest->cell_count,
		                           sizeof(struct sim_cell)),
	};
	if (!model)
		status = gamut_error(err, GAMUT_EINVAL,
		                     "no simulated model '%.*s'",
		                     GAMUT_STR_ARG(manifest->model));
	else if (!gamut_json_get_double(sampling, "temperature",
	                                &sim->temperature))
		status = gamut_error(err, GAMUT_EINVAL,
		                     "the run has no temperature");
	for (size_t i = 0; !status && i < manifest->cell_count; i++)
		status = open_cell(sim, i, suite, err);
	cJSON_Delete(sampling);
	if (status)
		free_sim(&sim->backend);
	else
		*out = &sim->backend;
	return status;
}
