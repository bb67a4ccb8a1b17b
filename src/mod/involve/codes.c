/*
 * codes.c: see codes.h. Words here are read by the public.
 */
#include "mod/involve/codes.h"

#include "base/words.h"
#include "web/component.h"

#define BITS_MAX 62

static const struct choice topic_list[] = {
	{ "wards", N_("Hospital wards") },
	{ "community", N_("Care at home and in the community") },
	{ "mental", N_("Mental health") },
	{ "children", N_("Children and young people") },
	{ "older", N_("Older people") },
	{ "learning", N_("Learning disability and autism") },
	{ "end_of_life", N_("End of life care") },
	{ "carers", N_("Family carers") },
	{ "safety", N_("Safety") },
	{ "words", N_("Letters, leaflets and websites") },
	{ "buildings", N_("Buildings, food and parking") },
	{ "digital", N_("Online care and apps") },
	{ "research", N_("Research") },
	{ "staff", N_("Choosing and training staff") },
	{ "equality", N_("Fair care for everybody") },
	{ "maternity", N_("Maternity") },
};
const struct choices topics = { topic_list, NELEM(topic_list) };

static const struct choice skill_list[] = {
	{ "speaking", N_("Speaking to a group") },
	{ "listening", N_("Listening to people") },
	{ "writing", N_("Writing") },
	{ "reading", N_("Reading and checking texts") },
	{ "chairing", N_("Leading a meeting") },
	{ "numbers", N_("Working with numbers") },
	{ "digital", N_("Computers and phones") },
	{ "design", N_("Drawing and design") },
	{ "teaching", N_("Teaching or training") },
	{ "interview", N_("Interviewing people") },
	{ "languages", N_("Another language") },
	{ "organising", N_("Organising events") },
};
const struct choices skills = { skill_list, NELEM(skill_list) };

static const struct choice area_list[] = {
	{ "ward", N_("A stay in hospital") },
	{ "community", N_("Care at home") },
	{ "mental", N_("Mental health care") },
	{ "crisis", N_("A crisis") },
	{ "long_term", N_("A long-term condition") },
	{ "learning", N_("A learning disability or autism") },
	{ "dementia", N_("Dementia") },
	{ "addiction", N_("Drugs or alcohol") },
	{ "carer", N_("Caring for somebody") },
	{ "parent", N_("A child who needed care") },
	{ "maternity", N_("Having a baby") },
	{ "loss", N_("The death of somebody close") },
	{ "complaint", N_("Making a complaint") },
	{ "harm", N_("Being harmed by care") },
};
const struct choices areas = { area_list, NELEM(area_list) };

static const struct choice slot_list[] = {
	{ "week_morning", N_("Weekday mornings") },
	{ "week_afternoon", N_("Weekday afternoons") },
	{ "week_evening", N_("Weekday evenings") },
	{ "end_morning", N_("Weekend mornings") },
	{ "end_afternoon", N_("Weekend afternoons") },
	{ "end_evening", N_("Weekend evenings") },
};
const struct choices slots = { slot_list, NELEM(slot_list) };

static const struct choice way_list[] = {
	{ "person", N_("Meeting people in person") },
	{ "online", N_("Online, by video") },
	{ "phone", N_("By phone") },
	{ "written", N_("By e-mail or post") },
};
const struct choices ways = { way_list, NELEM(way_list) };

/* The four groups of the accessible information standard, in people's words. */
static const struct choice need_list[] = {
	{ "step_free", N_("A place without steps") },
	{ "hearing_loop", N_("A hearing loop") },
	{ "bsl", N_("A British Sign Language interpreter") },
	{ "captions", N_("Captions or a speech-to-text reporter") },
	{ "large_print", N_("Large print") },
	{ "easy_read", N_("Easy read") },
	{ "braille", N_("Braille") },
	{ "audio", N_("Audio") },
	{ "interpreter", N_("An interpreter for another language") },
	{ "supporter", N_("Somebody with me who supports me") },
	{ "breaks", N_("Breaks") },
	{ "papers_early", N_("Papers well before") },
	{ "quiet", N_("A quiet place to go to") },
	{ "transport", N_("Help with getting there") },
	{ "remote", N_("Joining from home") },
	{ "phone_not_mail", N_("Phone calls, not e-mail") },
};
const struct choices needs = { need_list, NELEM(need_list) };

static const struct choice level_list[] = {
	{ "individual", N_("Individual: my own care and my own view") },
	{ "involvement", N_("Involvement: working with a service") },
	{ "collaboration", N_("Collaboration: leading together") },
};
const struct choices levels = { level_list, NELEM(level_list) };

int64_t bit_of(const struct choices *c, struct str code)
{
	for (size_t i = 0; i < c->n && i < BITS_MAX; i++)
		if (str_is(code, c->list[i].code))
			return INT64_C(1) << i;
	return 0;
}

struct str bits_words(struct arena *a, const struct choices *c, int64_t bits)
{
	struct str s = S("");

	for (size_t i = 0; i < c->n && i < BITS_MAX; i++) {
		if ((bits & INT64_C(1) << i) == 0)
			continue;
		s = s.n == 0 ? str_of(T(c->list[i].label))
			     : str_fmt(a, "%.*s, %s", STR_ARG(s),
				   T(c->list[i].label));
	}
	return s;
}

int64_t bits_posted(
    const struct form *f, const char *name, const struct choices *c)
{
	int64_t bits = 0;

	for (size_t i = 0; i < f->n; i++)
		if (str_is(f->fields[i].name, name) &&
		    str_null(f->fields[i].filename))
			bits |= bit_of(c, f->fields[i].value);
	return bits;
}

void bits_boxes(struct req *r, const char *name, const struct choices *c,
    int64_t bits, const char *legend, const char *hint)
{
	struct choice_item *items =
	    arena_array(r->cx.arena, c->n, sizeof(*items));

	for (size_t i = 0; i < c->n; i++)
		items[i] =
		    (struct choice_item){ .value = str_of(c->list[i].code),
			    .text = str_of(T(c->list[i].label)),
			    .checked = (bits & INT64_C(1) << i) != 0 };
	component_checkboxes(
	    &r->out, &(struct checkboxes){ .name = str_of(name),
			 .legend.text = str_of(legend),
			 .legend.size = "m",
			 .hint = str_of(hint),
			 .items = items,
			 .nitems = c->n,
			 .small = true });
}

struct str code_words(const struct choices *c, struct str code)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_is(code, c->list[i].code))
			return str_of(T(c->list[i].label));
	return S("");
}

void code_select(struct req *r, const char *name, const struct choices *c,
    struct str value, const char *label, const char *any)
{
	struct select_option *items =
	    arena_array(r->cx.arena, c->n + 1, sizeof(*items));

	items[0] =
	    (struct select_option){ .value = S(""), .text = str_of(any) };
	for (size_t i = 0; i < c->n; i++)
		items[i + 1] =
		    (struct select_option){ .value = str_of(c->list[i].code),
			    .text = str_of(T(c->list[i].label)) };
	component_select(&r->out, &(struct select){ .name = str_of(name),
				      .value = value,
				      .label.text = str_of(label),
				      .items = items,
				      .nitems = c->n + 1 });
}
