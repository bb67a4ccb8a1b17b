/*
 * team_figure.c: a chart as a figure of a page: its finding, its icons, the
 * picture with its key, what it shows, how sure that is, how it was judged, and
 * what somebody who knows has noted.
 */
#include <math.h>

#include "base/words.h"
#include "chart/icon.h"
#include "mod/insight/team.h"
#include "stat/spc.h"
#include "stat/spc_notes.h"

static void write_icons(
    struct buf *out, const struct team_look *look, const struct chart_xmr *c)
{
	html(out, "<ul class=\"heard-icons\"><li>");
	icon_variation(out, c->summary.variation);
	html(out, "<span>%s</span></li>",
	    icon_variation_words(c->summary.variation));
	if (!isnan(look->target)) {
		html(out, "<li>");
		icon_assurance(out, c->summary.assurance);
		html(out, "<span>%s</span></li>",
		    icon_assurance_words(c->summary.assurance));
	}
	html(out, "</ul>");
}

/* Whether any month of the chart is judged by lines of fewer than 13 months. */
static const char *trial_words(const struct chart_xmr *c)
{
	if (c->points[c->n - 1].trial)
		return T("Trial limits: there are fewer than 13 months since "
			 "the limits began, so they may still move.");
	return "";
}

static void write_mark(struct req *r, const struct mark *m)
{
	struct arena *a = r->cx.arena;
	struct buf *out = &r->out;

	html(out, "<li><a href=\"/k/chart-marks/%.*s\">", STR_ARG(m->ref));
	html(out,
	    m->rebase ? T("New limits from %.*s on") : T("%.*s does not count"),
	    STR_ARG(date_month_year(a, m->month)));
	html(
	    out, "</a>: %.*s <span class=\"heard-muted\">", STR_ARG(m->reason));
	html(out, T("(%.*s, %.*s)"),
	    STR_ARG(
		str_empty(m->author) ? str_of(T("the program")) : m->author),
	    STR_ARG(date_long(a, m->on)));
	html(out, "</span></li>");
}

static void write_marks(
    struct req *r, const struct team_look *look, const struct team_unit *u)
{
	const char *code = team_measure_code(look->measure);
	bool open = false;

	for (size_t i = 0; i < look->marks.n; i++) {
		const struct mark *m = &look->marks.list[i];

		if (!mark_on(m, u->slug, code))
			continue;
		if (!open)
			html(&r->out, "<ul class=\"nhsuk-list\">");
		open = true;
		write_mark(r, m);
	}
	if (open)
		html(&r->out, "</ul>");
}

/* The way to note a change, for those who may; first of all where the chart
 * itself suggests it. */
static void write_mark_link(
    struct req *r, const struct chart_xmr *c, const struct team_unit *u)
{
	const size_t hint = spc_rebase_hint(c->points, c->n);
	struct arena *a = r->cx.arena;
	struct str path;

	if (!web_may(r, CAP_CHART_MARK) || str_null(u->ref))
		return;
	path = str_fmt(a, "/k/chart-marks/new?unit=%.*s", STR_ARG(u->ref));
	html(&r->out, "<p class=\"heard-no-print\">");
	if (hint < c->n) {
		html(&r->out,
		    T("All months since %.*s lie on one side of the mean. If "
		      "you know what changed then, new limits can begin there."),
		    STR_ARG(date_month_year(a, c->dates[hint])));
		html(&r->out, " ");
		path = str_fmt(a, "%.*s&what=rebase&month=%.*s", STR_ARG(path),
		    STR_ARG(date_iso(a, c->dates[hint])));
	}
	html(&r->out, "<a href=\"");
	html_href(&r->out, path);
	html(&r->out, "\">%s</a></p>", T("Note what changed on this chart"));
}

static void write_method(
    struct req *r, const struct team_look *look, const struct chart_xmr *c)
{
	html(&r->out, "<p>%s %s</p>",
	    look->ptd ? T("An XmR chart of the profile ptd, as NHSRplotthedots "
			  "draws it.")
		      : T("An XmR chart of the profile mdc, as the tool of "
			  "Making Data Count draws it."),
	    trial_words(c));
}

/* What limits the trust in the limits. */
static void write_notes(struct req *r, const struct chart_xmr *c)
{
	const struct spc_notes n = spc_notes(c->points, c->dates, c->n);

	if (n.follows)
		html(&r->out, "<p>%s</p>",
		    n.r1 > 0.0
			? T("Each month tends to be like the month before, so "
			    "the limits are narrower than they should be.")
			: T("Each month tends to go against the month before, "
			    "so the limits are wider than they should be."));
	if (n.seasonal)
		html(&r->out, "<p>%s</p>",
		    T("There is a season in this measure: the same months "
		      "tend to be higher or lower each year."));
}

void team_write_figure(struct req *r, const struct chart_xmr *c,
    const struct team_look *look, const struct team_unit *u, const char *note)
{
	struct arena *a = r->cx.arena;
	struct chart_xmr on_page = *c;
	struct buf *out = &r->out;

	on_page.no_key = true;
	html(out,
	    "<figure class=\"heard-figure\"><figcaption id=\"chart-says\">"
	    "%.*s</figcaption>",
	    STR_ARG(chart_xmr_sentence(a, c)));
	write_icons(out, look, c);
	html(out, "<div class=\"heard-scroll\" role=\"region\" "
		  "tabindex=\"0\" aria-labelledby=\"chart-says\">");
	chart_xmr(out, a, &on_page);
	html(out, "</div>");
	chart_xmr_key(out, c);
	html(out, "<div class=\"heard-figure__note\"><p>%.*s</p><p>%.*s %s</p>",
	    STR_ARG(chart_xmr_sure(a, c)), STR_ARG(chart_xmr_describe(a, c)),
	    note);
	write_method(r, look, c);
	write_notes(r, c);
	write_marks(r, look, u);
	write_mark_link(r, c, u);
	html(out, "</div></figure>");
}
