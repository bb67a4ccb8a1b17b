/*
 * redact_test.c: what is found in texts that were written to be hard. In a
 * case, what has to be found stands in [brackets]; everything else must not
 * be.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "tap.h"
#include "text/redact.h"

struct hard {
	const char *text; /* with brackets */
	enum redact_type type;
};

#define N REDACT_NAME

/* clang-format off */
static const struct hard cases[] = {
	/* Names of many cultures. */
	{ "[Oluwaseun Adeyemi] was so kind to me.", N },
	{ "Thank you to [Nguyen Thi Mai] for the tea.", N },
	{ "My nurse was [Agnieszka Kowalczyk].", N },
	{ "[Siobhan] and [Aoife] looked after my mum.", N },
	{ "I saw [Dr Mohammed Hussain] and [Dr. Priya Patel].", N },
	{ "[Mrs Chidi Okafor] explained everything.", N },
	{ "[Gurpreet Kaur] listened to me.", N },
	{ "[Zbigniew] was brilliant, so was [Katarzyna].", N },
	{ "We met [Xiaoming Li] on the ward.", N },
	{ "[María García] rang me back.", N },
	{ "[Zoë] was lovely.", N },
	{ "[Sinéad O’Connor] was our midwife.", N },
	{ "[Kwame] made me laugh, and [Ama] too.", N },
	{ "[Fatima al-Hassan] translated for us.", N },
	{ "[Maria de Souza] took my blood.", N },
	{ "[Pieter van der Merwe] did the scan.", N },
	/* Names that are words. */
	{ "The nurse, [Will], was great. I will come back.", N },
	{ "[Mark] was very helpful. Full mark for the food.", N },
	{ "I hope to see [Hope] again.", N },
	{ "In May I saw [May] at reception. It may help.", N },
	{ "[Rose] was lovely. The sun rose at six.", N },
	{ "[Grace] listened to me, by the grace of God.", N },
	{ "My thanks go to [Dawn], we arrived at dawn.", N },
	{ "[Joy] is a joy.", N },
	{ "Thanks to [Faith] I have faith in the NHS.", N },
	{ "Will you fix the lift? May I say it is broken?", N },
	{ "Mark my words. Hope springs. Rose tinted glasses.", N },
	{ "May be better in June. August was hot.", N },
	{ "Patience and kindness. Hope for the best.", N },
	{ "The summer was hot and the heather was out.", N },
	/* All small, all capitals. */
	{ "thank you [sarah] and [priya] for everything", N },
	{ "[gillian] was great, she sat with me", N },
	{ "[sister angela] was so good to us", N },
	{ "my sister [angela] came with me", N },
	{ "[dr smith] was rude and [mrs khan] was not", N },
	{ "[nurse rose] held my hand", N },
	{ "i spoke to [mohammed] who was fab", N },
	{ "[john smith] was my driver", N },
	{ "THANK YOU [SARAH] YOU WERE GREAT", N },
	{ "[DR PATEL] WAS VERY RUDE TO MY MOTHER", N },
	{ "THE STAFF ON THE WARD WERE GREAT AND I WILL COME BACK", N },
	{ "I CANNOT THANK [MRS JONES] ENOUGH", N },
	/* Titles, initials, possessives, hyphens, apostrophes. */
	{ "[Dr. J. K. Smith] saw me.", N },
	{ "[Mr O'Neill] operated on me.", N },
	{ "[Ms Smith-Jones] was on time.", N },
	{ "[Anne-Marie]'s care was perfect.", N },
	{ "It was [Sue]'s idea and [Dr Khan]’s advice.", N },
	{ "[Sarah J. Brown] helped.", N },
	{ "[Professor Tomasic] and [Nurse Quail] were on duty.", N },
	{ "[Matron Green] ran the ward.", N },
	{ "[Miss Commander] got me a taxi.", N },
	{ "[D'Souza] is her name: [Dr D'Souza].", N },
	/* Short forms. */
	{ "[Chris], [Jo] and [Bev] were a great team.", N },
	{ "Big thanks to [Deb] and [Shaz] in the kitchen.", N },
	{ "[Tricia] made me tea.", N },
	/* What is no name. */
	{ "The Nurse Practitioner was good. Sister Ward was not there.", N },
	{ "My sister was with me and my nan drove.", N },
	{ "Ward 5 at Leicester was clean. Durham was far.", N },
	{ "On Monday the Physio came. In March too.", N },
	{ "I was in Nottingham City Hospital, Queens Medical Centre.", N },
	{ "The Sunderland Royal and Newcastle are both good.", N },
	{ "It was in English and in Polish.", N },
	{ "The GP said Paracetamol and Ibuprofen.", N },
	{ "Rose Ward is clean and Kingsley Ward is not.", N },
	{ "I miss him. I miss having a garden.", N },
	{ "Alzheimer's and Parkinson's are hard.", N },
	{ "lovley staff, recieved good care, 10 mins wait", N },
	{ "Staff were kind. Nothing to improve. Food was cold.", N },
	{ "Doctor was late. Nurse was kind. Consultant was rude.", N },
	/* Telephones. */
	{ "Ring me on [07700 900123] please", REDACT_PHONE },
	{ "Ring [+44 7700 900123] or [0044 7700 900 123].", REDACT_PHONE },
	{ "[+44 (0)7700 900123] is best", REDACT_PHONE },
	{ "home [(01632) 960 123] or work [01632-960-123]", REDACT_PHONE },
	{ "[020 7946 0018], [0161 496 0000]", REDACT_PHONE },
	{ "tel [960123] after six", REDACT_PHONE },
	{ "phone [07700.900.123]", REDACT_PHONE },
	{ "Call 111 or 999. I gave it 10/10. Room 1234.", REDACT_PHONE },
	{ "It cost 1,200 and took 45 minutes, from 10 to 12.", REDACT_PHONE },
	/* Mail and web. */
	{ "mail [john.o'neill+nhs@example.co.uk]. Thanks", REDACT_EMAIL },
	{ "[JANE_DOE@EXAMPLE.NHS.UK]", REDACT_EMAIL },
	{ "write to [sue @ example.com] soon", REDACT_EMAIL },
	{ "meet @ 10 or @ the ward", REDACT_EMAIL },
	{ "see [https://example.org/a?b=c#d], it says so", REDACT_URL },
	{ "see [www.example.com] or ([example.co.uk/page]).", REDACT_URL },
	{ "It was good.Me and mum liked it.Thanks.", REDACT_URL },
	/* Numbers with a check. */
	{ "my nhs number is [999 926 4700]", REDACT_NHS_NUMBER },
	{ "[9999264700] is mine", REDACT_NHS_NUMBER },
	{ "NHS No. [999-926-4701]", REDACT_NHS_NUMBER },
	{ "ref 9999264701 was lost", REDACT_NHS_NUMBER },
	{ "NI [QQ 12 34 56 C] and [ab123456d]", REDACT_NI_NUMBER },
	{ "national insurance [QQ123456]", REDACT_NI_NUMBER },
	{ "bed AB12 on ward C", REDACT_NI_NUMBER },
	/* Where. */
	{ "I live in [NG1 5AA] or [ng15aa] or [EC1A 1BB].", REDACT_POSTCODE },
	{ "on M1 2nd floor, bay B6 1st bed of six", REDACT_POSTCODE },
	{ "ward F21 and A1 9am", REDACT_POSTCODE },
	{ "I live at [14b Mill Lane].", REDACT_ADDRESS },
	{ "sent to [Flat 2, 104 Jackson Crescent], again", REDACT_ADDRESS },
	{ "at [221 st marys road] since june", REDACT_ADDRESS },
	{ "[12-14 High Street] is my home", REDACT_ADDRESS },
	{ "I live on [Kings Meadow Road] near the shop", REDACT_ADDRESS },
	{ "2 nurses went out of their way", REDACT_ADDRESS },
	{ "a 10 minute walk and 5 minutes drive", REDACT_ADDRESS },
	{ "4 staff on the whole place, 3 steps down the road", REDACT_ADDRESS },
	/* When. */
	{ "born [3rd of May 1962], seen [03/05/22]", REDACT_DATE },
	{ "[2021-12-31], [31.12.2021] and [Dec 31st]", REDACT_DATE },
	{ "on [7th feb 2022] and [7 feb]", REDACT_DATE },
	{ "[May 3rd, 2019] to [June 5]", REDACT_DATE },
	{ "dob [03051962]", REDACT_DATE },
	{ "it may 2 of us; open 24/7; 9/10; in march 20 people",
	    REDACT_DATE },
	{ "In March 2021 we waited from 10.30 to 11.45.", REDACT_DATE },
};
/* clang-format on */

static bool opens(char c)
{
	return c == '[' || c == '{';
}

static bool closes(char c)
{
	return c == ']' || c == '}';
}

/* A case without its signs, and what it wants: 1 must, 2 may, 0 must not. */
static size_t unpack(const char *from, char *text, char *want)
{
	size_t n = 0;
	char now = 0;

	for (; *from != '\0'; from++) {
		if (opens(*from)) {
			now = *from == '[' ? 1 : 2;
		} else if (closes(*from)) {
			now = 0;
		} else {
			text[n] = *from;
			want[n++] = now;
		}
	}
	return n;
}

/* Every run that must be found is touched, and nothing else is. */
static bool right(const char *want, const char *got, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const size_t from = i;
		bool hit = false;

		if (want[i] == 0 && got[i])
			return false;
		if (want[i] != 1)
			continue;
		for (; i < n && want[i] == 1; i++)
			hit = hit || got[i];
		if (!hit)
			return false;
		i = i > from ? i - 1 : i;
	}
	return true;
}

static void check_case(const struct hard *c)
{
	char text[400], want[400], got[400] = { 0 };
	const size_t n = unpack(c->text, text, want);
	struct redact_spans s = { 0 };

	text_redact((struct str){ text, n }, NULL, &s);
	for (size_t i = 0; i < s.n; i++)
		if (s.list[i].type == c->type)
			memset(got + s.list[i].from, 1,
			    s.list[i].to - s.list[i].from);
	const bool good = right(want, got, n);

	ok(good, "%s: %s", redact_type_name(c->type), c->text);
	for (size_t i = 0; !good && i < s.n; i++)
		printf("# found %s: %.*s\n", redact_type_name(s.list[i].type),
		    (int)(s.list[i].to - s.list[i].from),
		    text + s.list[i].from);
	redact_spans_free(&s);
}

static size_t names_in(const char *text, const struct redact_keep *keep)
{
	struct redact_spans s = { 0 };
	size_t n = 0;

	text_redact(str_of(text), keep, &s);
	for (size_t i = 0; i < s.n; i++)
		n += s.list[i].type == REDACT_NAME;
	redact_spans_free(&s);
	return n;
}

static void check_keep(void)
{
	struct redact_keep *k = redact_keep_new();

	is_int((int)names_in("I was on Harriet and it was clean", NULL), 1,
	    "without a list, a ward's name could be a person's");
	redact_keep_add(k, S("Harriet Ward"));
	redact_keep_add(k, S("Albion"));
	redact_keep_add(k, S("Shannon House"));
	is_int((int)names_in("I was on Harriet and it was clean", k), 0,
	    "a ward's name stays without \"ward\" behind \"on\"");
	is_int((int)names_in("Thank you Harriet you were great", k), 1,
	    "the same name for a person goes");
	is_int((int)names_in("Albion was great. ALBION", k), 0,
	    "a word of the list always stays");
	is_int((int)names_in("Shannon at Shannon House was kind", k), 1,
	    "a person and a house of one name are told apart");
	redact_keep_free(k);
}

static void check_long(void)
{
	const size_t n = (size_t)10 << 20;
	char *p = malloc(n);
	static const char one[] = "Call Sarah Jones on 07700 900123 now. ";
	struct redact_spans s = { 0 };
	size_t names = 0, phones = 0;

	if (p == NULL)
		abort();
	for (size_t i = 0; i < n; i++)
		p[i] = one[i % (sizeof(one) - 1)];
	text_redact((struct str){ p, n }, NULL, &s);
	for (size_t i = 0; i < s.n; i++) {
		names += s.list[i].type == REDACT_NAME;
		phones += s.list[i].type == REDACT_PHONE;
	}
	ok(names == n / (sizeof(one) - 1) && phones == names,
	    "ten million bytes: nothing is lost where pieces meet "
	    "(%zu names, %zu telephones)",
	    names, phones);
	redact_spans_free(&s);
	memset(p, 'a', n);
	text_redact((struct str){ p, n }, NULL, &s);
	is_int((int)s.n, 0, "ten million letters without a space");
	redact_spans_free(&s);
	memset(p, '@', n);
	text_redact((struct str){ p, n }, NULL, &s);
	is_int((int)s.n, 0, "ten million @");
	redact_spans_free(&s);
	for (size_t i = 0; i < n; i++)
		p[i] = (char)(i * 7 + i / 251);
	text_redact((struct str){ p, n }, NULL, &s);
	ok(true, "ten million bytes of anything");
	redact_spans_free(&s);
	free(p);
}

int main(void)
{
	for (size_t i = 0; i < NELEM(cases); i++)
		check_case(&cases[i]);
	check_keep();
	check_long();
	return tap_done();
}
