/*
 * public.c: the start page with its doors, and statements generated from what
 * is really so: languages, retention, known gaps.
 */
#include "main/public.h"

#include "base/words.h"
#include "core/setting.h"
#include "main/day.h"
#include "main/modules.h"
#include "web/component.h"

struct door {
	const char *heading, *path, *what; /* N_() */
};

static const struct door doors[] = {
	{ N_("How was your care?"), "/feedback",
	    N_("Find the ward or team that cared for you and tell them. It "
	       "takes about three minutes. You need no account.") },
	{ N_("Tell us something"), "/tell-us",
	    N_("Thanks, a worry, a question or a complaint. A person reads "
	       "it and answers.") },
	{ N_("See what changed"), "/you-said-we-did",
	    N_("What people told us, and what we did about it.") },
	{ N_("Our services"), "/services",
	    N_("What people say about each service.") },
	{ N_("Get involved"), "/involve",
	    N_("Work with us on better care: as much or as little as you "
	       "want.") },
	{ N_("I have a return code"), "/reply",
	    N_("See what became of what you said.") },
};

static void write_doors(struct buf *out)
{
	html(out, "<ul class=\"nhsuk-grid-row nhsuk-card-group\">");
	for (size_t i = 0; i < NELEM(doors); i++) {
		html(out, "<li class=\"nhsuk-grid-column-one-half "
			  "nhsuk-card-group__item\">");
		component_card(out,
		    &(struct card){ .heading.text = str_of(T(doors[i].heading)),
			.heading.size = "m",
			.heading.level = 2,
			.href = str_of(doors[i].path),
			.clickable = true,
			.description = str_of(T(doors[i].what)) });
		html(out, "</li>");
	}
	html(out, "</ul>");
}

static void front(struct req *r)
{
	const struct str trust = setting_text(&r->cx, "trust_name");

	r->title = str_of(T("Tell us how your care was"));
	html(&r->out, "<h1 class=\"nhsuk-heading-xl\">%s</h1>",
	    T("Tell us how your care was"));
	html(&r->out, "<p class=\"nhsuk-lede-text\">");
	html(&r->out,
	    T("%.*s wants to hear from patients, carers and families. We read "
	      "everything, act on it with you, and show here what changed."),
	    STR_ARG(trust));
	html(&r->out, "</p>");
	write_doors(&r->out);
	if (r->cx.app->demo)
		demo_doors(r);
	component_inset_text(
	    &r->out, &(struct inset_text){
			 .text = setting_text(&r->cx, "emergency_sentence") });
}

#define KEPT_COLUMNS 4

/* What we keep about people, from the table of kinds itself. */
static void kept_cells(struct table_cell *cells, const struct kind *k)
{
	static const char *const classes[] = {
		[DATA_ORGANISATION] = N_("About services, not people"),
		[DATA_STAFF] = N_("About people at work"),
		[DATA_ANONYMOUS] = N_("What was said, without who"),
		[DATA_PERSONAL] = N_("Personal"),
		[DATA_SPECIAL] = N_("Sensitive personal"),
	};

	cells[0].text = str_of(T(k->many));
	cells[1].text = str_of(T(classes[k->data_class]));
	cells[2].text = str_of(T(k->basis));
	cells[3].text = str_of(T(k->retention));
}

static void kept_table(struct req *r)
{
	size_t n = 0;
	const struct kind *const *kinds = kinds_all(&n);
	struct table_row *rows = arena_array(r->cx.arena, n, sizeof(*rows));
	const struct table_cell head[KEPT_COLUMNS] = {
		{ .text = str_of(T("Records")) },
		{ .text = str_of(T("What kind")) },
		{ .text = str_of(T("Why we may")) },
		{ .text = str_of(T("How long")) },
	};

	for (size_t i = 0; i < n; i++) {
		struct table_cell *cells =
		    arena_array(r->cx.arena, KEPT_COLUMNS, sizeof(*cells));

		kept_cells(cells, kinds[i]);
		rows[i] = (struct table_row){ cells, KEPT_COLUMNS };
	}
	component_table(&r->out,
	    &(struct table){
		.caption = str_of(T("What we keep, why, and for how long")),
		.head = head,
		.nhead = KEPT_COLUMNS,
		.rows = rows,
		.nrows = n,
		.first_cell_is_header = true,
		.responsive = true });
}

static void privacy(struct req *r)
{
	const struct str whom = setting_text(&r->cx, "data_protection_contact");
	const long long days =
	    (long long)setting_int(&r->cx, "contact_back_days");

	r->title = str_of(T("Privacy"));
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%s</h1>", T("Privacy"));
	html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
	    T("You can give feedback without saying who you are. We set no "
	      "cookie, we keep no address of your device, and you need no "
	      "account. A cookie is set only when staff or members sign in."));
	html(&r->out, "<p class=\"nhsuk-body\">");
	html(&r->out,
	    T("If you leave a name, a phone number or an e-mail address so that "
	      "we can reach you, it is kept apart from your answers, "
	      "encrypted, and erased after %lld days."),
	    days);
	html(&r->out, "</p>");
	kept_table(r);
	html(&r->out, "<p class=\"nhsuk-body\">");
	html(&r->out, T("Questions about your data: %.*s"), STR_ARG(whom));
	html(&r->out, "</p>");
}

static void accessibility(struct req *r)
{
	size_t n = 0;
	const struct language *l = words_languages(&n);

	r->title = str_of(T("Accessibility"));
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%s</h1>",
	    T("Accessibility"));
	html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
	    /* xgettext:no-c-format */
	    T("Every page works with a keyboard alone, at 400% zoom, on a "
	      "narrow phone and without JavaScript. Charts have a text, a "
	      "table and do not depend on colour. We test against WCAG 2.2 "
	      "level AA with every change."));
	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2><ul "
	    "class=\"nhsuk-list nhsuk-list--bullet\">",
	    T("Languages of the pages"));
	for (size_t i = 0; i < n; i++)
		html(&r->out, "<li><span lang=\"%s\" dir=\"%s\">%s</span></li>",
		    l[i].code, l[i].dir, l[i].name);
	html(&r->out,
	    "</ul><h2 class=\"nhsuk-heading-m\">%s</h2><ul "
	    "class=\"nhsuk-list nhsuk-list--bullet\">",
	    T("What is not good enough yet"));
	html(&r->out, "<li>%s</li><li>%s</li><li>%s</li></ul>",
	    T("There are no easy read or symbol forms yet."),
	    T("You cannot answer by voice or in British Sign Language yet."),
	    T("Posters made as PDF are for print and are not tagged for "
	      "screen readers; everything on them is on a page too."));
}

static void about(struct req *r)
{
	r->title = str_of(T("About this site"));
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%s</h1>",
	    T("About this site"));
	html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
	    T("This site runs on Heard, open software on which an NHS trust "
	      "hears its patients, carers and staff, acts on what they say "
	      "with them, and shows what changed. It runs on the trust's own "
	      "server; what you write does not leave it."));
	html(&r->out, "<p class=\"nhsuk-body\">");
	html(&r->out, T("Version: %s"), HEARD_VERSION);
	html(&r->out, "</p>");
}

static const struct route public_routes[] = {
	{ HTTP_GET, "/", front, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET, "/day", day_page, CAP_NONE, 0 },
	{ HTTP_GET, "/privacy", privacy, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET, "/accessibility", accessibility, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET, "/about", about, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_POST, "/demo/sign-in", demo_sign_in, CAP_NONE,
	    ROUTE_PUBLIC | ROUTE_NO_CSRF },
};

const struct module module_public = {
	.name = "public",
	.routes = public_routes,
	.nroutes = NELEM(public_routes),
};
