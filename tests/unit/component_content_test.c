/*
 * component_content_test.c: what pages say and where they lead, against the
 * design system's examples (tests/lib/nhsuk.h).
 */
#include "nhsuk.h"

static void do_tag(struct buf *out, json_t *o)
{
	only(o, "text html colour border classes");
	overriding(o, "colour");
	component_tag(
	    out, &(struct tag){ .text = text(o, "text"),
		     .html = markup(o, "html"),
		     .colour = no(o, "colour") ? "none" : word(o, "colour"),
		     .no_border = no(o, "border"),
		     .classes = word(o, "classes") });
}

static void do_inset_text(struct buf *out, json_t *o)
{
	only(o, "text html");
	component_inset_text(out, &(struct inset_text){ .text = text(o, "text"),
				      .html = markup(o, "html") });
}

static void do_details(struct buf *out, json_t *o)
{
	struct details d = { .text = text(o, "text"),
		.html = markup(o, "html"),
		.open = yes(o, "open"),
		.classes = word(o, "classes") };

	only(o, "summary text html open classes");
	either(o, "summary", &d.summary, &d.summary_html);
	component_details(out, &d);
}

static void do_banner(struct buf *out, json_t *o)
{
	const char *variant = word(o, "variant");

	only(o, "title heading text html variant role disableAutoFocus "
		"attributes");
	component_notification_banner(out,
	    &(struct notification_banner){ .title = heading(o, "title"),
		.heading = heading(o, "heading"),
		.text = text(o, "text"),
		.html = markup(o, "html"),
		.role = text(o, "role"),
		.disable_auto_focus = yes(o, "disableAutoFocus")  ? S("true")
				      : no(o, "disableAutoFocus") ? S("false")
								  : STR_NULL,
		.success = variant != NULL && strcmp(variant, "success") == 0,
		.attrs = attrs(o, "attributes") });
}

static size_t actions(json_t *o, const char *key, struct card_action **ret)
{
	json_t *v = get(o, key), **list;
	const bool wrapped = json_is_object(v);
	const size_t n =
	    wrapped ? items(v, "items", &list) : items(o, key, &list);

	*ret = arena_array(arena, n, sizeof(**ret));
	if (wrapped)
		only(v, "items");
	for (size_t i = 0; i < n; i++) {
		only(list[i], "text href type visuallyHiddenText");
		(*ret)[i] = (struct card_action){ .text = text(list[i], "text"),
			.href = text(list[i], "href"),
			.type = text(list[i], "type"),
			.hidden = text(list[i], "visuallyHiddenText") };
	}
	return n;
}

static struct card card(json_t *o)
{
	struct card_action *a;
	struct card c = { .heading = heading(o, "heading"),
		.href = text(o, "href"),
		.variant = word(o, "variant"),
		.clickable = yes(o, "clickable"),
		.image = text(get(o, "image"), "src"),
		.image_html = markup(get(o, "image"), "html") };

	only(o, "heading href description variant clickable image actions");
	either(o, "description", &c.description, &c.html);
	c.nactions = actions(o, "actions", &a);
	c.actions = a;
	return c;
}

static void do_card(struct buf *out, json_t *o)
{
	const struct card c = card(o);

	component_card(out, &c);
}

static void do_warning(struct buf *out, json_t *o)
{
	only(o, "heading text html");
	component_warning_callout(
	    out, &(struct warning_callout){ .heading = heading(o, "heading"),
		     .text = text(o, "text"),
		     .html = markup(o, "html") });
}

static void do_panel(struct buf *out, json_t *o)
{
	only(o, "heading text html variant");
	component_panel(out, &(struct panel){ .heading = heading(o, "heading"),
				 .text = text(o, "text"),
				 .html = markup(o, "html"),
				 .variant = word(o, "variant") });
}

static void do_dont(struct buf *out, json_t *o)
{
	json_t **list;
	const size_t n = items(o, "items", &list);
	struct do_dont_item *d = arena_array(arena, n, sizeof(*d));
	const char *icon = word(o, "icon");

	only(o, "heading title icon items prefixText hidePrefix");
	for (size_t i = 0; i < n; i++) {
		only(list[i], "text item html");
		d[i].text = text(
		    list[i], get(list[i], "item") != NULL ? "item" : "text");
	}
	component_do_dont_list(out,
	    &(struct do_dont_list){
		.heading =
		    heading(o, get(o, "title") != NULL ? "title" : "heading"),
		.items = d,
		.nitems = n,
		.dont = icon != NULL && strcmp(icon, "cross") == 0,
		.prefix =
		    yes(o, "hidePrefix") ? S("") : text(o, "prefixText") });
}

static void do_tabs(struct buf *out, json_t *o)
{
	json_t **list;
	const size_t n = items(o, "items", &list);
	struct tab *t = arena_array(arena, n, sizeof(*t));

	only(o, "items id idPrefix visuallyHiddenText");
	for (size_t i = 0; i < n; i++) {
		only(list[i], "label id panel");
		t[i] = (struct tab){ .label = text(list[i], "label"),
			.id = text(list[i], "id"),
			.html = markup(get(list[i], "panel"), "html") };
	}
	component_tabs(out, &(struct tabs){ .items = t,
				.nitems = n,
				.id = text(o, "id"),
				.id_prefix = text(o, "idPrefix"),
				.hidden = text(o, "visuallyHiddenText") });
}

static void do_skip_link(struct buf *out, json_t *o)
{
	only(o, "text href");
	component_skip_link(out, &(struct skip_link){ .text = text(o, "text"),
				     .href = text(o, "href") });
}

static struct back_link back(json_t *o)
{
	only(o, "text html href type variant id attributes");
	return (struct back_link){ .text = text(o, "text"),
		.html = markup(o, "html"),
		.href = text(o, "href"),
		.type = text(o, "type"),
		.id = text(o, "id"),
		.attrs = attrs(o, "attributes"),
		.variant = word(o, "variant") };
}

static void do_back_link(struct buf *out, json_t *o)
{
	const struct back_link b = back(o);

	component_back_link(out, &b);
}

static size_t links(json_t *o, const char *key, struct nav_link **ret)
{
	json_t **list;
	const size_t n = items(o, key, &list);

	*ret = arena_array(arena, n, sizeof(**ret));
	for (size_t i = 0; i < n; i++) {
		only(list[i], "text html href attributes");
		(*ret)[i] = (struct nav_link){ .text = text(list[i], "text"),
			.html = markup(list[i], "html"),
			.href = text(list[i], "href"),
			.attrs = attrs(list[i], "attributes") };
	}
	return n;
}

static void do_breadcrumb(struct buf *out, json_t *o)
{
	struct nav_link *l;
	const size_t n = links(o, "items", &l);

	only(o, "items id backLink variant");
	component_breadcrumb(out, &(struct breadcrumb){ .items = l,
				      .nitems = n,
				      .id = text(o, "id"),
				      .back = back(get(o, "backLink")),
				      .variant = word(o, "variant") });
}

static void do_action_link(struct buf *out, json_t *o)
{
	only(o, "text html href type variant");
	component_action_link(
	    out, &(struct action_link){ .text = text(o, "text"),
		     .html = markup(o, "html"),
		     .href = text(o, "href"),
		     .type = text(o, "type"),
		     .variant = word(o, "variant") });
}

static struct page_link page_link(json_t *o, const char *key)
{
	json_t *v = get(o, key);

	only(v, "href text label");
	return (struct page_link){ .href = text(v, "href"),
		.text = text(v, "text"),
		.label = text(v, "label") };
}

static void do_pagination(struct buf *out, json_t *o)
{
	json_t **list;
	const size_t n = items(o, "items", &list);
	struct page_number *p = arena_array(arena, n, sizeof(*p));

	only(o, "previous next items");
	for (size_t i = 0; i < n; i++)
		p[i] =
		    (struct page_number){ .number = number(list[i], "number"),
			    .href = text(list[i], "href"),
			    .current = yes(list[i], "current"),
			    .ellipsis = yes(list[i], "ellipsis") };
	component_pagination(
	    out, &(struct pagination){ .previous = page_link(o, "previous"),
		     .next = page_link(o, "next"),
		     .items = p,
		     .nitems = n });
}

static size_t header_items(json_t *o, struct header_item **ret)
{
	json_t **list;
	const size_t n = items(o, "items", &list);

	*ret = arena_array(arena, n, sizeof(**ret));
	for (size_t i = 0; i < n; i++) {
		only(list[i], "text html href action icon active current");
		(*ret)[i] = (struct header_item){ .text = text(list[i], "text"),
			.href = text(list[i], "href"),
			.action = text(list[i], "action"),
			.icon = yes(list[i], "icon"),
			.active = yes(list[i], "active"),
			.current = yes(list[i], "current") };
	}
	return n;
}

/* The mark is the caller's: here, the one that the example shows. */
static struct markup logo(void)
{
	const size_t from =
	    str_find(wanted, S("<svg class=\"nhsuk-header__logo\""));
	const struct str rest = str_sub(wanted, from, SIZE_MAX);

	if (from == SIZE_MAX)
		return (struct markup){ STR_NULL };
	return (
	    struct markup){ str_sub(rest, 0, str_find(rest, S("</svg>")) + 6) };
}

static void do_header(struct buf *out, json_t *o)
{
	json_t *l = get(o, "logo"), *s = get(o, "service"),
	       *org = get(o, "organisation"), *nav = get(o, "navigation"),
	       *search = get(o, "search");
	struct header_item *list, *account;
	struct header h = { .logo = logo(),
		.logo_src = text(l, "src"),
		.logo_alt = get(l, "alt") != NULL ? text(l, "alt") : S("NHS"),
		.logo_href = text(l, "href"),
		.logo_aria_label = text(l, "ariaLabel"),
		.service = text(s, "text"),
		.service_href = text(s, "href"),
		.organisation = text(org, "name"),
		.organisation_split = text(org, "split"),
		.organisation_descriptor = text(org, "descriptor"),
		.search_label =
		    text(get(search, "label"), "visuallyHiddenText"),
		.search_placeholder = text(get(search, "input"), "placeholder"),
		.in_line = yes(o, "inline"),
		.white = word(o, "colour") != NULL,
		.white_navigation = word(nav, "colour") != NULL,
		.justified = yes(nav, "justified") };

	only(o, "logo service organisation navigation search account inline "
		"colour");
	if (json_is_object(search) || json_is_true(search)) {
		h.search_action = S("https://www.nhs.uk/search/");
		if (str_null(h.search_label))
			h.search_label = S("Search the NHS website");
	}
	h.nitems = header_items(nav, &list);
	h.items = list;
	h.naccount = header_items(get(o, "account"), &account);
	h.account = account;
	component_header(out, &h);
}

static void footer_columns(json_t *v, struct footer *f)
{
	const size_t n = json_is_array(v) ? json_array_size(v) : v != NULL;
	struct footer_column *c = arena_array(arena, n, sizeof(*c));

	for (size_t i = 0; i < n; i++) {
		json_t *col = json_is_array(v) ? json_array_get(v, i) : v;
		struct nav_link *l;

		only(col, "heading items html width");
		c[i].heading = heading(col, "heading");
		c[i].html = markup(col, "html");
		c[i].width = word(col, "width");
		c[i].nitems = links(col, "items", &l);
		c[i].items = l;
	}
	f->columns = c;
	f->ncolumns = n;
}

static void do_footer(struct buf *out, json_t *o)
{
	struct footer f = { .per_row = number(o, "columns") };
	json_t *meta = get(o, "meta");
	struct nav_link *l;
	struct markup none;

	only(o, "meta copyright navigation columns");
	footer_columns(get(o, "navigation"), &f);
	if (json_is_object(meta)) {
		only(meta, "items text html");
		f.nitems = links(meta, "items", &l);
		f.items = l;
		f.text = text(meta, "text");
		f.html = markup(meta, "html");
	} else {
		f.text = text(o, "meta");
	}
	either(o, "copyright", &f.copyright, &none);
	/* Ours has no copyright line unless it is given; theirs has one. */
	if (get(o, "copyright") == NULL)
		f.copyright = S("© NHS England");
	component_footer(out, &f);
}

static struct table_cell cell(json_t *v)
{
	struct table_cell c = { .text = STR_NULL };

	if (json_is_string(v)) {
		c.text = str_of(json_string_value(v));
		return c;
	}
	only(v, "text html format align width classes sort sortNext href "
		"visuallyHiddenText sortValue");
	c.text = text(v, "text");
	c.html = markup(v, "html");
	c.format = word(v, "format");
	c.align = word(v, "align");
	c.width = word(v, "width");
	c.classes = word(v, "classes");
	c.href = text(v, "href");
	c.hidden = text(v, "visuallyHiddenText");
	c.sort_value = text(v, "sortValue");
	c.sort = yes(v, "sort") ? "none" : word(v, "sort");
	c.sort_next = word(v, "sortNext");
	return c;
}

static struct table_row row(json_t *list)
{
	struct table_cell *c =
	    arena_array(arena, json_array_size(list), sizeof(*c));
	struct table_row r = { c, 0 };
	json_t *v;
	size_t i;

	json_array_foreach(list, i, v)
	{
		if (json_is_false(v))
			left_out("a hole in a row");
		else
			c[r.ncells++] = cell(v);
	}
	return r;
}

static void do_table(struct buf *out, json_t *o)
{
	json_t *list = get(o, "rows"), *cap = get(o, "caption"), *v;
	struct table_row *r =
	    arena_array(arena, json_array_size(list), sizeof(*r));
	const struct table_row head = row(get(o, "head"));
	struct card c;
	struct table t = { .head = head.cells,
		.nhead = head.ncells,
		.rows = r,
		.variant = word(o, "variant"),
		.first_cell_is_header = yes(o, "firstCellIsHeader"),
		.responsive = yes(o, "responsive"),
		.scroll = yes(o, "scroll"),
		.compact = yes(o, "compact"),
		.striped = yes(o, "striped"),
		.no_border = no(o, "border"),
		.no_last_row_border = no(o, "lastRowBorder") };
	size_t i;

	only(o, "caption head rows variant firstCellIsHeader responsive "
		"scroll compact striped border lastRowBorder card");
	json_array_foreach(list, i, v) if (json_is_array(v)) r[t.nrows++] =
	    row(v);
	t.caption =
	    json_is_object(cap) ? text(cap, "text") : text(o, "caption");
	only(cap, "text size classes id");
	t.caption_size = word(cap, "size");
	t.caption_classes = word(cap, "classes");
	t.caption_id = text(cap, "id");
	if (json_is_object(get(o, "card")) || yes(o, "card")) {
		c = card(get(o, "card"));
		t.card = &c;
	}
	component_table(out, &t);
}

static void do_summary_list(struct buf *out, json_t *o)
{
	json_t **list;
	const size_t n = items(o, "rows", &list);
	struct summary_row *r = arena_array(arena, n, sizeof(*r));
	struct summary_list l = { .rows = r,
		.nrows = n,
		.no_border = no(o, "border"),
		.no_last_row_border = no(o, "lastRowBorder") };
	struct card c;

	only(o, "rows border lastRowBorder card");
	for (size_t i = 0; i < n; i++) {
		struct card_action *a;
		json_t *key = get(list[i], "key");

		only(list[i], "key value actions border");
		if (json_is_object(key)) {
			only(key, "text html width");
			r[i].key = text(key, "text");
			r[i].key_html = markup(key, "html");
			r[i].key_width = word(key, "width");
		} else {
			r[i].key = text(list[i], "key");
		}
		either(list[i], "value", &r[i].value, &r[i].value_html);
		r[i].no_border = no(list[i], "border");
		r[i].nactions = actions(list[i], "actions", &a);
		r[i].actions = a;
	}
	if (get(o, "card") != NULL) {
		c = card(get(o, "card"));
		l.card = &c;
	}
	component_summary_list(out, &l);
}

static void do_task_list(struct buf *out, json_t *o)
{
	json_t **list;
	const size_t n = items(o, "items", &list);
	struct task_item *t = arena_array(arena, n, sizeof(*t));

	only(o, "items idPrefix");
	if (n != json_array_size(get(o, "items")))
		left_out("a hole in items");
	for (size_t i = 0; i < n; i++) {
		json_t *s = get(list[i], "status"), *tag = get(s, "tag");

		only(list[i], "heading title hint href status");
		either(list[i],
		    get(list[i], "title") != NULL ? "title" : "heading",
		    &t[i].text, &t[i].html);
		either(list[i], "hint", &t[i].hint, NULL);
		t[i].href = text(list[i], "href");
		t[i].status = json_is_object(s) ? text(s, "text")
						: text(list[i], "status");
		t[i].status_classes = word(s, "classes");
		if (tag == NULL)
			continue;
		struct tag *made = ARENA_NEW(arena, struct tag);

		only(tag, "text colour border classes");
		*made = (struct tag){ .text = text(tag, "text"),
			.colour =
			    no(tag, "colour") ? "none" : word(tag, "colour"),
			.no_border = no(tag, "border"),
			.classes = word(tag, "classes") };
		t[i].tag = made;
	}
	component_task_list(out,
	    &(struct task_list){
		.items = t, .nitems = n, .id_prefix = text(o, "idPrefix") });
}

/* clang-format off */
static const struct conformity components[] = {
	{ "action-link", do_action_link, 7 },
	{ "back-link", do_back_link, 7 },
	{ "breadcrumb", do_breadcrumb, 4 },
	{ "card", do_card, 50 },
	{ "details", do_details, 12 },
	{ "do-dont-list", do_dont, 12 },
	{ "footer", do_footer, 18 },
	{ "header", do_header, 58 },
	{ "inset-text", do_inset_text, 3 },
	{ "notification-banner", do_banner, 17 },
	{ "pagination", do_pagination, 9 },
	{ "panel", do_panel, 15 },
	{ "skip-link", do_skip_link, 3 },
	{ "summary-list", do_summary_list, 28 },
	{ "tables", do_table, 137 },
	{ "tabs", do_tabs, 5 },
	{ "tag", do_tag, 27 },
	{ "task-list", do_task_list, 5 },
	{ "warning-callout", do_warning, 6 },
};
/* clang-format on */

int main(void)
{
	arena = arena_new(ARENA_REQUEST);
	for (size_t i = 0; i < NELEM(components); i++)
		component(&components[i]);
	arena_free(arena);
	return tap_done();
}
