/*
 * demo_words.c: a small grammar. A comment is one to many sentences about
 * topics that fit the setting; {a} is someone who cared, {w} a waiting time,
 * {p} a place there. Some people write three words, some forget capitals.
 */
#include "main/demo_words.h"

#include <string.h>

#include "base/attr.h"

enum topic {
	STAFF,
	LISTENING,
	INFORMATION,
	WAITING,
	FOOD,
	PLACE,
	NIGHT,
	ACTIVITIES,
	SAFE,
	JOINED_UP,
	FAMILY,
	CONTACT,
	MEDICINE,
	TOPICS
};

/* Bits of the settings a topic fits. */
#define IN(s)      (1U << (s))
#define EVERYWHERE 15U
#define BEDS       (IN(DEMO_WARD))
#define VISITS     (IN(DEMO_COMMUNITY) | IN(DEMO_MENTAL) | IN(DEMO_CHILDREN))

#define LINES_MAX 14

struct lines {
	unsigned where;
	const char *good[LINES_MAX], *bad[LINES_MAX];
};

/* clang-format off */
static const struct lines topics[TOPICS] = {
	[STAFF] = { EVERYWHERE,
	  { "{a} was kind and patient with me from start to finish.",
	    "Everyone I met was friendly and treated me like a person.",
	    "{a} took time to get to know me.",
	    "The staff clearly care about what they do.",
	    "I was greeted with a smile every single time.",
	    "{a} stayed calm when I was not, which helped more than I can say.",
	    "Nothing was too much trouble for {a}.",
	    "Lovely people, professional and warm.",
	    "{a} made me laugh on a very bad day." },
	  { "One member of staff was short with me and I did not feel welcome.",
	    "There never seem to be enough staff and they are run off their feet.",
	    "Different faces every day, nobody seemed to know me.",
	    "{a} talked over me to a colleague.",
	    "Agency staff at night did not introduce themselves.",
	    "I felt like a nuisance when I asked for help.",
	    "Some staff sit in the office when people need them on the floor." } },
	[LISTENING] = { EVERYWHERE,
	  { "I was listened to and not rushed.",
	    "{a} asked what mattered to me and wrote it down.",
	    "My views were taken seriously.",
	    "We made the plan together.",
	    "For the first time I felt believed.",
	    "{a} checked that I agreed before doing anything." },
	  { "Decisions were made about me without me.",
	    "I had to tell my story again to every new person.",
	    "Please listen to what people say about their own bodies.",
	    "I said what I needed and nobody acted on it.",
	    "It felt like a tick box exercise.",
	    "I was not asked what I wanted from my care plan." } },
	[INFORMATION] = { EVERYWHERE,
	  { "Everything was explained in words I understand.",
	    "{a} went through the results with me step by step.",
	    "The leaflet was clear and I knew what would happen next.",
	    "I got honest answers to all my questions.",
	    "They told me who to ring if things got worse." },
	  { "More information before the first visit would help.",
	    "Nobody told me what would happen next.",
	    "The letters are full of words I had to look up.",
	    "I found out about the change from another patient.",
	    "I was given a leaflet but no chance to ask questions.",
	    "It would help to have letters in large print." } },
	[WAITING] = { VISITS,
	  { "I was seen on time and the appointment was not hurried.",
	    "The referral was quick, I heard within {w}.",
	    "They fitted me in the same week.",
	    "Text reminders are useful." },
	  { "I waited {w} for a first appointment.",
	    "Waiting lists are far too long.",
	    "My appointment was cancelled twice at short notice.",
	    "I was told {w} and heard nothing until I chased it myself.",
	    "Please tell people where they are on the list.",
	    "The clinic ran an hour late and nobody said why." } },
	[FOOD] = { BEDS,
	  { "The food was better than I expected.",
	    "Hot meals and plenty of choice.",
	    "The vegetarian menu is good.",
	    "Tea and toast at night made such a difference." },
	  { "The food is bland and often cold by the time it reaches us.",
	    "More choice for vegetarians and halal meals please.",
	    "Dinner at five is too early, I was hungry by nine.",
	    "Portions are small.",
	    "The same sandwiches every day." } },
	[PLACE] = { EVERYWHERE,
	  { "The building is clean and bright.",
	    "{p} was spotless.",
	    "Easy to find, with good signs.",
	    "It is calm and quiet there.",
	    "The garden is a lovely place to sit." },
	  { "{p} needs a coat of paint.",
	    "Parking is a nightmare.",
	    "{p} was too hot and the windows do not open.",
	    "The waiting room is shabby and has no privacy.",
	    "There is nowhere to charge a phone.",
	    "The door is too heavy for a wheelchair." } },
	[NIGHT] = { BEDS,
	  { "I slept well, it was quiet at night.",
	    "My own room with a shower, clean and warm.",
	    "The bed was comfortable." },
	  { "It was so noisy at night that I could not sleep.",
	    "The shower was broken all week.",
	    "Lights on and doors banging all night.",
	    "My room was cold and the blanket thin." } },
	[ACTIVITIES] = { BEDS,
	  { "The art group kept me going.",
	    "I enjoyed the gym and the walks.",
	    "There was something to do every day.",
	    "Music on Fridays is the best part of the week.",
	    "Gardening with {a} was good for me." },
	  { "There is nothing to do at weekends.",
	    "More fresh air please, walks get cancelled when staff are short.",
	    "The gym is locked most of the time.",
	    "Evenings are very long and boring.",
	    "It would be good to have books in other languages." } },
	[SAFE] = { IN(DEMO_WARD) | IN(DEMO_MENTAL),
	  { "I felt safe there.",
	    "Staff handled an upsetting moment very well.",
	    "I knew someone would come if I called." },
	  { "I did not always feel safe on the ward.",
	    "Arguments between patients were left too long.",
	    "My things went missing and nobody could say where." } },
	[JOINED_UP] = { EVERYWHERE,
	  { "My GP already knew what had been decided, which was a first.",
	    "{a} arranged everything for when I got home.",
	    "I saw the same person each time and that matters." },
	  { "The hospital and the community team do not talk to each other.",
	    "I was discharged on a Friday with no plan for the weekend.",
	    "I have had four different workers in a year.",
	    "My medicines were not ready and I waited all afternoon to go home." } },
	[FAMILY] = { EVERYWHERE,
	  { "My family were made welcome and kept up to date.",
	    "As his carer I felt included for once.",
	    "{a} rang my daughter when I asked them to." },
	  { "Nobody spoke to me as her carer.",
	    "Visiting times are hard for people who work.",
	    "My mum only heard that I was being moved after it happened." } },
	[CONTACT] = { VISITS,
	  { "Always someone at the end of the phone.",
	    "They rang back when they said they would.",
	    "Being able to choose video or face to face is great." },
	  { "Nobody answers the phone.",
	    "I left three messages and nobody rang back.",
	    "Please offer evening appointments for people who work.",
	    "I would rather be seen in person than by video.",
	    "I did not know who to call out of hours." } },
	[MEDICINE] = { IN(DEMO_WARD) | IN(DEMO_MENTAL) | IN(DEMO_COMMUNITY),
	  { "The side effects were explained before I started the tablets.",
	    "Pain relief came quickly when I asked." },
	  { "My medication was changed and no one told me why.",
	    "I waited too long for pain relief at night.",
	    "I would like to understand what the tablets do." } },
};

static const char *const people[] = { "The nurse", "My nurse", "The doctor",
	"The receptionist", "The physio", "The healthcare assistant",
	"My key worker", "The occupational therapist", "The student nurse",
	"The housekeeper" };
static const char *const visitors[] = { "The nurse", "My care coordinator",
	"The therapist", "The district nurse", "The health visitor",
	"The receptionist", "The physio", "My support worker",
	"The peer support worker", "The psychologist" };
static const char *const times[] = { "two weeks", "a month", "six weeks",
	"three months", "five months", "eight months", "over a year" };
static const char *const spots[] = { "The day room", "The bathroom",
	"The waiting room", "The bedroom", "The corridor", "The clinic room" };
static const char *const short_good[] = { "Staff", "Friendly staff",
	"Everything", "Very kind", "All good", "The nurses", "Being listened to",
	"Caring and professional", "Helpful", "Excellent service thank you",
	"Good care", "Kind staff, on time", "Very pleased", "The people",
	"Felt looked after", "Quick and friendly", "No complaints",
	"Lovely team", "The groups", "10 out of 10" };
static const char *const short_bad[] = { "Nothing", "Nothing at all",
	"Waiting times", "Parking", "More staff", "Food", "No", "N/A",
	"Communication", "Shorter waits", "Better signs", "None",
	"Nothing it was perfect", "Keep it up", "Answer the phone",
	"More activities", "Can't think of anything", "Noise at night",
	"Just carry on", "Longer appointments" };
static const char *const openers_good[] = { "Thank you all. ", "", "", "", "",
	"", "I just want to say thank you. ", "From the first day I felt at ease. " };
static const char *const openers_bad[] = { "", "", "", "", "",
	"I am sorry to say this but it was not good enough. ",
	"I know you are all busy. ", "Overall fine but " };
/* clang-format on */

#define PICK(p, list) (list)[prng_below((p), (uint32_t)NELEM(list))]

/* Someone who cared; "the nurse" inside a sentence, "The nurse" before it. */
static void write_who(
    struct buf *out, struct prng *p, enum demo_setting where, bool first)
{
	const char *who =
	    where == DEMO_WARD ? PICK(p, people) : PICK(p, visitors);

	buf_byte(out, first ? who[0] : (char)(who[0] - 'A' + 'a'));
	buf_cstr(out, who + 1);
}

/* A line with its slots filled. */
static void write_line(
    struct buf *out, struct prng *p, enum demo_setting where, const char *line)
{
	for (const char *at = line; *at != '\0'; at++) {
		if (at[0] != '{') {
			buf_byte(out, *at);
			continue;
		}
		if (at[1] == 'a')
			write_who(out, p, where, at == line);
		else if (at[1] == 'w')
			buf_cstr(out, PICK(p, times));
		else
			buf_cstr(out, PICK(p, spots));
		at += 2;
	}
}

/* A topic that fits the setting and was not used in this comment yet. */
static int pick_topic(struct prng *p, enum demo_setting where, unsigned *used)
{
	for (int tries = 0; tries < 40; tries++) {
		/* People speak of staff more than of anything. */
		const uint32_t t =
		    prng_below(p, 100) < 30 ? STAFF : prng_below(p, TOPICS);

		if ((topics[t].where & IN(where)) == 0 || *used & (1U << t))
			continue;
		*used |= 1U << t;
		return (int)t;
	}
	return -1;
}

static void sentence(struct buf *out, struct prng *p, enum demo_setting where,
    bool happy, unsigned *used)
{
	const int t = pick_topic(p, where, used);
	uint32_t n = 0;

	if (t < 0)
		return;
	const char *const *lines = happy ? topics[t].good : topics[t].bad;

	while (n < LINES_MAX && lines[n] != NULL)
		n++;
	if (out->n > 0 && out->p[out->n - 1] != ' ')
		buf_byte(out, ' ');
	write_line(out, p, where, lines[prng_below(p, n)]);
}

/* How many sentences someone writes; 0 is two or three words. Half of all
 * comments are short, a few are letters. */
static unsigned length(struct prng *p, int answer)
{
	const uint32_t d = prng_below(p, 100);
	const unsigned more = answer == 4 || answer == 5 ? 1 : 0;

	if (d < 45)
		return more;
	if (d < 74)
		return 1 + more;
	if (d < 92)
		return 2 + more;
	return 3 + prng_below(p, 6);
}

/* Some people write without capitals, some in capitals, some without a full
 * stop. */
static void habits(struct buf *b, size_t from, struct prng *p)
{
	const uint32_t d = prng_below(p, 100);

	if (b->n > from && d < 30 && b->p[b->n - 1] == '.') {
		b->n--;
		b->p[b->n] = '\0';
	}
	for (size_t i = from; i < b->n; i++) {
		char *c = &b->p[i];

		if (d >= 88 && d < 97 && *c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
		else if (d >= 98 && *c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	}
}

/* Whether this sentence is a happy one: the answer decides, and the box. */
static bool is_happy(struct prng *p, int answer, bool good)
{
	static const unsigned percent[7] = { 0, 99, 94, 65, 25, 10, 60 };

	if (!good)
		return prng_below(p, 100) < (answer <= 2 ? 8U : 2U);
	return prng_below(p, 100) < percent[answer];
}

/* Who leaves a box empty: fewer of those who had a reason to write. */
static bool leaves_empty(struct prng *p, int answer, bool good)
{
	const uint32_t d = prng_below(p, 100);

	if (good)
		return d < (answer >= 4 ? 55U : 22U);
	return d < (answer >= 4 ? 15U : 52U);
}

void demo_comment(struct buf *out, struct prng *p, enum demo_setting where,
    int answer, bool good)
{
	const size_t from = out->n;
	unsigned used = 0;

	if (leaves_empty(p, answer, good))
		return;
	const unsigned n = length(p, answer);

	if (n == 0) {
		buf_cstr(out, good ? PICK(p, short_good) : PICK(p, short_bad));
		habits(out, from, p);
		return;
	}
	if (n > 2)
		buf_cstr(
		    out, good ? PICK(p, openers_good) : PICK(p, openers_bad));
	for (unsigned i = 0; i < n; i++)
		sentence(out, p, where, is_happy(p, answer, good), &used);
	habits(out, from, p);
}
