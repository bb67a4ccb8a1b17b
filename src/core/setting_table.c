/*
 * setting_table.c: the settings there are, with what holds until a trust says
 * otherwise. A setting stands here when code reads it.
 */
#include "core/setting.h"

#include "base/words.h"

#define BOOL_RANGE 0, 1

/* clang-format off */
static const struct setting settings[] = {
	{ "trust_name", SETTING_TEXT, "Our trust", 1, 200, NULL,
	  N_("The name of the trust, as people know it"), false },
	{ "trust_short_name", SETTING_TEXT, "", 0, 60, NULL,
	  N_("A short name, for narrow pages and posters"), false },
	{ "base_url", SETTING_URL, "", 0, 500, NULL,
	  N_("Where people reach this site, for posters and letters: "
	     "https://… without a slash at the end"), false },
	{ "demo", SETTING_BOOL, "0", BOOL_RANGE, NULL,
	  N_("This is an invented trust to look around in"), true },

	{ "contact_back_days", SETTING_INT, "90", 1, 3650, N_("days"),
	  N_("How long we keep a phone number or mail address that someone "
	     "left so that we can answer"), false },
	{ "reply_working_days", SETTING_INT, "3", 1, 60, N_("working days"),
	  N_("When people who asked for an answer can expect one"), false },
	{ "return_code_attempts", SETTING_INT, "20", 3, 1000, N_("an hour"),
	  N_("How often one address may try a return code"), false },
	{ "small_number", SETTING_INT, "5", 5, 50, N_("responses"),
	  N_("Fewer than this are never shown to the public"), false },
	{ "percent_number", SETTING_INT, "10", 10, 100, N_("responses"),
	  N_("Fewer than this have no percentage in public"), false },
	{ "emergency_sentence", SETTING_TEXT,
	  "This page is not for emergencies. If a life is at risk, call 999. "
	  "For urgent help with your mental health, call 111 and choose "
	  "option 2. You can call Samaritans free on 116 123, day or night.",
	  1, 2000, NULL,
	  N_("What stands beside every box that people write in"), false },
	{ "risk_from_hour", SETTING_INT, "9", 0, 12, N_("o'clock"),
	  N_("From when in the day people are there to read comments that "
	     "may speak of a risk"), false },
	{ "risk_to_hour", SETTING_INT, "17", 13, 24, N_("o'clock"),
	  N_("Until when they are there"), false },
	{ "risk_every_day", SETTING_BOOL, "0", BOOL_RANGE, NULL,
	  N_("They are there at weekends and on bank holidays too"), false },
	{ "risk_urgent_hours", SETTING_INT, "2", 1, 24, N_("staffed hours"),
	  N_("Within how long an urgent one is looked at"), false },
	{ "risk_concern_hours", SETTING_INT, "8", 1, 80, N_("staffed hours"),
	  N_("Within how long any other of them is looked at"), false },
	{ "risk_email", SETTING_TEXT, "", 0, 200, NULL,
	  N_("Who is told at once when a comment may speak of a risk"), false },
	{ "risk_deputy", SETTING_TEXT, "", 0, 100, NULL,
	  N_("The deputy: who looks when nobody has looked in time"), false },
	{ "risk_deputy_email", SETTING_TEXT, "", 0, 200, NULL,
	  N_("The deputy's mail address"), false },
	{ "publish_target", SETTING_INT, "0", 0, 100, N_("%"),
	  N_("How many of the comments that may be shown should be public. 0: "
	     "no target"), false },
	{ "loop_target", SETTING_INT, "80", 0, 100, N_("%"),
	  N_("How many months of teams should be complete: heard, acted, and "
	     "people told. 0: no target"), false },
	{ "coproduced_target", SETTING_INT, "60", 0, 100, N_("%"),
	  N_("How many of the improvement projects should be co-produced. 0: "
	     "no target"), false },
	{ "widget_sites", SETTING_TEXT, "", 0, 1000, NULL,
	  N_("Sites that may show \"You said, we did\" inside their own pages: "
	     "https://www.example.nhs.uk, with spaces between"), false },
	{ "support_phone", SETTING_TEXT, "", 0, 60, NULL,
	  N_("The phone number of the people who help patients and families "
	     "(PALS)"), false },
	{ "support_email", SETTING_TEXT, "", 0, 200, NULL,
	  N_("Their mail address"), false },
	{ "data_protection_contact", SETTING_TEXT, "", 0, 500, NULL,
	  N_("Who answers questions about personal data, and how to reach "
	     "them"), false },

	{ "case_response_days", SETTING_INT, "25", 5, 120, N_("working days"),
	  N_("The trust's own target for answering a complaint"), false },
	{ "case_update_days", SETTING_INT, "10", 1, 60, N_("working days"),
	  N_("How often somebody who complained hears how it goes"), false },
	{ "case_light_days", SETTING_INT, "5", 1, 60, N_("working days"),
	  N_("The target for concerns, enquiries and thanks"), false },
	{ "case_mp_days", SETTING_INT, "20", 1, 60, N_("working days"),
	  N_("The target for letters from members of Parliament"), false },
	{ "case_keep_years", SETTING_INT, "10", 8, 30, N_("years"),
	  N_("How long a closed case is kept before somebody looks whether it "
	     "can be disposed of"), false },
	{ "case_alert_email", SETTING_TEXT, "", 0, 200, NULL,
	  N_("Who hears at once when words in a new case say that a life may "
	     "be at risk"), false },
	{ "chart_ptd", SETTING_BOOL, "0", BOOL_RANGE, NULL,
	  N_("Charts over time leave out outlying steps and always show icons, "
	     "as NHSRplotthedots does. No: as the tool of Making Data Count "
	     "does"), false },
	{ "target_positive", SETTING_INT, "0", 0, 100, N_("%"),
	  N_("The target for percent positive, as a line on the charts. 0: no "
	     "target"), false },
	{ "target_very_good", SETTING_INT, "0", 0, 100, N_("%"),
	  N_("The target for percent very good. 0: no target"), false },

	{ "warn_false_percent", SETTING_INT, "10", 1, 50, N_("in a hundred"),
	  N_("Of the warnings about teams, how many may be false alarms. Fewer "
	     "means that real changes are found later"), false },
	{ "warn_own_days", SETTING_INT, "2", 0, 10, N_("working days"),
	  N_("How long only the team sees a new warning about itself"), false },

	{ "session_hours", SETTING_INT, "12", 1, 24, N_("hours"),
	  N_("How long a sign-in lasts at most"), false },
	{ "session_idle_minutes", SETTING_INT, "60", 5, 720, N_("minutes"),
	  N_("After how long without a click a sign-in ends"), false },
	{ "second_factor", SETTING_BOOL, "0", BOOL_RANGE, NULL,
	  N_("Whoever may see who people are, exact words, health, bank "
	     "details or answers about a person, or looks after sign-ins, "
	     "needs a second factor to sign in"), false },
	{ "oidc_issuer", SETTING_URL, "", 0, 500, NULL,
	  N_("The trust's own sign-in (OpenID Connect): the address of its "
	     "issuer"), false },
	{ "oidc_client_id", SETTING_TEXT, "", 0, 200, NULL,
	  N_("The name that Heard has there"), false },
	{ "oidc_claim", SETTING_TEXT, "groups", 1, 100, NULL,
	  N_("The claim that says what somebody does"), false },
	{ "oidc_roles", SETTING_TEXT, "", 0, 4000, NULL,
	  N_("What each of its values means here: value = role @ unit, with ; "
	     "between. Without a unit: the whole trust"), false },
	{ "oidc_only", SETTING_BOOL, "0", BOOL_RANGE, NULL,
	  N_("Colleagues sign in there and nowhere else"), false },
	{ "file_max_mb", SETTING_INT, "20", 1, 30, N_("megabytes"),
	  N_("The largest file that can be kept"), false },
	{ "pay_working_days", SETTING_INT, "10", 1, 60, N_("working days"),
	  N_("Within how many working days people who take part are paid"), false },
	{ "papers_working_days", SETTING_INT, "5", 1, 20, N_("working days"),
	  N_("How long before an activity people have its brief and papers"), false },
	{ "bulletin_day", SETTING_INT, "1", 1, 28, N_("day of the month"),
	  N_("When members are sent the bulletin of opportunities"), false },
	{ "keep_payments_years", SETTING_INT, "7", 1, 20, N_("years"),
	  N_("How long after the financial year the names beside payments stay"), false },
	{ "young_vouchers", SETTING_BOOL, "1", BOOL_RANGE, NULL,
	  N_("People under 18 have vouchers, not money into a bank account"), false },
	{ "bacs_on", SETTING_BOOL, "0", BOOL_RANGE, NULL,
	  N_("Ledger batches can also be fetched as BACS Standard 18 records"), false },
	{ "bacs_name", SETTING_TEXT, "", 0, 18, NULL,
	  N_("BACS: the trust's name as the bank knows it"), false },
	{ "bacs_sort_code", SETTING_TEXT, "", 0, 6, NULL,
	  N_("BACS: the sort code that pays"), false },
	{ "bacs_account", SETTING_TEXT, "", 0, 8, NULL,
	  N_("BACS: the account that pays"), false },
	{ "smtp_url", SETTING_URL, "", 0, 500, NULL,
	  N_("The mail server: smtp://host:port or smtps://host:port"), false },
	{ "mail_from", SETTING_TEXT, "", 0, 200, NULL,
	  N_("The address that our mail comes from"), false },
	{ "clamd_socket", SETTING_TEXT, "", 0, 200, NULL,
	  N_("Where the virus scanner (clamd) listens: the path of its socket, "
	     "or tcp:address:port. Empty: files are not scanned"), false },
	{ "feed_dir", SETTING_TEXT, "", 0, 500, NULL,
	  N_("The folder on the server where files for your reporting tool "
	     "are written every night. Empty: none are"), false },
	{ "sms_url", SETTING_URL, "", 0, 500, NULL,
	  N_("Where text messages are handed over: the address of the "
	     "gateway, beginning with https. Empty: none are sent"), false },
	{ "sms_body", SETTING_TEXT, "", 0, 2000, NULL,
	  N_("What is posted to it, as a form or as JSON, with {number} and "
	     "{text} in their places"), false },
};
/* clang-format on */

const struct setting *settings_all(size_t *ret_n)
{
	*ret_n = NELEM(settings);
	return settings;
}
