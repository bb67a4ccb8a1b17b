/*
 * query_fuzz.c: any bytes as a search: its limits hold, and what an index of
 * terms alone may decide has no phrase in it. The first line is the search,
 * the rest the text that is searched.
 *
 *	clang -fsanitize=fuzzer,address … ; replayed by query_replay_test.
 */
#include <assert.h>
#include <stdint.h>

#include "text/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct str rest = { n > 0 ? (const char *)p : "", n }, typed;
	struct arena *a = arena_new((size_t)64 << 20);
	struct query *q = ARENA_NEW(a, struct query);
	uint8_t times[QUERY_ATOMS_MAX];
	struct tokens t;

	if (!str_cut(&rest, '\n', &typed))
		typed = rest;
	if (query_parse(a, typed, q) == QUERY_OK) {
		assert(q->natoms > 0 && q->natoms <= QUERY_ATOMS_MAX);
		for (size_t i = 0; i < q->nclauses; i++)
			assert(
			    q->clauses[i].n > 0 &&
			    q->clauses[i].first + q->clauses[i].n <= q->natoms);
		text_tokens(a, rest, &t);
		bool *marks = arena_array(a, t.n + 1, sizeof(*marks));

		assert(query_match(q, &t, NULL) == query_match(q, &t, marks));
		query_times(q, &t, times);
		(void)query_exact(q);
	}
	arena_free(a);
	return 0;
}
