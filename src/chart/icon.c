/*
 * icon.c: see icon.h. Shapes are those of the points on the chart: circle
 * usual, diamond improvement, square concern, triangle neutral.
 */
#include "chart/icon.h"

#include <assert.h>

#include "base/html.h"
#include "base/words.h"

#define DIAMOND "M20 2L38 20L20 38L2 20z"
#define SQUARE  "M4 4h32v32h-32z"
#define RISING  "M20 3L38 36H2z"
#define FALLING "M20 37L38 4H2z"
#define CIRCLE  "M20 3a17 17 0 1 0 .1 0z"

/* One icon: its outline, and a letter or a sign in it. */
struct icon {
	const char *words; /* N_() */
	const char *shape, *colour, *dashes, *sign;
	double sign_y;
};

/* clang-format off */
static const struct icon variations[] = {
	[XMR_V_COMMON] = { N_("As usual"), CIRCLE, "#768692", "none", "~", 27.0 },
	[XMR_V_IMPROVEMENT_HIGH] = { N_("Better than usual: high is good"), DIAMOND, "#0077a8", "none", "H", 26.0 },
	[XMR_V_IMPROVEMENT_LOW] = { N_("Better than usual: low is good"), DIAMOND, "#0077a8", "none", "L", 26.0 },
	[XMR_V_CONCERN_HIGH] = { N_("Worse than usual: high is bad"), SQUARE, "#b04a00", "none", "H", 26.0 },
	[XMR_V_CONCERN_LOW] = { N_("Worse than usual: low is bad"), SQUARE, "#b04a00", "none", "L", 26.0 },
	[XMR_V_NEUTRAL_HIGH] = { N_("Higher than usual"), RISING, "#490092", "none", "H", 33.0 },
	[XMR_V_NEUTRAL_LOW] = { N_("Lower than usual"), FALLING, "#490092", "none", "L", 20.0 },
	[XMR_V_TOO_FEW] = { N_("Not enough months yet to say"), CIRCLE, "#768692", "3 4", "…", 24.0 },
};

static const struct icon assurances[] = {
	[XMR_A_NONE] = { "", NULL, NULL, NULL, NULL, 0.0 },
	[XMR_A_PASS] = { N_("Will meet the target if nothing changes"), CIRCLE, "#0077a8", "none", "✓", 27.0 },
	[XMR_A_FAIL] = { N_("Will miss the target if nothing changes"), SQUARE, "#b04a00", "none", "✗", 27.0 },
	[XMR_A_INCONSISTENT] = { N_("May meet or miss the target: chance decides"), CIRCLE, "#768692", "none", "?", 27.0 },
	[XMR_A_TOO_FEW] = { N_("Not enough months yet to say of the target"), CIRCLE, "#768692", "3 4", "…", 24.0 },
};
/* clang-format on */

static void draw(struct buf *out, const struct icon *i)
{
	if (i->shape == NULL)
		return;
	html(out,
	    "<svg class=\"heard-icon\" aria-hidden=\"true\" width=\"40\" "
	    "height=\"40\" viewBox=\"0 0 40 40\"><path d=\"%s\" "
	    "fill=\"#ffffff\" stroke=\"%s\" stroke-width=\"3\" "
	    "stroke-dasharray=\"%s\"/>",
	    i->shape, i->colour, i->dashes);
	html(out,
	    "<text x=\"20\" y=\"%g\" text-anchor=\"middle\" "
	    "font-family=\"Arial, sans-serif\" font-size=\"20\" "
	    "font-weight=\"700\" fill=\"%s\">%s</text></svg>",
	    i->sign_y, i->colour, i->sign);
}

void icon_variation(struct buf *out, enum xmr_variation v)
{
	assert((size_t)v < NELEM(variations));
	draw(out, &variations[v]);
}

void icon_assurance(struct buf *out, enum xmr_assurance a)
{
	assert((size_t)a < NELEM(assurances));
	draw(out, &assurances[a]);
}

const char *icon_variation_words(enum xmr_variation v)
{
	assert((size_t)v < NELEM(variations));
	return words_get(variations[v].words);
}

const char *icon_assurance_words(enum xmr_assurance a)
{
	assert((size_t)a < NELEM(assurances));
	return a == XMR_A_NONE ? "" : words_get(assurances[a].words);
}
