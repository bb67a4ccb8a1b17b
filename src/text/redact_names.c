/*
 * redact_names.c: which words are somebody's name. A name that is no common
 * word is one wherever it stands; one that is a word too ("Will", "Hope")
 * needs a capital, and more where a capital says nothing: at the start of a
 * sentence, or in a text that is all capitals or all small letters.
 */
#include <string.h>

#include "text/redact_part.h"

#define WORDS(...)                            \
	(const char *const[]){ __VA_ARGS__ }, \
	    NELEM(((const char *const[]){ __VA_ARGS__ }))

static bool is(const struct word *w, unsigned flags)
{
	return (w->flags & flags) != 0;
}

/* A capital that means something. */
static bool capital(const struct word *w)
{
	return w->shape == SHAPE_CAP && !w->loud;
}

/* Goes on to the next word without a sign between. */
static bool joined(const struct piece *p, size_t i)
{
	return i + 1 < p->n && gap_is(p, i, "") && !p->words[i + 1].first;
}

static const struct word *next(const struct piece *p, size_t i)
{
	return joined(p, i) ? &p->words[i + 1] : NULL;
}

static const struct word *before(const struct piece *p, size_t i)
{
	return i > 0 && joined(p, i - 1) ? &p->words[i - 1] : NULL;
}

/* "from physio", "on reception", "the driver": where and what somebody is. */
static bool placed(const struct piece *p, size_t i)
{
	const struct word *w = next(p, i), *x = next(p, i + 1);

	if (w == NULL || x == NULL || is(&p->words[i], NAME_PLACE))
		return false;
	if (word_is(w, "from"))
		return true;
	if (word_is(w, "the"))
		return is(x, NAME_ROLE | NAME_TITLE);
	if (!word_in(w, WORDS("on", "at", "in", "behind", "and")))
		return false;
	if (word_is(w, "and"))
		return word_in(x, WORDS("her", "his", "team", "colleagues"));
	if (word_in(x, WORDS("the", "our")) && next(p, i + 2) != NULL)
		x = next(p, i + 2);
	return word_in(
	    x, WORDS("reception", "desk", "front", "nights", "duty", "shift",
		   "switchboard", "bed", "beds", "tea", "cafe", "kitchen",
		   "pharmacy", "office", "a", "x", "triage", "outpatients",
		   "theatre", "ward", "clinic", "radiology", "maternity"));
}

/* What people do. */
static bool deed(const struct word *w)
{
	return word_in(w,
	    WORDS("brought", "held", "sat", "ran", "found", "knew", "knows",
		"walked", "fixed", "loved", "loves", "stood", "stayed",
		"smiled", "laughed", "joked", "sang", "sings", "drew", "drove",
		"drives", "washed", "dressed", "fed", "lifted", "pushed",
		"noticed", "sorted", "dealt", "talked", "talks", "chatted",
		"sits", "brings", "gives", "comes", "says", "thinks", "wants",
		"lives", "wrote", "carried", "calmed", "comforted", "welcomed",
		"greeted", "advised", "arranged", "cleaned", "taught",
		"encouraged", "guided", "translated", "would", "never", "tried",
		"delivered", "performed", "removed", "booked"));
}

/* "was so kind": what is said of a person. */
static bool acts(const struct piece *p, size_t i)
{
	const struct word *w = next(p, i), *x;

	if (w == NULL)
		return false;
	if (deed(w) || placed(p, i))
		return true;
	if (word_in(
		w, WORDS("who", "helped", "explained", "listened", "took",
		       "gave", "told", "went", "came", "spoke", "treated",
		       "answered", "phoned", "rang", "visited", "saw",
		       "supported", "arrived", "asked", "looked", "reassured",
		       "cared", "introduced", "understood", "showed", "kept",
		       "couldnt", "didnt", "wasnt", "listens", "helps", "seems",
		       "seemed", "always", "understands", "deserves", "needs",
		       "checked", "made", "put", "did", "does", "said", "even",
		       "also", "works", "cares", "contacted", "called")))
		return true;
	if (!word_in(w, WORDS("was", "is", "has", "were", "are", "really",
			    "always", "and", "made", "had")))
		return false;
	x = next(p, i + 1);
	if (x != NULL && word_is(w, "and"))
		return word_in(x, WORDS("her", "his", "their", "the"));
	return x != NULL &&
	       (x->digits ||
		   word_in(x,
		       WORDS("on", "there", "at", "scared", "frightened",
			   "upset", "late", "firm", "crying", "born", "brill",
			   "very", "so", "really", "such", "absolutely",
			   "extremely", "always", "a", "an", "kind", "lovely",
			   "great", "amazing", "fantastic", "brilliant",
			   "helpful", "excellent", "friendly", "wonderful",
			   "super", "caring", "professional", "polite", "rude",
			   "patient", "most", "been", "me", "my", "us", "her",
			   "his", "just", "incredibly", "truly", "exceptional",
			   "outstanding", "superb", "understanding", "gentle",
			   "informative", "attentive", "reassuring", "thorough",
			   "nice", "good", "pleasant", "first", "fab", "the",
			   "also", "quite", "not", "sure", "clear", "horrible",
			   "abrupt", "dismissive", "sweet", "calm", "honest")));
}

/* "thank you Sue", "by Mark", "a nurse called Hope": who comes next. */
static bool led_to(const struct piece *p, size_t i)
{
	const struct word *w = before(p, i);

	if (w == NULL)
		return false;
	if (word_in(
		w, WORDS("ask", "asked", "tell", "rang", "phoned", "emailed",
		       "visited", "called", "named", "by", "thank", "thanks",
		       "nurse", "matron", "thankyou", "dear", "hello", "hi",
		       "bless", "regards", "cheers", "midwife", "paramedic",
		       "physio", "physiotherapist", "receptionist", "doctor",
		       "therapist", "saw", "met", "told", "names", "especially",
		       "particularly", "my name is", "namely", "son",
		       "daughter", "husband", "wife", "grandson",
		       "granddaughter", "fiance", "fiancee", "mum", "dad")))
		return true;
	if (word_in(w, WORDS("you", "to", "with", "from", "is", "im", "like",
			   "and", "for"))) {
		const struct word *v = before(p, i - 1);

		return v != NULL &&
		       word_in(v, WORDS("thank", "thanks", "spoke", "name",
				      "speak", "talked", "talking", "speaking",
				      "thankyou", "credit", "grateful",
				      "appointment", "met", "person", "lady"));
	}
	return false;
}

/* "in May", "last June", "the spring": time, not people. */
static bool is_time(const struct piece *p, size_t i)
{
	const struct word *w = before(p, i), *x = next(p, i);

	if (x != NULL && x->digits)
		return true;
	/* "May or June" */
	if (w != NULL && i > 1 && word_in(w, WORDS("or", "and", "to")) &&
	    word_in(&p->words[i - 2],
		WORDS("january", "february", "march", "april", "may", "june",
		    "july", "august", "september", "october", "november")))
		return true;
	return w != NULL &&
	       (w->digits ||
		   word_in(w, WORDS("in", "since", "until", "till", "last",
				  "next", "this", "during", "early", "late",
				  "mid", "of", "every", "before", "after",
				  "between", "around", "on", "end")));
}

/* "Rose Ward", "Hope Street": a place, unless it is the person's. */
static bool is_site(const struct piece *p, size_t i)
{
	const struct word *x = next(p, i);

	return x != NULL && is(x, NAME_SITE) &&
	       p->words[i].end == p->words[i].to;
}

static bool placelike(const struct word *w)
{
	static const char *const ends[] = { "well", "ton", "field", "ham",
		"ford", "bury", "brook", "bridge", "shire", "stead", "wick",
		"worth", "ley", "mouth", "chester", "caster", "dale", "land",
		"port", "wood", "borough", "gate", "thorpe", "ness", "hurst",
		"stone", "ington", "hill", "fields", "pool", "by", "combe",
		"ine", "pam", "zole", "pril", "olol", "statin", "cillin",
		"mycin", "oxin", "azole", "ol", "ist", "ing", "ed", "ment",
		"tion", "ly", "ers", "ness", "ic", "ical", "ogy" };

	for (size_t i = 0; i < NELEM(ends); i++) {
		const size_t n = strlen(ends[i]);

		if (w->nfold > n &&
		    memcmp(w->fold + w->nfold - n, ends[i], n) == 0)
			return true;
	}
	return false;
}

/* In a list of names, and nothing else that we know. */
static bool sure(const struct word *w)
{
	return is(w, NAME_KNOWN) &&
	       (w->nfold > 2 || (is(w, NAME_ENGLISH) && capital(w))) &&
	       !is(w, NAME_WORD | NAME_PLACE | NAME_NEVER | NAME_FUNCTION |
			  NAME_SEASON | NAME_ROLE | NAME_TITLE | NAME_SITE);
}

/* A first name that is a common word besides. */
static bool both(const struct word *w)
{
	return is(w, NAME_SEASON)
		   ? is(w, NAME_FIRST)
		   : is(w, NAME_ENGLISH) && is(w, NAME_WORD) &&
			 !is(w, NAME_NEVER | NAME_FUNCTION | NAME_ROLE |
				    NAME_TITLE | NAME_SITE | NAME_PLACE);
}

/* A word that lists have only as a name. */
static bool sure_alone(const struct piece *p, size_t i)
{
	const struct word *w = &p->words[i];

	if (is(w, NAME_FIRST))
		return true;
	if (is(w, NAME_PROPER) || placelike(w))
		return (led_to(p, i) && capital(w)) || acts(p, i);
	if (capital(w))
		return true;
	return w->nfold > 3 && (led_to(p, i) || acts(p, i));
}

/* A word that is a name and something else. */
static bool both_alone(const struct piece *p, size_t i)
{
	const struct word *w = &p->words[i];

	if (is(w, NAME_SEASON) && is_time(p, i))
		return false;
	if (capital(w) && !w->first)
		return is(w, NAME_SEASON) || led_to(p, i) || acts(p, i);
	if (is(w, NAME_NEVER | NAME_FUNCTION) && !w->first)
		return false;
	return acts(p, i) || (led_to(p, i) && is(w, NAME_SEASON));
}

/* Whether word i is a first name, or a name that stands alone. */
static bool alone(const struct piece *p, size_t i)
{
	const struct word *w = &p->words[i];

	if (w->kept || w->digits || w->nfold < 2 || is_site(p, i))
		return false;
	/* "St Thomas" is a hospital, a church, a school. */
	if (before(p, i) != NULL && word_in(before(p, i), WORDS("st", "saint")))
		return false;
	if (capital(w) && is(w, NAME_LAST) && next(p, i) != NULL &&
	    word_in(next(p, i), WORDS("family", "household")) &&
	    !is(w, NAME_NEVER | NAME_FUNCTION | NAME_ROLE | NAME_TITLE))
		return true;
	if (sure(w))
		return sure_alone(p, i);
	if (is(w, NAME_PLACE) && is(w, NAME_FIRST) && !is(w, NAME_NEVER))
		return w->shape != SHAPE_LOWER && (acts(p, i) || led_to(p, i));
	return both(w) && both_alone(p, i);
}

/* "Ahmeds mum": a name with the s of who has something. */
static bool possessor(const struct word *w)
{
	const struct str s = { w->fold, w->nfold };
	const unsigned flags = w->nfold > 4 && s.s[s.n - 1] == 's'
				   ? names_flags(str_sub(s, 0, s.n - 1))
				   : 0;

	return (flags & NAME_FIRST) != 0 && (flags & NAME_ENGLISH) != 0 &&
	       (flags & (NAME_WORD | NAME_PLACE | NAME_NEVER)) == 0;
}

/* "a nurse called kelechi", in small letters too. */
static bool introduced(const struct piece *p, size_t i)
{
	const struct word *w = before(p, i);
	const struct word *v = w != NULL ? before(p, i - 1) : NULL;

	if (v == NULL || !word_in(w, WORDS("called", "named", "is", "said")))
		return false;
	if (word_in(w, WORDS("is", "said")))
		return word_in(v, WORDS("name", "badge"));
	return word_in(v,
	    WORDS("nurse", "nurses", "lady", "man", "guy", "girl", "doctor",
		"carer", "hca", "someone", "woman", "bloke", "person", "chap",
		"gentleman", "lad", "porter", "driver", "paramedic", "midwife",
		"physio", "receptionist", "worker", "boy", "sister"));
}

/* Not in any list, but large and spoken of as a person. */
static bool stranger(const struct piece *p, size_t i)
{
	const struct word *w = &p->words[i];

	if (w->flags == 0 && !w->kept && capital(w) && possessor(w))
		return true;
	if (w->flags == 0 && !w->kept && w->nfold > 3 && introduced(p, i))
		return true;

	return w->flags == 0 && !w->digits && !w->kept && capital(w) &&
	       w->nfold > 2 && !placelike(w) && !is_site(p, i) &&
	       (acts(p, i) ? true : led_to(p, i));
}

/* Behind a title ---------------------------------------------------------- */

/* Behind a title, in small letters or where capitals say nothing. */
static bool titled_small(const struct word *w, bool formal)
{
	if (is(w, NAME_FUNCTION | NAME_NEVER))
		return false;
	if (is(w, NAME_SEASON))
		return is(w, NAME_FIRST | NAME_LAST) && !is(w, NAME_PLACE) &&
		       !word_in(w, WORDS("will", "may", "can", "nick"));
	if (!is(w, NAME_WORD))
		return formal || is(w, NAME_KNOWN);
	return formal && is(w, NAME_LAST);
}

/* Whether word j is a name because a title is before it. */
static bool titled(const struct word *title, const struct word *w)
{
	const bool formal = is(title, NAME_FORMAL) ||
			    (word_is(title, "miss") && capital(title));

	if (w->kept || w->digits || w->nfold < 2)
		return false;
	if (is(w, NAME_ROLE | NAME_TITLE | NAME_SITE))
		return capital(w) && is(w, NAME_LAST) &&
		       (formal || !is(w, NAME_ROLE | NAME_TITLE));
	if (capital(w)) {
		if (is(w, NAME_FUNCTION))
			return is(w, NAME_SEASON) ||
			       (formal && is(w, NAME_LAST));
		return formal || !is(w, NAME_WORD) ||
		       is(w, NAME_ENGLISH | NAME_LAST) ||
		       (is(w, NAME_KNOWN) && title->shape == SHAPE_CAP);
	}
	return titled_small(w, formal);
}

/* A title that is part of the name: not "my sister", "the driver". */
static bool honorific(const struct piece *p, size_t i)
{
	const struct word *w = &p->words[i], *b = before(p, i);

	if (is(w, NAME_FORMAL))
		return true;
	if (word_in(w, WORDS("sister", "brother", "cousin")) && b != NULL &&
	    word_in(b, WORDS("my", "his", "her", "their", "our", "your")))
		return false;
	return word_in(w, WORDS("doctor", "nurse", "sister", "matron", "miss",
			      "professor", "reverend", "father", "imam",
			      "rabbi", "lord", "lady", "pastor"));
}

/* Surnames ---------------------------------------------------------------- */

static bool no_surname(const struct word *first, const struct word *w)
{
	return w->kept || w->digits || w->nfold < 2 || w->first ||
	       is(w, NAME_SITE | NAME_PLACE) ||
	       (is(w, NAME_NEVER | NAME_FUNCTION | NAME_ROLE | NAME_TITLE) &&
		   !(capital(w) && is(w, NAME_LAST) && capital(first)));
}

/* Whether w goes on a name that the word before it began. */
static bool goes_on(const struct word *first, const struct word *w)
{
	if (no_surname(first, w))
		return false;
	if (capital(w) && capital(first))
		return !is(w, NAME_WORD) || is(w, NAME_KNOWN);
	if (w->shape == SHAPE_CAP && first->shape == SHAPE_LOWER)
		return is(w, NAME_KNOWN) && !is(w, NAME_WORD);
	if (w->shape == SHAPE_LOWER && first->shape == SHAPE_CAP &&
	    !first->loud)
		return is(w, NAME_LAST) && !is(w, NAME_WORD);
	/* Capitals everywhere or nowhere. */
	return is(w, NAME_KNOWN) &&
	       (!is(w, NAME_WORD) ||
		   word_in(w,
		       WORDS("smith", "brown", "green", "cooper", "carter",
			   "turner", "baker", "cook", "wright", "clark", "fox",
			   "mason", "miller", "parker", "potter", "taylor",
			   "webb", "knight", "bishop", "marsh", "butler",
			   "barber", "singh", "hunter", "fisher")));
}

static bool particle(const struct word *w)
{
	return word_in(w, WORDS("van", "der", "den", "de", "da", "di", "du",
			      "la", "le", "bin", "ibn", "bint", "al", "el",
			      "dos", "von", "st", "mac", "mc", "o", "ap"));
}

static bool initial(const struct piece *p, const struct word *w)
{
	return w->to - w->from == 1 && is_upper(p->text.s[w->from]);
}

/* "Katie-Rose", "rosie-lee"; not "Rosie-led". */
static bool hyphened(const struct word *w)
{
	return (w->shape != SHAPE_LOWER || is(w, NAME_FIRST)) &&
	       !is(w, NAME_ROLE);
}

/* The word behind a name that begins with word i: surnames, initials, small
 * words of names, and what a hyphen joins. */
static size_t name_end(const struct piece *p, size_t i)
{
	size_t last = i;

	while (last + 1 < p->n && last - i < 5) {
		const struct word *w = &p->words[last + 1];
		const bool hyphen = w->from == p->words[last].end + 1 &&
				    p->text.s[w->from - 1] == '-';
		const bool dot =
		    initial(p, &p->words[last]) && gap_is(p, last, ".");

		if (p->words[last].end != p->words[last].to ||
		    (!hyphen && !dot && !gap_is(p, last, "")))
			break;
		if (goes_on(&p->words[i], w) || (hyphen && hyphened(w)) ||
		    (dot && w->shape == SHAPE_CAP)) {
			last++;
			continue;
		}
		/* "Sarah J. Smith", "Maria de Souza". */
		if (last + 2 < p->n && (particle(w) || initial(p, w)) &&
		    gap_is(p, last + 1, ".-'") &&
		    goes_on(&p->words[i], &p->words[last + 2])) {
			last += 2;
			continue;
		}
		break;
	}
	return last;
}

static void take(struct piece *p, size_t from, size_t last)
{
	if (!piece_take(p, p->words[from].from, p->words[last].to, REDACT_NAME))
		return;
	for (size_t i = from; i <= last; i++)
		p->words[i].name = true;
}

/* "Mrs P": a letter in place of the name behind a title. */
static bool lettered(const struct piece *p, const struct word *title, size_t j)
{
	return is(title, NAME_FORMAL) && !title->loud &&
	       initial(p, &p->words[j]) && !word_is(&p->words[j], "i") &&
	       joined(p, j) && p->words[j + 1].shape == SHAPE_LOWER;
}

/* "Mr Van Der Merwe", "Dr de Souza": the word behind the small ones from j. */
static size_t past_particles(const struct piece *p, size_t j)
{
	for (size_t n = 0;
	     n < 2 && particle(&p->words[j]) && joined(p, j) &&
	     (capital(&p->words[j + 1]) || particle(&p->words[j + 1]));
	     n++)
		j++;
	return j;
}

/* "J. K. Patel": the word behind the initials from j. */
static size_t past_initials(const struct piece *p, size_t j)
{
	for (size_t n = 0; n < 3 && j + 1 < p->n && initial(p, &p->words[j]) &&
			   gap_is(p, j, ".");
	     n++)
		j++;
	return j;
}

/* Where the name behind the title i begins, or i: there is none. */
static size_t behind(const struct piece *p, size_t i)
{
	const struct word *w = &p->words[i];
	const size_t j = i + 1;
	size_t k = is(w, NAME_FORMAL) ? past_particles(p, j) : j;

	if (k > j || lettered(p, w, j))
		return k;
	k = past_initials(p, j);
	if (k > j ? p->words[k].shape == SHAPE_LOWER : !titled(w, &p->words[k]))
		return i;
	if (is(&p->words[k], NAME_SEASON) && !is(w, NAME_FORMAL) &&
	    is_time(p, k))
		return i;
	return k;
}

/* "Dr. Smith", "nurse rose", "Mr J. K. Patel". */
static size_t behind_title(struct piece *p, size_t i)
{
	const struct word *w = &p->words[i];

	if (i + 1 >= p->n || !is(w, NAME_TITLE) || w->kept ||
	    p->words[i + 1].first ||
	    !gap_is(p, i, w->nfold <= 4 && !word_is(w, "lady") ? "." : ""))
		return i;
	const size_t j = behind(p, i);

	if (j == i)
		return i;
	const size_t last = lettered(p, w, j) ? j : name_end(p, j);

	take(p, honorific(p, i) ? i : i + 1, last);
	return last;
}

/* "J. Smith", "S J Patel". */
static size_t behind_initial(struct piece *p, size_t i)
{
	size_t j = i;

	while (j + 1 < p->n && j - i < 3 && initial(p, &p->words[j]) &&
	       gap_is(p, j, "."))
		j++;
	if (j == i || p->words[i].kept || word_is(&p->words[i], "i") ||
	    !is(&p->words[j], NAME_LAST) || !capital(&p->words[j]) ||
	    is(&p->words[j], NAME_PLACE | NAME_FUNCTION) ||
	    (is(&p->words[j], NAME_WORD) &&
		p->text.s[p->words[i].end] != '.') ||
	    (word_is(&p->words[i], "a") && j == i + 1 &&
		p->text.s[p->words[i].end] != '.'))
		return i;
	take(p, i, name_end(p, j));
	return j;
}

/* Two people at once: who stands beside a name with "and" or a comma. */
static bool beside_name(const struct piece *p, size_t i)
{
	if (i >= 2 && word_in(&p->words[i - 1], WORDS("and", "n", "or")) &&
	    p->words[i - 2].name && joined(p, i - 1))
		return true;
	if (i >= 1 && p->words[i - 1].name && gap_is(p, i - 1, ",&/"))
		return !joined(p, i - 1);
	return i + 2 < p->n && word_in(&p->words[i + 1], WORDS("and", "n")) &&
	       p->words[i + 2].name && joined(p, i) && joined(p, i + 1);
}

static bool second_look(const struct piece *p, size_t i)
{
	const struct word *w = &p->words[i];

	if (w->kept || w->digits || w->name || is_site(p, i) ||
	    is(w, NAME_PLACE))
		return false;
	if (!both(w) && !sure(w) && !(w->flags == 0 && capital(w)))
		return false;
	if (is(w, NAME_FUNCTION | NAME_NEVER) && !capital(w))
		return false;
	return beside_name(p, i);
}

void redact_names(struct piece *p)
{
	for (size_t i = 0; i < p->n; i++) {
		if (p->taken[p->words[i].from])
			continue;
		size_t last = behind_title(p, i);

		if (last == i)
			last = behind_initial(p, i);
		if (last == i && (alone(p, i) || stranger(p, i))) {
			last = name_end(p, i);
			take(p, i, last);
		}
		i = last;
	}
	for (size_t i = 0; i < p->n; i++)
		if (!p->taken[p->words[i].from] && second_look(p, i)) {
			const size_t last = name_end(p, i);

			take(p, i, last);
			i = last;
		}
}
