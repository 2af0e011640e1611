#ifndef GAMUT_STORE_MANIFEST_H
#define GAMUT_STORE_MANIFEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/status.h"
#include "base/str.h"

/*
 * What a run is: everything that a sample depends on, written to run.json
 * before the first request and never changed.
 */

/* One (task, setting): what is asked, in which words. */
struct gamut_manifest_cell {
	struct gamut_str task;
	struct gamut_str setting;
	struct gamut_str task_hash; /* gamut_checker_hash() when sampled */
	uint32_t max_tokens;
	/*
	 * Sample i is sent with seed seed_base + i, so that a server which
	 * gives child i of a request seed + i agrees with single requests.
	 */
	uint32_t seed_base;
	/*
	 * A JSON string, or for chat an array of messages: as it is sent.
	 * Empty where nobody knows, which only an imported run may have.
	 */
	struct gamut_str prompt;
	/*
	 * Samples of this cell where they are not the run's n, which only an
	 * imported run has: as many as its source gave. 0: the run's n.
	 */
	uint32_t n;
};

/* The most samples of a cell: the seeds of two cells are this far apart. */
#define GAMUT_SAMPLES_MAX (UINT32_C(1) << 20)

/* Seeds of runs are exact as JSON numbers: 2^53 - 1. */
#define GAMUT_SEED_MAX ((UINT64_C(1) << 53) - 1)

struct gamut_manifest {
	struct gamut_str version; /* of the program that began the run */
	struct gamut_str run_id;  /* hash of all that follows */

	/* The condition; none of its names is empty, but for the family. */
	struct gamut_str model;    /* as asked for: "sim:base", "gpt-4o" */
	struct gamut_str template; /* "chat", "completion", "spectrum", file */
	/* Whose turns a "spectrum" template has; empty for others. */
	struct gamut_str family;
	struct gamut_str profile; /* how this kind of endpoint is spoken to */
	struct gamut_str preset;  /* "pure", "hf-default" */
	/*
	 * The sampling fields that go into each request, a JSON object:
	 * {"temperature":1,"top_p":1}.
	 */
	struct gamut_str sampling;
	/*
	 * Whatever else of a request a sample depends on, a JSON object that
	 * means nothing to the store: {"stop":["\n"],"seed_field":"seed"}.
	 * Empty: {}.
	 */
	struct gamut_str request;
	/* Base URL without credentials, the first of several; empty: sim. */
	struct gamut_str endpoint;
	/*
	 * Where several endpoints serve the model, all of them: a JSON array
	 * of strings. Empty where there is one, or none.
	 */
	struct gamut_str endpoints;
	bool is_simulated;
	/*
	 * Where the samples came from if others drew them, a JSON object with
	 * a string "from" that means nothing else to the store. Empty: this
	 * program did. Of an imported run, 0 in max_tokens, seed_base and seed
	 * stands for what is not known.
	 */
	struct gamut_str imported;

	uint32_t n;    /* samples a cell, 1 to GAMUT_SAMPLES_MAX */
	uint64_t seed; /* of the run, at most GAMUT_SEED_MAX */
	struct gamut_manifest_cell *cells;
	size_t cell_count;

	/*
	 * What the endpoint told of itself when the run began, a JSON object
	 * that means nothing to the store. Empty: it was not asked, or silent.
	 */
	struct gamut_str server;
	struct gamut_str host;    /* facts about the machine, a JSON object */
	struct gamut_str created; /* RFC 3339 */
};

/*
 * The text of run.json. Fills in `manifest->run_id`, which is the SHA-256 of
 * all that stands behind it in the text, 16 hexadecimal digits of it; the
 * result and the id live in `arena`.
 */
struct gamut_str gamut_manifest_encode(struct gamut_manifest *manifest,
                                       struct gamut_arena *arena);

/*
 * Read the text of run.json; strings and cells live in `arena`. GAMUT_EPARSE
 * names what is missing, malformed or, where a name is wanted, empty; or that
 * the run id does not fit the rest, which says that the file was changed.
 */
GAMUT_MUST_USE
enum gamut_status gamut_manifest_decode(struct gamut_manifest *manifest,
                                        struct gamut_str text,
                                        struct gamut_arena *arena,
                                        struct gamut_err *err);

/*
 * May samples asked for as in `wanted` be added to the run `have`? Compares
 * all but version, run id, n, server, host and time; cells must stand in one
 * order, as they are known by their places. GAMUT_EMISMATCH names the first
 * difference, with both values: "temperature ...".
 */
GAMUT_MUST_USE
enum gamut_status gamut_manifest_match(const struct gamut_manifest *have,
                                       const struct gamut_manifest *wanted,
                                       struct gamut_err *err);

/*
 * What the samples of `manifest`, which is of an imported run, were imported
 * from: "lm-eval"; a view of `manifest`.
 */
struct gamut_str gamut_manifest_source(const struct gamut_manifest *manifest);

/*
 * GAMUT_EINVAL where the run in `folder` was imported: nothing can be added
 * to it.
 */
GAMUT_MUST_USE
enum gamut_status gamut_manifest_require_sampled(
	const struct gamut_manifest *manifest, const char *folder,
	struct gamut_err *err);

#endif
