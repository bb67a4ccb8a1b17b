/*
 * purpose.c: what letters there are, their fields, and their words until a
 * trust changes them.
 */
#include "base/words.h"
#include "letter/letter.h"

/* clang-format off */
#define SLOT_TRUST   { "trust", false, N_("The name of the trust"), N_("Our trust") }
#define SLOT_ADDRESS { "address", false, N_("Where this site is"), N_("https://heard.example") }

static const struct letter_slot sign_in_code[] = {
	SLOT_TRUST, SLOT_ADDRESS,
	{ "code", true, N_("The six digits"), N_("123456") },
	{ "minutes", false, N_("How many minutes they work"), N_("10") },
};

static const struct letter_slot return_code[] = {
	SLOT_TRUST, SLOT_ADDRESS,
	{ "code", true, N_("The return code"), N_("abcd efgh jkmn") },
};

#define SLOT_CASE    { "number", false, N_("The number of the case"), N_("1234") }
#define SLOT_NAME    { "name", false, N_("Whom it is to"), N_("Ann Example") }
#define SLOT_CONTACT { "contact", false, N_("The named contact"), N_("Pat Helper") }

static const struct letter_slot case_acknowledgement[] = {
	SLOT_TRUST, SLOT_ADDRESS, SLOT_CASE, SLOT_NAME, SLOT_CONTACT,
	{ "received", false, N_("The day it was received"), N_("2 November 2026") },
	{ "due", false, N_("The day the answer comes"), N_("7 December 2026") },
};
static const struct letter_slot case_update[] = {
	SLOT_TRUST, SLOT_ADDRESS, SLOT_CASE, SLOT_NAME, SLOT_CONTACT,
	{ "due", false, N_("The day the answer comes"), N_("7 December 2026") },
};
static const struct letter_slot case_consent[] = {
	SLOT_TRUST, SLOT_ADDRESS, SLOT_CASE, SLOT_NAME, SLOT_CONTACT,
};
static const struct letter_slot case_late[] = {
	SLOT_TRUST, SLOT_ADDRESS, SLOT_CASE, SLOT_NAME, SLOT_CONTACT,
	{ "received", false, N_("The day it was received"), N_("2 May 2026") },
};
static const struct letter_slot case_code[] = {
	SLOT_TRUST, SLOT_ADDRESS, SLOT_CASE, SLOT_NAME,
	{ "code", true, N_("The code of their questions"), N_("abcd efgh jkmn") },
};
static const struct letter_slot case_response[] = {
	SLOT_TRUST, SLOT_ADDRESS, SLOT_CASE, SLOT_NAME,
	{ "considered", true, N_("How it was looked into"), N_("We asked the team and read the notes.") },
	{ "conclusion", true, N_("What was found"), N_("You should have been told.") },
	{ "remedy", true, N_("What is done to put it right"), N_("We now ring before anything changes.") },
	{ "confirmation", true, N_("What has been done, and by when the rest"), N_("This began on 1 November.") },
	{ "rights", true, N_("Their right to go to the Ombudsman"), N_("You can ask the Ombudsman, free.") },
	{ "signatory", true, N_("Who signs"), N_("Elaine Barker") },
};

static const struct letter_purpose purposes[] = {
	{ "sign_in_code", N_("Code to sign in"), sign_in_code, NELEM(sign_in_code),
	  N_("Your code is {code}"),
	  N_("Your code to sign in to {trust} is {code}.\n\n"
	     "It works once, within {minutes} minutes. If you did not ask for "
	     "it, you need not do anything.") },
	{ "return_code", N_("Return code"), return_code, NELEM(return_code),
	  N_("Your return code"),
	  N_("Your return code is {code}\n\n"
	     "Type it in at {address}/reply to see what came of it.") },
	{ "case_acknowledgement", N_("We have your complaint"), case_acknowledgement, NELEM(case_acknowledgement),
	  N_("Your complaint, case {number}"),
	  N_("Dear {name?}\n\n"
	     "Thank you for telling us. We received your complaint on "
	     "{received?}. Its number is {number}.\n\n"
	     "Your care will not suffer because you complained.\n\n"
	     "We would like to talk with you about how we look into it and "
	     "how long that takes. Please call or write to {contact?}, who "
	     "is there for you from now to the end.\n\n"
	     "Someone independent can help you with your complaint, free. "
	     "Ask us and we will tell you who.\n\n"
	     "{trust}") },
	{ "case_update", N_("How your complaint goes"), case_update, NELEM(case_update),
	  N_("How it goes with your complaint, case {number}"),
	  N_("Dear {name?}\n\n"
	     "We are still looking into your complaint. You can expect our "
	     "answer by {due?}.\n\n"
	     "If anything has changed for you, or you would like to talk, "
	     "please call or write to {contact?}.\n\n"
	     "{trust}") },
	{ "case_consent", N_("Please say that you agree"), case_consent, NELEM(case_consent),
	  N_("May we look into this for you? Case {number}"),
	  N_("Dear {name?}\n\n"
	     "Someone has told us about your care and asked us to look into "
	     "it. We only tell them about you if you agree.\n\n"
	     "Please let {contact?} know whether you agree. You can say no, "
	     "and you can change your mind at any time.\n\n"
	     "{trust}") },
	{ "case_late", N_("Why the answer is late"), case_late, NELEM(case_late),
	  N_("Your complaint, case {number}: why it takes longer"),
	  N_("Dear {name?}\n\n"
	     "We received your complaint on {received?} and have not answered "
	     "it within six months. We are sorry.\n\n"
	     "We will answer as soon as we can. {contact?} can tell you how "
	     "it goes.\n\n"
	     "{trust}") },
	{ "case_response", N_("The answer to a complaint"), case_response, NELEM(case_response),
	  N_("Our answer to your complaint, case {number}"),
	  N_("Dear {name?}\n\n"
	     "How we looked into it\n{considered}\n\n"
	     "What we found\n{conclusion}\n\n"
	     "What we do to put it right\n{remedy}\n\n"
	     "What has been done\n{confirmation}\n\n"
	     "If you are not satisfied\n{rights}\n\n"
	     "{signatory}\n{trust}") },
	{ "case_acknowledgement_easy", N_("We have your complaint, in easy words"), case_acknowledgement, NELEM(case_acknowledgement),
	  N_("We have your complaint"),
	  N_("Hello {name?}\n\n"
	     "You told us that something was wrong.\n\n"
	     "Thank you for telling us.\n\n"
	     "You get the same care as before.\n\n"
	     "We want to talk with you. {contact?} will help you.\n\n"
	     "We look into it. We plan to answer by {due?}.\n\n"
	     "Somebody who does not work here can help you too. It costs "
	     "nothing. Ask us.\n\n"
	     "Your number is {number}.\n\n"
	     "{trust}") },
	{ "case_response_easy", N_("The answer to a complaint, in easy words"), case_response, NELEM(case_response),
	  N_("Our answer to you"),
	  N_("Hello {name?}\n\n"
	     "You told us that something was wrong. This is our answer.\n\n"
	     "What we did to find out\n{considered}\n\n"
	     "What we found\n{conclusion}\n\n"
	     "What we will do\n{remedy}\n\n"
	     "What we have done\n{confirmation}\n\n"
	     "If you are not happy with this\n{rights}\n\n"
	     "{signatory}\n{trust}") },
	{ "case_experience", N_("How was it to complain?"), case_code, NELEM(case_code),
	  N_("How was it to complain?"),
	  N_("Dear {name?}\n\n"
	     "We have answered your complaint. We would like to know how it "
	     "was for you, so that we do it better. You need not answer. "
	     "Your answers are kept without your name.\n\n"
	     "Go to {address}/after-complaint and type in {code}\n\n"
	     "If your care got worse because you complained, please tell us "
	     "there. We want to put that right.\n\n"
	     "{trust}") },
	{ "case_equality", N_("Some questions about you"), case_code, NELEM(case_code),
	  N_("Some questions about you"),
	  N_("Dear {name?}\n\n"
	     "We ask everybody who complains a few questions about "
	     "themselves, once, so that we can see whether people are treated "
	     "fairly. You need not answer. Nobody who works on your complaint "
	     "sees your answers.\n\n"
	     "Go to {address}/after-complaint and type in {code}\n\n"
	     "{trust}") },
};
/* clang-format on */

const struct letter_purpose *letter_purposes(size_t *ret_n)
{
	*ret_n = NELEM(purposes);
	return purposes;
}

const struct letter_purpose *letter_purpose(struct str code)
{
	for (size_t i = 0; i < NELEM(purposes); i++)
		if (str_is(code, purposes[i].code))
			return &purposes[i];
	return NULL;
}
