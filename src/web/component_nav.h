/*
 * component_nav.h: ways around: links, breadcrumb, pages, header, footer.
 */
#ifndef WEB_COMPONENT_NAV_H
#define WEB_COMPONENT_NAV_H

#include "web/component_part.h"

/* A link wherever a list of them is wanted. */
struct nav_link {
	struct str text;
	struct markup html;
	struct str href;
	const char *classes;
	struct attrs attrs;
};

struct skip_link {
	struct str text; /* null: "Skip to main content" */
	struct str href; /* null: "#maincontent" */
	const char *classes;
};

void component_skip_link(struct buf *out, const struct skip_link *s);

struct back_link {
	struct str text; /* null: "Back" */
	struct markup html;
	struct str href;   /* null: a button */
	struct str hidden; /* said before the text to screen readers only */
	struct str type;   /* makes it a button: "button", "submit" */
	struct str id;
	const char *variant; /* NULL; "reverse" has no style here */
	const char *classes;
	struct attrs attrs;
};

void component_back_link(struct buf *out, const struct back_link *b);

struct breadcrumb {
	const struct nav_link
	    *items; /* from the top to the page above this one */
	size_t nitems;
	struct str label; /* null: "Breadcrumb" */
	struct str id;
	struct back_link back; /* for narrow screens; by itself: the last */
	const char *variant;   /* NULL; "reverse" has no style here */
	const char *classes;
	struct attrs attrs;
};

void component_breadcrumb(struct buf *out, const struct breadcrumb *b);

struct action_link {
	struct str text;
	struct markup html;
	struct str href; /* null: a button */
	struct str type;
	struct str id;
	const char *variant; /* NULL; "reverse" has no style here */
	const char *classes;
	struct attrs attrs;
};

void component_action_link(struct buf *out, const struct action_link *a);

/* A neighbouring page: text null: "Previous page" or "Next page". */
struct page_link {
	struct str href;
	struct str text;
	struct markup html;
	struct str label; /* what is on that page */
	struct attrs attrs;
};

struct page_number {
	int number;
	struct str href;
	struct str aria_label; /* null: "Page " and the number */
	bool current;
	bool ellipsis; /* pages left out */
	const char *classes;
	struct attrs attrs;
};

struct pagination {
	struct page_link previous, next; /* without href: left out */
	const struct page_number *items;
	size_t nitems;
	struct str label; /* null: "Pagination" */
	struct str id;
	const char *classes;
	struct attrs attrs;
};

void component_pagination(struct buf *out, const struct pagination *p);

struct header_item {
	struct str text;
	struct markup html;
	struct str href;
	struct str action;  /* account: a form with a button posts here */
	struct markup form; /* account: inside that form, such as its token */
	struct str method;  /* account: null: "post" */
	const char *classes;
	struct attrs attrs;
	bool icon;    /* account: the sign for a person */
	bool current; /* this page */
	bool active;  /* this page is below it */
};

/*
 * The NHS logo is a protected mark and not ours to show, so there is none:
 * `logo` is the trust's own mark (markup of an svg or img of the class
 * "nhsuk-header__logo"), or logo_src the address of its picture, or neither.
 */
struct header {
	struct markup logo;
	struct str logo_src;
	struct str logo_alt;
	struct str logo_href;
	struct str logo_aria_label; /* null: made from the names */
	struct str service;         /* name of the service */
	struct str service_href;
	struct str organisation; /* name of the trust beside its mark */
	struct str organisation_split;
	struct str organisation_descriptor;
	struct str search_action; /* where the search box goes; null: none */
	struct str search_name;   /* null: "q" */
	struct str search_label;  /* null: "Search" */
	struct str search_placeholder; /* null: "Search" */
	const struct header_item *account;
	size_t naccount;
	struct str account_label; /* null: "Account" */
	const struct header_item *items;
	size_t nitems;
	struct str items_label; /* null: "Menu" */
	bool justified;         /* the items fill the line */
	bool in_line;           /* items beside the name */
	bool white;
	bool white_navigation;
	struct str id;
	const char *container_classes;
	const char *classes;
	struct attrs attrs;
};

void component_header(struct buf *out, const struct header *h);

struct footer_column {
	struct heading heading;
	struct str text;
	struct markup html;
	const struct nav_link *items;
	size_t nitems;
	const char *width; /* "one-half"… as in nhsuk-grid-column- */
};

struct footer {
	const struct footer_column *columns;
	size_t ncolumns;
	int per_row;                  /* 1 to 4; 0: 4 */
	const struct nav_link *items; /* the small links below */
	size_t nitems;
	struct str items_hidden; /* null: "Support links" */
	struct str text;         /* below them */
	struct markup html;
	struct str copyright; /* null: none */
	const char *container_classes;
	const char *classes;
	struct str id;
	struct attrs attrs;
};

void component_footer(struct buf *out, const struct footer *f);

#endif
