/*
 * live.h: the counts in memory: a cube of this database's responses and one of
 * what was heard in their comments, brought up to date by whoever asks, so that what it says is what SQL would. Inside
 * src/count only, but for starting and stopping (count.h).
 */
#ifndef COUNT_LIVE_H
#define COUNT_LIVE_H

#include "count/found.h"
#include "count/internal.h"
#include "count/themes.h"
#include "cube/cube.h"

#define LIVE_KEY_FFT   0 /* the national question */
#define LIVE_NO_ANSWER 7 /* a response without an answer to it */

/* Keys of mentions: a theme each; and every comment, once as heard and once
 * more where no national theme was. The answer is the mood. */
#define LIVE_KEY_NATIONAL 0
#define LIVE_KEY_OWN      64
#define LIVE_KEY_HEARD    254
#define LIVE_KEY_NO_THEME 255
#define LIVE_MOOD(mood)   (uint8_t)((mood) + 1) /* 0 would count nowhere */
#define LIVE_MOOD_MIXED   2                     /* as comment_theme has it */

/*
 * The cube of the context's database with all that its connection sees; NULL
 * when there is none, it is not ready, or another thread is bringing it up to
 * date: then SQL counts. For live_done.
 */
enum live_of { LIVE_RESPONSES, LIVE_MENTIONS };
struct cube *live_take(
    struct ctx *cx, enum live_of of, struct cube_view **ret_view);
void live_done(struct cube_view *v);

/* How often counts came from memory; for tests. */
int64_t live_taken(void);

/*
 * live_count.c: the same as the statements, from memory; false: ask SQL.
 * `units` gives the units behind the cut, by ?1, as id, slug and the slug
 * of the child it is below (NULL: none). The results are empty when handed in.
 */
bool live_months(struct ctx *cx, const struct sql *units, const struct cut *cut,
    struct month_series *s);
bool live_units(struct ctx *cx, const struct sql *units, const struct cut *cut,
    struct named_counts *c);
bool live_cut(struct ctx *cx, const struct sql *units, const struct cut *cut,
    struct cut_counts *c);
bool live_themes(struct ctx *cx, const struct sql *units, const struct cut *cut,
    struct theme_counts *c);
/* Of a set of responses, `nids` bits. */
bool live_found(struct ctx *cx, const struct sql *units, const struct cut *cut,
    const uint64_t *ids, size_t nids, struct found_counts *c);

#endif
