/*
 * redact_fuzz.c: any bytes as a text for redaction and for the reading of
 * risk. Findings are apart, in order, inside the text, and begin and end at
 * whole characters.
 *
 *	clang -fsanitize=fuzzer,address … ; replayed by redact_replay_test.
 */
#include <assert.h>
#include <stdint.h>

#include "base/json.h"
#include "base/utf8.h"
#include "text/phrase.h"
#include "text/redact.h"
#include "text/risk.h"
#include "text/similar.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

/* Between characters, a byte that is part of none being one by itself. */
static void check_edge(struct str text, size_t at)
{
	size_t pos = 0;

	while (pos < at) {
		const size_t n = utf8_length(str_sub(text, pos, 4));

		pos += n > 0 ? n : 1;
	}
	assert(pos == at);
}

static void check_redaction(struct str text)
{
	struct redact_spans s = { 0 };
	size_t end = 0;

	text_redact(text, NULL, &s);
	for (size_t i = 0; i < s.n; i++) {
		assert(s.list[i].from >= end);
		assert(s.list[i].from < s.list[i].to);
		assert(s.list[i].type < REDACT_TYPES);
		check_edge(text, s.list[i].from);
		check_edge(text, s.list[i].to);
		end = s.list[i].to;
	}
	redact_spans_free(&s);
}

static void check_risk(struct str text)
{
	static struct risk_lexicon *l;
	struct risk_reading r;
	size_t end = 0;

	if (l == NULL)
		l = risk_lexicon_new();
	risk_read(l, text, &r);
	assert((r.level == RISK_NONE) == (r.n == 0));
	for (size_t i = 0; i < r.n; i++) {
		assert(r.evidence[i].from >= end);
		assert(r.evidence[i].from < r.evidence[i].to);
		assert(r.evidence[i].to <= text.n);
		end = r.evidence[i].to;
	}
}

static void check_rest(struct str text)
{
	struct phrases *p = phrases_new();
	struct similar *s = similar_new();
	struct str rest = text, key, value;
	struct err e = { "" };
	bool bad;

	phrases_add(p, text, true);
	similar_add(s, text);
	phrases_free(p);
	similar_free(s);
	risk_lexicon_free(risk_lexicon_parse(text, &e));
	while (json_member(&rest, &key, &value, &bad)) {
		struct buf b = buf_make((size_t)1 << 20);

		(void)json_string(&b, value);
		buf_free(&b);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	const struct str text = { n > 0 ? (const char *)p : "", n };

	check_redaction(text);
	check_risk(text);
	check_rest(text);
	return 0;
}
