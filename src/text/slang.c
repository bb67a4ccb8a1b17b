/*
 * slang.c: see slang.h. Three tables. Owns
 * no rule about meaning: what a word says for or against is polarity.c's.
 */
#include "text/slang.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/attr.h"
#include "text/word_index.h"

struct entry {
	struct str from, to;
};

/* clang-format off */
static const struct entry words[] = {
	{ STR("2day"), STR("today") }, { STR("2moro"), STR("tomorrow") }, { STR("4"), STR("for") },
	{ STR("abit"), STR("a bit") }, { STR("accomodating"), STR("accommodating") },
	{ STR("acomodating"), STR("accommodating") }, { STR("alot"), STR("a lot") },
	{ STR("amb"), STR("ambulance") }, { STR("ambo"), STR("ambulance") },
	{ STR("ambulence"), STR("ambulance") }, { STR("amublance"), STR("ambulance") },
	{ STR("anwser"), STR("answer") }, { STR("apointment"), STR("appointment") },
	{ STR("apointments"), STR("appointments") }, { STR("appmt"), STR("appointment") },
	{ STR("appoinment"), STR("appointment") }, { STR("appoinments"), STR("appointments") },
	{ STR("appointement"), STR("appointment") }, { STR("appointmnt"), STR("appointment") },
	{ STR("appt"), STR("appointment") }, { STR("appts"), STR("appointments") },
	{ STR("apt"), STR("appointment") }, { STR("apts"), STR("appointments") },
	{ STR("b4"), STR("before") }, { STR("bc"), STR("because") }, { STR("bcos"), STR("because") },
	{ STR("bcoz"), STR("because") }, { STR("becuase"), STR("because") }, { STR("bk"), STR("back") },
	{ STR("brill"), STR("brilliant") }, { STR("briliant"), STR("brilliant") },
	{ STR("brillant"), STR("brilliant") }, { STR("cant"), STR("can't") },
	{ STR("comunication"), STR("communication") }, { STR("comfterble"), STR("comfortable") },
	{ STR("convinient"), STR("convenient") }, { STR("cos"), STR("because") },
	{ STR("couldnt"), STR("couldn't") }, { STR("courtious"), STR("courteous") },
	{ STR("coz"), STR("because") }, { STR("curteous"), STR("courteous") }, { STR("cuz"), STR("because") },
	{ STR("definately"), STR("definitely") }, { STR("defo"), STR("definitely") },
	{ STR("diagnosises"), STR("diagnoses") }, { STR("didnt"), STR("didn't") },
	{ STR("disapointed"), STR("disappointed") }, { STR("disapointing"), STR("disappointing") },
	{ STR("doc"), STR("doctor") }, { STR("docs"), STR("doctors") }, { STR("doctrs"), STR("doctors") },
	{ STR("doesnt"), STR("doesn't") }, { STR("dont"), STR("don't") }, { STR("dr"), STR("doctor") },
	{ STR("drs"), STR("doctors") }, { STR("efficent"), STR("efficient") },
	{ STR("eficient"), STR("efficient") }, { STR("embarassed"), STR("embarrassed") },
	{ STR("every1"), STR("everyone") }, { STR("everythin"), STR("everything") },
	{ STR("excelent"), STR("excellent") }, { STR("excellant"), STR("excellent") },
	{ STR("exellent"), STR("excellent") }, { STR("exelent"), STR("excellent") },
	{ STR("expirence"), STR("experience") }, { STR("explaned"), STR("explained") },
	{ STR("fab"), STR("fabulous") }, { STR("fantasic"), STR("fantastic") },
	{ STR("fone"), STR("phone") }, { STR("foned"), STR("phoned") }, { STR("frendly"), STR("friendly") },
	{ STR("freindly"), STR("friendly") }, { STR("fri"), STR("friday") },
	{ STR("frindly"), STR("friendly") }, { STR("gd"), STR("good") }, { STR("gr8"), STR("great") },
	{ STR("grt"), STR("great") }, { STR("hadnt"), STR("hadn't") }, { STR("happend"), STR("happened") },
	{ STR("hasnt"), STR("hasn't") }, { STR("havent"), STR("haven't") }, { STR("helpfull"), STR("helpful") },
	{ STR("helpul"), STR("helpful") }, { STR("hosp"), STR("hospital") },
	{ STR("hospitol"), STR("hospital") }, { STR("hr"), STR("hour") }, { STR("hrs"), STR("hours") },
	{ STR("imediate"), STR("immediate") }, { STR("immediatly"), STR("immediately") },
	{ STR("info"), STR("information") }, { STR("infomation"), STR("information") },
	{ STR("isnt"), STR("isn't") }, { STR("ive"), STR("i've") }, { STR("k"), STR("ok") },
	{ STR("kno"), STR("know") }, { STR("knowledgable"), STR("knowledgeable") },
	{ STR("knowlegable"), STR("knowledgeable") }, { STR("listend"), STR("listened") },
	{ STR("luv"), STR("love") }, { STR("luvly"), STR("lovely") }, { STR("lvly"), STR("lovely") },
	{ STR("med"), STR("medication") }, { STR("medcine"), STR("medicine") },
	{ STR("medecine"), STR("medicine") }, { STR("meds"), STR("medication") },
	{ STR("min"), STR("minute") }, { STR("mins"), STR("minutes") }, { STR("msg"), STR("message") },
	{ STR("mths"), STR("months") }, { STR("n"), STR("and") }, { STR("neccessary"), STR("necessary") },
	{ STR("nite"), STR("night") }, { STR("no1"), STR("no one") }, { STR("nowt"), STR("nothing") },
	{ STR("nuthin"), STR("nothing") }, { STR("nxt"), STR("next") }, { STR("okay"), STR("ok") },
	{ STR("parademics"), STR("paramedics") }, { STR("paramedis"), STR("paramedics") },
	{ STR("perscription"), STR("prescription") }, { STR("plz"), STR("please") },
	{ STR("pls"), STR("please") }, { STR("ppl"), STR("people") }, { STR("pleasent"), STR("pleasant") },
	{ STR("proffesional"), STR("professional") }, { STR("proffessional"), STR("professional") },
	{ STR("profesional"), STR("professional") }, { STR("promt"), STR("prompt") },
	{ STR("r"), STR("are") }, { STR("realy"), STR("really") }, { STR("reasuring"), STR("reassuring") },
	{ STR("recieve"), STR("receive") }, { STR("recieved"), STR("received") },
	{ STR("receptionst"), STR("receptionist") }, { STR("recomend"), STR("recommend") },
	{ STR("reply"), STR("reply") }, { STR("s"), STR("is") }, { STR("satified"), STR("satisfied") },
	{ STR("seperate"), STR("separate") }, { STR("shouldnt"), STR("shouldn't") },
	{ STR("some1"), STR("someone") }, { STR("suport"), STR("support") }, { STR("suportive"), STR("supportive") },
	{ STR("tel"), STR("telephone") }, { STR("thanku"), STR("thank you") },
	{ STR("thankyou"), STR("thank you") }, { STR("thats"), STR("that's") },
	{ STR("thnx"), STR("thanks") }, { STR("thx"), STR("thanks") }, { STR("tks"), STR("thanks") },
	{ STR("tnx"), STR("thanks") }, { STR("tx"), STR("thanks") }, { STR("ty"), STR("thank you") },
	{ STR("u"), STR("you") }, { STR("untill"), STR("until") }, { STR("ur"), STR("your") },
	{ STR("usefull"), STR("useful") }, { STR("v"), STR("very") }, { STR("vgood"), STR("very good") },
	{ STR("vry"), STR("very") }, { STR("w8"), STR("wait") }, { STR("w8ed"), STR("waited") },
	{ STR("w8ing"), STR("waiting") }, { STR("waitin"), STR("waiting") }, { STR("wasnt"), STR("wasn't") },
	{ STR("wating"), STR("waiting") }, { STR("wen"), STR("when") }, { STR("werent"), STR("weren't") },
	{ STR("wiv"), STR("with") }, { STR("wk"), STR("week") }, { STR("wks"), STR("weeks") },
	{ STR("wonderfull"), STR("wonderful") }, { STR("wont"), STR("won't") },
	{ STR("wouldnt"), STR("wouldn't") }, { STR("wud"), STR("would") }, { STR("xlnt"), STR("excellent") },
	{ STR("yr"), STR("year") }, { STR("yrs"), STR("years") },
};

static const struct picture {
	uint32_t first, last;
	const char *word;
} pictures[] = {
	{ 0x2639, 0x2639, "sad" }, { 0x263A, 0x263B, "happy" },
	{ 0x2665, 0x2665, "love" }, { 0x2705, 0x2705, "good" },
	{ 0x2763, 0x2764, "love" }, { 0x2B50, 0x2B50, "excellent" },
	{ 0x1F31F, 0x1F31F, "excellent" }, { 0x1F32D, 0x1F32F, "food" },
	{ 0x1F354, 0x1F37F, "food" }, { 0x1F389, 0x1F38A, "great" },
	{ 0x1F44C, 0x1F44C, "perfect" }, { 0x1F44D, 0x1F44D, "good" },
	{ 0x1F44E, 0x1F44E, "bad" }, { 0x1F44F, 0x1F44F, "brilliant" },
	{ 0x1F480, 0x1F480, "terrible" }, { 0x1F48A, 0x1F48A, "medication" },
	{ 0x1F493, 0x1F49F, "love" }, { 0x1F4A9, 0x1F4A9, "awful" },
	{ 0x1F4AF, 0x1F4AF, "perfect" }, { 0x1F4DE, 0x1F4DE, "phone" },
	{ 0x1F600, 0x1F60E, "happy" }, { 0x1F60F, 0x1F612, "poor" },
	{ 0x1F614, 0x1F616, "sad" }, { 0x1F617, 0x1F61D, "happy" },
	{ 0x1F61E, 0x1F61F, "disappointed" }, { 0x1F620, 0x1F621, "angry" },
	{ 0x1F622, 0x1F623, "sad" }, { 0x1F624, 0x1F624, "angry" },
	{ 0x1F625, 0x1F631, "worried" }, { 0x1F634, 0x1F634, "sleep" },
	{ 0x1F641, 0x1F641, "sad" }, { 0x1F642, 0x1F643, "happy" },
	{ 0x1F644, 0x1F644, "poor" }, { 0x1F64C, 0x1F64C, "great" },
	{ 0x1F64F, 0x1F64F, "thank you" }, { 0x1F691, 0x1F691, "ambulance" },
	{ 0x1F917, 0x1F917, "love" }, { 0x1F922, 0x1F922, "disgusting" },
	{ 0x1F929, 0x1F929, "excellent" }, { 0x1F92C, 0x1F92C, "angry" },
	{ 0x1F92E, 0x1F92E, "disgusting" }, { 0x1F970, 0x1F970, "love" },
	{ 0x1F972, 0x1F972, "sad" }, { 0x1F97A, 0x1F97A, "sad" },
	{ 0x1F9E1, 0x1F9E1, "love" },
};
/* clang-format on */

static const struct entry faces[] = {
	{ STR(":-)"), STR("happy") },
	{ STR(":-("), STR("sad") },
	{ STR(":)"), STR("happy") },
	{ STR(":("), STR("sad") },
	{ STR(":d"), STR("happy") },
	{ STR(";)"), STR("happy") },
	{ STR("<3"), STR("love") },
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct word_index index_of_words;

static void make_index(void)
{
	for (size_t i = 0; i < NELEM(words); i++)
		word_index_add(&index_of_words, words[i].from, i);
}

struct str slang_word(struct str word, uint32_t fnv)
{
	uint32_t at = word_start(fnv);
	size_t i;

	(void)pthread_once(&once, make_index);
	while ((i = word_index_next(&index_of_words, &at)) != SIZE_MAX)
		if (str_eq(words[i].from, word))
			return words[i].to;
	return STR_NULL;
}

static int picture_compare(const void *key, const void *elem)
{
	const uint32_t cp = *(const uint32_t *)key;
	const struct picture *p = elem;

	return cp < p->first ? -1 : cp > p->last;
}

struct str slang_picture(uint32_t codepoint)
{
	const struct picture *p = bsearch(&codepoint, pictures, NELEM(pictures),
	    sizeof(*pictures), picture_compare);

	return p != NULL ? str_of(p->word) : STR_NULL;
}

struct str slang_face(struct str s, size_t *ret_n)
{
	for (size_t i = 0; i < NELEM(faces); i++) {
		if (!str_starts(s, faces[i].from))
			continue;
		*ret_n = faces[i].from.n;
		return faces[i].to;
	}
	return STR_NULL;
}
