/*
 * training.c: the catalogue of training and what people learnt; a certificate
 * as PDF, for who learnt it and for who looks after the register. Sessions are
 * events.
 */
#include "base/words.h"
#include "core/setting.h"
#include "mod/involve/codes.h"
#include "mod/involve/event.h"
#include "mod/involve/internal.h"
#include "mod/involve/ui.h"
#include "mod/org/org.h"
#include "report/pdf.h"

static const struct choice audience_list[] = {
	{ "members", N_("Members") },
	{ "staff", N_("Staff") },
	{ "both", N_("Members and staff together") },
};
static const struct choices audiences = { audience_list, NELEM(audience_list) };

static const struct choice programmes_list[] = {
	{ "induction", N_("Induction") },
	{ "apprentices", N_("Apprentices") },
	{ "care_certificate", N_("Care certificate") },
	{ "leadership", N_("Leadership") },
	{ "consultants", N_("Consultants: deciding together") },
	{ "coproduction", N_("Working together on change") },
	{ "feedback", N_("Using feedback") },
};
const struct choices course_programmes = { programmes_list,
	NELEM(programmes_list) };

/* clang-format off */
static const struct field course_fields[] = {
	{ COL(struct course, title), .label = N_("Course"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 120 },
	{ COL(struct course, unit), .label = N_("Who teaches it"), .flags = REQUIRED | FILTER, .ref = &kind_unit },
	{ COL(struct course, what), .label = N_("What one learns"), .flags = REQUIRED | LONG, .max = 2000 },
	{ COL(struct course, audience), .label = N_("For whom"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &audiences },
	{ COL(struct course, programme), .label = N_("Programme for staff"), .flags = IN_LIST | FILTER, .choices = &course_programmes },
	{ COL(struct course, needed_for), .label = N_("Needed for the level"), .flags = IN_LIST, .choices = &levels },
	{ COL(struct course, months_valid), .label = N_("Months until it must be done again"), .flags = IN_LIST, .min_value = 1, .max_value = 120 },
};
static const struct field certificate_fields[] = {
	{ COL(struct certificate, title), .label = N_("What was learnt"), .flags = TITLE | REQUIRED | IN_LIST, .max = 120 },
	{ COL(struct certificate, course), .label = N_("Course"), .flags = REQUIRED | FILTER, .ref = &kind_course },
	{ COL(struct certificate, member), .label = N_("Member"), .flags = REQUIRED | IN_LIST, .ref = &kind_member },
	{ COL(struct certificate, unit), .label = N_("Looked after by"), .flags = REQUIRED | FILTER, .ref = &kind_unit },
	{ COL(struct certificate, done_on), .label = N_("Done on"), .flags = REQUIRED | IN_LIST },
	{ COL(struct certificate, expires_on), .label = N_("Again by"), .flags = IN_LIST },
};
/* clang-format on */

const struct kind kind_course = {
	.name = "course",
	.path = "courses",
	.one = N_("course"),
	.many = N_("Training"),
	.size = sizeof(struct course),
	.fields = course_fields,
	.nfields = NELEM(course_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_REGISTER,
	.unit = "unit",
	.data_class = DATA_ORGANISATION,
	.basis = N_("Public task: people are prepared for what they do"),
	.retention = N_("While it is taught, and six years after"),
	.empty = N_("The courses that members and staff can take. Plan a "
		    "session of one as an event."),
};

const struct kind kind_certificate = {
	.name = "certificate",
	.path = "certificates",
	.one = N_("certificate"),
	.many = N_("Certificates"),
	.size = sizeof(struct certificate),
	.fields = certificate_fields,
	.nfields = NELEM(certificate_fields),
	.read = CAP_REGISTER,
	.write = CAP_REGISTER,
	.unit = "unit",
	.order = "expires_on",
	.data_class = DATA_PERSONAL,
	.basis = N_("Public task: people are prepared for what they do"),
	.retention = N_("Until one year after they stepped down"),
	.empty = N_("Who learnt what. A certificate is made by itself when "
		    "somebody comes to a training session."),
	.more = certificate_more,
};

/* On paper ------------------------------------------------------------------ */

static void write_lines(struct pdf *p, struct arena *a, const struct diploma *d)
{
	const struct pdf_text lines[] = {
		{ .text = str_of(T("Certificate")),
		    .size = 34,
		    .bold = true,
		    .colour = PDF_BLUE,
		    .align = PDF_CENTRE,
		    .role = PDF_H1 },
		{ .text = d->name,
		    .size = 26,
		    .bold = true,
		    .align = PDF_CENTRE },
		{ .text = str_of(T("took part in")),
		    .size = 16,
		    .align = PDF_CENTRE },
		{ .text = d->title,
		    .size = 22,
		    .bold = true,
		    .align = PDF_CENTRE },
		{ .text = date_long(a, d->done_on),
		    .size = 16,
		    .align = PDF_CENTRE },
		{ .text = date_none(d->expires_on)
			      ? S(" ")
			      : str_fmt(a, T("Valid until %.*s"),
				    STR_ARG(date_long(a, d->expires_on))),
		    .size = 12,
		    .align = PDF_CENTRE },
		{ .text = d->trust, .size = 16, .align = PDF_CENTRE },
	};

	pdf_cursor_set(p, pdf_height(p) / 6);
	for (size_t i = 0; i < NELEM(lines); i++)
		pdf_flow(p, &lines[i], 24);
}

void diploma_send(struct req *r, const struct diploma *d)
{
	struct pdf *p = pdf_new(PDF_A4_LANDSCAPE, str_of(T("Certificate")));
	struct buf out = buf_make(PDF_MAX);
	struct err e = { "" };

	write_lines(p, r->cx.arena, d);
	if (!pdf_finish(p, &out, &e))
		web_error(
		    r, 500, T("The certificate could not be made"), e.text);
	else
		web_send(r, "application/pdf", S("certificate.pdf"), &out);
	pdf_free(p);
	buf_free(&out);
}

#define DIPLOMA                                                \
	"SELECT b.name, x.title, x.done_on, x.expires_on"      \
	" FROM certificate x JOIN member b ON b.id = x.member" \
	" WHERE x.ref = ?1 AND "
static const struct sql SQL_DIPLOMA[] = {
	{ DIPLOMA SCOPE("x.unit"), SCOPED(CAP_REGISTER) },
	{ DIPLOMA OWN("x.member"), OWN_ROW },
};

static void diploma(struct req *r, enum whose w)
{
	struct diploma d = { .trust = setting_text(&r->cx, "trust_name") };
	struct rows *rows = db_query(r->cx.conn, r->cx.arena, &SQL_DIPLOMA[w],
	    VALS(V(web_param(r, "ref"))));
	const bool found = db_next(rows);

	if (found) {
		d.name = db_text(rows, 0);
		d.title = db_text(rows, 1);
		d.done_on = db_date(rows, 2);
		d.expires_on = db_date(rows, 3);
	}
	if (db_done(rows) == DB_OK && found)
		diploma_send(r, &d);
	else
		web_not_found(r);
}

void certificate_pdf(struct req *r)
{
	diploma(r, THEIRS);
}

void me_certificate_pdf(struct req *r)
{
	diploma(r, OWN_ONE);
}

void certificate_more(struct req *r, const void *rec)
{
	const struct certificate *c = rec;

	ui_link(r,
	    str_fmt(r->cx.arena, "/k/certificates/%.*s/certificate.pdf",
		STR_ARG(c->rec.ref)),
	    T("The certificate as PDF"));
}

/* Hers ------------------------------------------------------------------ */

static const struct sql SQL_HERS = {
	"SELECT x.ref, x.title, x.done_on, x.expires_on FROM certificate x"
	" WHERE x.member = ?1 AND " OWN(
	    "x.member") " ORDER BY x.done_on DESC, x.id LIMIT 50",
	OWN_ROW
};

void me_training(struct req *r, const struct member *b)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 50);
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_HERS, VALS(V(b->rec.id)));

	ui_sub(r, T("My training"));
	ui_th(t, T("What I learnt"));
	ui_th(t, T("When"));
	ui_th(t, T("Again by"));
	while (db_next(rows)) {
		ui_td_link(t, db_text(rows, 1),
		    str_fmt(a, "/me/certificates/%.*s/certificate.pdf",
			STR_ARG(db_text(rows, 0))));
		ui_td(t, date_long(a, db_date(rows, 2)));
		ui_td(t, date_long(a, db_date(rows, 3)));
	}
	(void)db_done(rows);
	ui_table_end(
	    r, t, T("My certificates"), T("You have taken no training yet."));
}

static const struct sql *const list[] = { &SQL_DIPLOMA[0], &SQL_DIPLOMA[1],
	&SQL_HERS };
const struct sql_list training_sql = { list, NELEM(list) };
