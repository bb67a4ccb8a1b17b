/*
 * polarity.c: see polarity.h. Owns the list of words and how words before
 * others turn or strengthen them.
 */
#include "text/polarity.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

#include "base/attr.h"
#include "text/word_index.h"

enum way {
	WAY_TURN = 1,   /* turns what follows round */
	WAY_STRONG = 2, /* makes what follows stronger */
	WAY_BUT = 4     /* the other side comes now */
};

struct value {
	struct str word;
	int8_t value;
	uint8_t ways;
};

/* clang-format off */
static const struct value values[] = {
	{ STR("able"), 1, 0 }, { STR("abrupt"), -2, 0 }, { STR("absolutely"), 0, WAY_STRONG },
	{ STR("abuse"), -3, 0 }, { STR("abused"), -3, 0 }, { STR("abusive"), -3, 0 },
	{ STR("abysmal"), -3, 0 }, { STR("accessible"), 1, 0 }, { STR("accommodating"), 1, 0 },
	{ STR("accurate"), 1, 0 }, { STR("adequate"), 1, 0 }, { STR("admirable"), 2, 0 },
	{ STR("advice"), 1, 0 }, { STR("advised"), 1, 0 }, { STR("afraid"), -2, 0 },
	{ STR("aggressive"), -2, 0 }, { STR("agony"), -3, 0 }, { STR("agree"), 1, 0 },
	{ STR("alone"), -1, 0 }, { STR("although"), 0, WAY_BUT }, { STR("always"), 0, WAY_STRONG },
	{ STR("amazing"), 3, 0 }, { STR("angel"), 3, 0 }, { STR("angels"), 3, 0 },
	{ STR("angry"), -2, 0 }, { STR("annoyed"), -2, 0 }, { STR("annoying"), -2, 0 },
	{ STR("another"), -1, 0 }, { STR("answered"), 1, 0 }, { STR("anxious"), -1, 0 },
	{ STR("appalled"), -2, 0 }, { STR("appalling"), -3, 0 }, { STR("appreciate"), 2, 0 },
	{ STR("appreciated"), 2, 0 }, { STR("appreciative"), 2, 0 }, { STR("approachable"), 2, 0 },
	{ STR("appropriate"), 1, 0 }, { STR("argued"), -2, 0 }, { STR("arrogant"), -2, 0 },
	{ STR("ashamed"), -2, 0 }, { STR("assault"), -3, 0 }, { STR("assaulted"), -3, 0 },
	{ STR("atrocious"), -3, 0 }, { STR("attentive"), 2, 0 }, { STR("available"), 1, 0 },
	{ STR("avoid"), -2, 0 }, { STR("aware"), 1, 0 }, { STR("awesome"), 3, 0 },
	{ STR("awful"), -3, 0 }, { STR("bad"), -2, 0 }, { STR("badly"), -2, 0 },
	{ STR("barbaric"), -3, 0 }, { STR("beautiful"), 2, 0 }, { STR("best"), 2, 0 },
	{ STR("better"), 1, 0 }, { STR("bit"), -1, 0 }, { STR("blame"), -2, 0 },
	{ STR("blamed"), -2, 0 }, { STR("bland"), -1, 0 }, { STR("blunt"), -2, 0 },
	{ STR("bonus"), 1, 0 }, { STR("bored"), -2, 0 }, { STR("boring"), -1, 0 },
	{ STR("brave"), 2, 0 }, { STR("brilliant"), 3, 0 }, { STR("brilliantly"), 3, 0 },
	{ STR("broken"), -2, 0 }, { STR("bullied"), -2, 0 }, { STR("bullying"), -2, 0 },
	{ STR("busy"), -1, 0 }, { STR("but"), 0, WAY_BUT }, { STR("calm"), 2, 0 },
	{ STR("calming"), 2, 0 }, { STR("can't"), 0, WAY_TURN }, { STR("cancel"), -2, 0 },
	{ STR("cancellation"), -2, 0 }, { STR("cancelled"), -2, 0 }, { STR("cancelling"), -2, 0 },
	{ STR("careful"), 1, 0 }, { STR("carefully"), 1, 0 }, { STR("careless"), -2, 0 },
	{ STR("caring"), 2, 0 }, { STR("catastrophic"), -3, 0 }, { STR("charming"), 2, 0 },
	{ STR("chase"), -1, 0 }, { STR("chasing"), -1, 0 }, { STR("cheerful"), 2, 0 },
	{ STR("cheery"), 2, 0 }, { STR("clean"), 2, 0 }, { STR("cleanliness"), 2, 0 },
	{ STR("clear"), 1, 0 }, { STR("clearly"), 1, 0 }, { STR("cold"), -1, 0 },
	{ STR("comfortable"), 2, 0 }, { STR("comforting"), 2, 0 }, { STR("commend"), 2, 0 },
	{ STR("commendable"), 2, 0 }, { STR("compassion"), 2, 0 }, { STR("compassionate"), 2, 0 },
	{ STR("competent"), 1, 0 }, { STR("complain"), -2, 0 }, { STR("complained"), -2, 0 },
	{ STR("complaint"), -2, 0 }, { STR("complaints"), -2, 0 },
	{ STR("completely"), 0, WAY_STRONG }, { STR("complicated"), -2, 0 },
	{ STR("compliment"), 2, 0 }, { STR("compliments"), 2, 0 }, { STR("comprehensive"), 2, 0 },
	{ STR("concern"), -1, 0 }, { STR("concerned"), -1, 0 }, { STR("concerns"), -1, 0 },
	{ STR("concise"), 1, 0 }, { STR("confident"), 2, 0 }, { STR("confused"), -1, 0 },
	{ STR("confusing"), -1, 0 }, { STR("congratulations"), 2, 0 },
	{ STR("conscientious"), 2, 0 }, { STR("considerate"), 2, 0 }, { STR("convenient"), 1, 0 },
	{ STR("could"), -1, 0 }, { STR("couldn't"), -1, WAY_TURN }, { STR("courteous"), 2, 0 },
	{ STR("courtesy"), 2, 0 }, { STR("cramped"), -2, 0 }, { STR("cried"), -2, 0 },
	{ STR("crowded"), -1, 0 }, { STR("cruel"), -3, 0 }, { STR("cry"), -2, 0 },
	{ STR("crying"), -2, 0 }, { STR("damage"), -2, 0 }, { STR("damaged"), -2, 0 },
	{ STR("dangerous"), -2, 0 }, { STR("dangerously"), -2, 0 }, { STR("dated"), -1, 0 },
	{ STR("decent"), 1, 0 }, { STR("dedicated"), 2, 0 }, { STR("dedication"), 2, 0 },
	{ STR("delay"), -1, 0 }, { STR("delayed"), -1, 0 }, { STR("delays"), -1, 0 },
	{ STR("delicious"), 2, 0 }, { STR("delighted"), 3, 0 }, { STR("delightful"), 2, 0 },
	{ STR("despicable"), -3, 0 }, { STR("detailed"), 1, 0 }, { STR("deteriorated"), -2, 0 },
	{ STR("diabolical"), -3, 0 }, { STR("didn't"), 0, WAY_TURN }, { STR("died"), -3, 0 },
	{ STR("different"), -1, 0 }, { STR("difficult"), -1, 0 }, { STR("difficulty"), -1, 0 },
	{ STR("dignity"), 2, 0 }, { STR("diligent"), 2, 0 }, { STR("dirty"), -2, 0 },
	{ STR("disagree"), -2, 0 }, { STR("disappoint"), -2, 0 }, { STR("disappointed"), -2, 0 },
	{ STR("disappointing"), -2, 0 }, { STR("disappointment"), -2, 0 },
	{ STR("disaster"), -3, 0 }, { STR("discriminated"), -2, 0 }, { STR("disgrace"), -3, 0 },
	{ STR("disgraceful"), -3, 0 }, { STR("disgusted"), -3, 0 }, { STR("disgusting"), -3, 0 },
	{ STR("disjointed"), -1, 0 }, { STR("dismissed"), -2, 0 }, { STR("dismissive"), -2, 0 },
	{ STR("disorganised"), -2, 0 }, { STR("disrespect"), -2, 0 }, { STR("disrespected"), -2, 0 },
	{ STR("disrespectful"), -2, 0 }, { STR("distance"), -1, 0 }, { STR("distress"), -2, 0 },
	{ STR("distressed"), -2, 0 }, { STR("distressing"), -2, 0 }, { STR("doesn't"), 0, WAY_TURN },
	{ STR("don't"), 0, WAY_TURN }, { STR("doubt"), -2, 0 }, { STR("dreadful"), -3, 0 },
	{ STR("early"), -1, 0 }, { STR("easier"), 2, 0 }, { STR("easy"), 2, 0 },
	{ STR("effective"), 2, 0 }, { STR("efficient"), 2, 0 }, { STR("efficiently"), 2, 0 },
	{ STR("effortless"), 2, 0 }, { STR("empathetic"), 2, 0 }, { STR("empathy"), 2, 0 },
	{ STR("encouraged"), 2, 0 }, { STR("encouraging"), 2, 0 }, { STR("enjoy"), 2, 0 },
	{ STR("enjoyable"), 2, 0 }, { STR("enjoyed"), 2, 0 }, { STR("error"), -2, 0 },
	{ STR("errors"), -2, 0 }, { STR("excel"), 2, 0 }, { STR("excellence"), 2, 0 },
	{ STR("excellent"), 3, 0 }, { STR("except"), 0, WAY_BUT }, { STR("exceptional"), 3, 0 },
	{ STR("exceptionally"), 3, 0 }, { STR("excruciating"), -3, 0 }, { STR("excuse"), -2, 0 },
	{ STR("excuses"), -2, 0 }, { STR("exemplary"), 3, 0 }, { STR("expected"), -1, 0 },
	{ STR("expensive"), -1, 0 }, { STR("explained"), 1, 0 }, { STR("explains"), 1, 0 },
	{ STR("extraordinary"), 3, 0 }, { STR("extremely"), 0, WAY_STRONG },
	{ STR("fabulous"), 3, 0 }, { STR("fail"), -2, 0 }, { STR("failed"), -2, 0 },
	{ STR("failing"), -2, 0 }, { STR("fails"), -2, 0 }, { STR("failure"), -2, 0 },
	{ STR("fair"), 1, 0 }, { STR("fairly"), 1, 0 }, { STR("fantastic"), 3, 0 },
	{ STR("fantastically"), 3, 0 }, { STR("far"), -1, 0 }, { STR("fast"), 1, 0 },
	{ STR("faster"), 1, 0 }, { STR("fault"), -2, 0 }, { STR("faultless"), 3, 0 },
	{ STR("faulty"), -2, 0 }, { STR("fear"), -2, 0 }, { STR("fed"), -2, 0 },
	{ STR("few"), -1, 0 }, { STR("filthy"), -2, 0 }, { STR("fine"), 1, 0 },
	{ STR("flawless"), 3, 0 }, { STR("fobbed"), -2, 0 }, { STR("forced"), -2, 0 },
	{ STR("forget"), -2, 0 }, { STR("forgot"), -2, 0 }, { STR("forgotten"), -2, 0 },
	{ STR("forms"), -1, 0 }, { STR("fresh"), 1, 0 }, { STR("friendliness"), 2, 0 },
	{ STR("friendly"), 2, 0 }, { STR("frightened"), -2, 0 }, { STR("frightening"), -2, 0 },
	{ STR("frustrated"), -2, 0 }, { STR("frustrating"), -2, 0 }, { STR("frustration"), -2, 0 },
	{ STR("fun"), 2, 0 }, { STR("gap"), -1, 0 }, { STR("generous"), 2, 0 },
	{ STR("gentle"), 2, 0 }, { STR("genuine"), 2, 0 }, { STR("glad"), 1, 0 },
	{ STR("good"), 2, 0 }, { STR("grateful"), 2, 0 }, { STR("gratitude"), 2, 0 },
	{ STR("great"), 2, 0 }, { STR("greatly"), 2, 0 }, { STR("grumpy"), -2, 0 },
	{ STR("happily"), 2, 0 }, { STR("happy"), 2, 0 }, { STR("hard"), -1, 0 },
	{ STR("hardly"), 0, WAY_TURN }, { STR("hardworking"), 2, 0 }, { STR("harsh"), -2, 0 },
	{ STR("hate"), -2, 0 }, { STR("hated"), -2, 0 }, { STR("healthy"), 1, 0 },
	{ STR("hell"), -3, 0 }, { STR("help"), 1, 0 }, { STR("helped"), 2, 0 },
	{ STR("helpful"), 2, 0 }, { STR("helpfulness"), 2, 0 }, { STR("helping"), 1, 0 },
	{ STR("helps"), 1, 0 }, { STR("homely"), 2, 0 }, { STR("honest"), 2, 0 },
	{ STR("hope"), 1, 0 }, { STR("hopeful"), 1, 0 }, { STR("horrendous"), -3, 0 },
	{ STR("horrible"), -3, 0 }, { STR("horrid"), -3, 0 }, { STR("horrific"), -3, 0 },
	{ STR("horrified"), -3, 0 }, { STR("hot"), -1, 0 }, { STR("however"), -1, WAY_BUT },
	{ STR("humour"), 2, 0 }, { STR("hurt"), -2, 0 }, { STR("ignorant"), -2, 0 },
	{ STR("ignored"), -2, 0 }, { STR("ignoring"), -2, 0 }, { STR("ill"), -2, 0 },
	{ STR("impatient"), -2, 0 }, { STR("impeccable"), 3, 0 }, { STR("impersonal"), -2, 0 },
	{ STR("impossible"), -2, 0 }, { STR("impressed"), 3, 0 }, { STR("impressive"), 2, 0 },
	{ STR("improve"), -1, 0 }, { STR("improved"), 1, 0 }, { STR("improvement"), 1, 0 },
	{ STR("improving"), 1, 0 }, { STR("inadequate"), -2, 0 }, { STR("inappropriate"), -2, 0 },
	{ STR("incompetent"), -2, 0 }, { STR("inconsistent"), -1, 0 },
	{ STR("inconvenient"), -1, 0 }, { STR("incorrect"), -2, 0 }, { STR("incredible"), 3, 0 },
	{ STR("incredibly"), 3, 0 }, { STR("ineffective"), -2, 0 }, { STR("inefficient"), -2, 0 },
	{ STR("informative"), 2, 0 }, { STR("informed"), 1, 0 }, { STR("infuriating"), -2, 0 },
	{ STR("inhumane"), -3, 0 }, { STR("insensitive"), -2, 0 }, { STR("inspiring"), 2, 0 },
	{ STR("insufficient"), -2, 0 }, { STR("insulted"), -2, 0 }, { STR("insulting"), -2, 0 },
	{ STR("interested"), 1, 0 }, { STR("interesting"), 1, 0 }, { STR("intimidating"), -2, 0 },
	{ STR("invaluable"), 3, 0 }, { STR("involved"), 1, 0 }, { STR("irregular"), -1, 0 },
	{ STR("isn't"), 0, WAY_TURN }, { STR("issue"), -1, 0 }, { STR("issues"), -1, 0 },
	{ STR("judged"), -2, 0 }, { STR("judgemental"), -2, 0 }, { STR("keen"), 1, 0 },
	{ STR("kind"), 2, 0 }, { STR("kindest"), 2, 0 }, { STR("kindly"), 2, 0 },
	{ STR("kindness"), 2, 0 }, { STR("knowledgeable"), 2, 0 }, { STR("lack"), -1, WAY_TURN },
	{ STR("lacked"), -1, 0 }, { STR("lacking"), -1, 0 }, { STR("late"), -1, 0 },
	{ STR("later"), -1, 0 }, { STR("laugh"), 2, 0 }, { STR("lazy"), -2, 0 },
	{ STR("less"), -1, WAY_TURN }, { STR("lied"), -2, 0 }, { STR("lies"), -2, 0 },
	{ STR("lifesaver"), 3, 0 }, { STR("lifesaving"), 3, 0 }, { STR("limbo"), -1, 0 },
	{ STR("limited"), -1, 0 }, { STR("listen"), 1, 0 }, { STR("listened"), 1, 0 },
	{ STR("listening"), 1, 0 }, { STR("little"), -1, 0 }, { STR("lonely"), -1, 0 },
	{ STR("long"), -1, 0 }, { STR("longer"), -1, 0 }, { STR("lost"), -1, 0 },
	{ STR("loud"), -1, 0 }, { STR("love"), 2, 0 }, { STR("loved"), 3, 0 },
	{ STR("lovely"), 3, 0 }, { STR("loving"), 2, 0 }, { STR("lying"), -2, 0 },
	{ STR("magnificent"), 3, 0 }, { STR("marvellous"), 3, 0 }, { STR("mean"), -2, 0 },
	{ STR("mess"), -2, 0 }, { STR("messed"), -2, 0 }, { STR("misdiagnosed"), -2, 0 },
	{ STR("misled"), -2, 0 }, { STR("missed"), -2, 0 }, { STR("missing"), -1, 0 },
	{ STR("mistake"), -1, 0 }, { STR("mistakes"), -2, 0 }, { STR("mistreated"), -2, 0 },
	{ STR("mix"), -1, 0 }, { STR("moan"), -2, 0 }, { STR("more"), -1, 0 },
	{ STR("most"), 0, WAY_STRONG }, { STR("nasty"), -2, 0 }, { STR("need"), -1, 0 },
	{ STR("needed"), -1, 0 }, { STR("needless"), -2, 0 }, { STR("needs"), -1, 0 },
	{ STR("negative"), -2, 0 }, { STR("neglect"), -2, 0 }, { STR("neglected"), -2, 0 },
	{ STR("negligence"), -3, 0 }, { STR("negligent"), -3, 0 }, { STR("neither"), 0, WAY_TURN },
	{ STR("nervous"), -1, 0 }, { STR("never"), -2, WAY_TURN }, { STR("nice"), 2, 0 },
	{ STR("nicely"), 2, 0 }, { STR("nicer"), 1, 0 }, { STR("nicest"), 2, 0 },
	{ STR("nightmare"), -3, 0 }, { STR("no"), 0, WAY_TURN }, { STR("noise"), -1, 0 },
	{ STR("noisy"), -1, 0 }, { STR("nor"), 0, WAY_TURN }, { STR("not"), -2, WAY_TURN },
	{ STR("nothing"), 0, WAY_TURN }, { STR("ok"), 1, 0 }, { STR("okay"), 1, 0 },
	{ STR("only"), -1, 0 }, { STR("organised"), 1, 0 }, { STR("outrageous"), -3, 0 },
	{ STR("outstanding"), 3, 0 }, { STR("overdue"), -1, 0 }, { STR("pain"), -1, 0 },
	{ STR("painful"), -1, 0 }, { STR("pathetic"), -2, 0 }, { STR("patience"), 2, 0 },
	{ STR("patient"), 2, 0 }, { STR("patiently"), 1, 0 }, { STR("patronised"), -2, 0 },
	{ STR("patronising"), -2, 0 }, { STR("peace"), 2, 0 }, { STR("peaceful"), 2, 0 },
	{ STR("perfect"), 3, 0 }, { STR("perfection"), 3, 0 }, { STR("perfectly"), 3, 0 },
	{ STR("personable"), 2, 0 }, { STR("phenomenal"), 3, 0 }, { STR("pleasant"), 2, 0 },
	{ STR("pleasantly"), 2, 0 }, { STR("pleased"), 2, 0 }, { STR("pleasing"), 2, 0 },
	{ STR("pleasure"), 2, 0 }, { STR("pointless"), -2, 0 }, { STR("polite"), 2, 0 },
	{ STR("politely"), 2, 0 }, { STR("politeness"), 2, 0 }, { STR("poor"), -2, 0 },
	{ STR("poorly"), -2, 0 }, { STR("positive"), 2, 0 }, { STR("praise"), 2, 0 },
	{ STR("pressure"), -2, 0 }, { STR("problem"), -1, 0 }, { STR("problems"), -1, 0 },
	{ STR("professional"), 2, 0 }, { STR("professionalism"), 2, 0 },
	{ STR("professionally"), 2, 0 }, { STR("prompt"), 2, 0 }, { STR("promptly"), 2, 0 },
	{ STR("promptness"), 2, 0 }, { STR("proud"), 2, 0 }, { STR("punctual"), 1, 0 },
	{ STR("punished"), -2, 0 }, { STR("queue"), -1, 0 }, { STR("queues"), -1, 0 },
	{ STR("quick"), 2, 0 }, { STR("quicker"), 2, 0 }, { STR("quickly"), 2, 0 },
	{ STR("ready"), 1, 0 }, { STR("really"), 0, WAY_STRONG }, { STR("reasonable"), 1, 0 },
	{ STR("reassurance"), 2, 0 }, { STR("reassured"), 2, 0 }, { STR("reassuring"), 2, 0 },
	{ STR("recommend"), 2, 0 }, { STR("recovered"), 1, 0 }, { STR("recovering"), 1, 0 },
	{ STR("recovery"), 1, 0 }, { STR("reduce"), -1, 0 }, { STR("relaxed"), 2, 0 },
	{ STR("relaxing"), 2, 0 }, { STR("reliable"), 2, 0 }, { STR("relief"), 1, 0 },
	{ STR("relieved"), 2, 0 }, { STR("repeat"), -1, 0 }, { STR("repeated"), -1, 0 },
	{ STR("repeating"), -1, 0 }, { STR("repetitive"), -1, 0 }, { STR("respect"), 2, 0 },
	{ STR("respected"), 2, 0 }, { STR("respectful"), 2, 0 }, { STR("respectfully"), 2, 0 },
	{ STR("respond"), 1, 0 }, { STR("responded"), 1, 0 }, { STR("responsive"), 2, 0 },
	{ STR("ridiculous"), -2, 0 }, { STR("right"), 1, 0 }, { STR("rubbish"), -2, 0 },
	{ STR("rude"), -2, 0 }, { STR("rudely"), -2, 0 }, { STR("rudeness"), -2, 0 },
	{ STR("rushed"), -2, 0 }, { STR("sad"), -2, 0 }, { STR("sadly"), -2, 0 },
	{ STR("safe"), 1, 0 }, { STR("safely"), 1, 0 }, { STR("safety"), 1, 0 },
	{ STR("sarcastic"), -2, 0 }, { STR("satisfaction"), 2, 0 }, { STR("satisfied"), 2, 0 },
	{ STR("satisfying"), 2, 0 }, { STR("saved"), 2, 0 }, { STR("scared"), -2, 0 },
	{ STR("scary"), -2, 0 }, { STR("screaming"), -2, 0 }, { STR("secure"), 1, 0 },
	{ STR("sensational"), 3, 0 }, { STR("sensible"), 1, 0 }, { STR("settled"), 1, 0 },
	{ STR("shambles"), -3, 0 }, { STR("shame"), -1, 0 }, { STR("shameful"), -3, 0 },
	{ STR("shared"), 1, 0 }, { STR("shocked"), -3, 0 }, { STR("shocking"), -3, 0 },
	{ STR("short"), -1, 0 }, { STR("shortage"), -1, 0 }, { STR("shorter"), -1, 0 },
	{ STR("should"), -1, 0 }, { STR("shouted"), -2, 0 }, { STR("shouting"), -2, 0 },
	{ STR("simple"), 1, 0 }, { STR("skilful"), 2, 0 }, { STR("skilled"), 2, 0 },
	{ STR("slow"), -1, 0 }, { STR("slowly"), -1, 0 }, { STR("smaller"), -1, 0 },
	{ STR("smell"), -2, 0 }, { STR("smelly"), -2, 0 }, { STR("smile"), 2, 0 },
	{ STR("smiling"), 2, 0 }, { STR("smooth"), 2, 0 }, { STR("smoothly"), 2, 0 },
	{ STR("so"), 0, WAY_STRONG }, { STR("solved"), 1, 0 }, { STR("sometimes"), -1, 0 },
	{ STR("sore"), -1, 0 }, { STR("sorry"), -1, 0 }, { STR("speedy"), 2, 0 },
	{ STR("splendid"), 3, 0 }, { STR("spotless"), 2, 0 }, { STR("stress"), -2, 0 },
	{ STR("stressed"), -2, 0 }, { STR("stressful"), -2, 0 }, { STR("stretched"), -1, 0 },
	{ STR("strong"), 1, 0 }, { STR("struggle"), -1, 0 }, { STR("struggled"), -1, 0 },
	{ STR("struggling"), -1, 0 }, { STR("stuck"), -1, 0 }, { STR("stunning"), 3, 0 },
	{ STR("stupid"), -2, 0 }, { STR("sublime"), 3, 0 }, { STR("success"), 1, 0 },
	{ STR("successful"), 1, 0 }, { STR("such"), 0, WAY_STRONG }, { STR("suffer"), -2, 0 },
	{ STR("suffered"), -2, 0 }, { STR("suffering"), -2, 0 }, { STR("suicidal"), -3, 0 },
	{ STR("suicide"), -3, 0 }, { STR("suitable"), 1, 0 }, { STR("super"), 2, 0 },
	{ STR("superb"), 3, 0 }, { STR("superbly"), 3, 0 }, { STR("superior"), 3, 0 },
	{ STR("support"), 2, 0 }, { STR("supported"), 2, 0 }, { STR("supporting"), 2, 0 },
	{ STR("supportive"), 2, 0 }, { STR("supreme"), 3, 0 }, { STR("swift"), 2, 0 },
	{ STR("swiftly"), 2, 0 }, { STR("sympathetic"), 2, 0 }, { STR("tasty"), 2, 0 },
	{ STR("terrible"), -3, 0 }, { STR("terribly"), -3, 0 }, { STR("terrific"), 3, 0 },
	{ STR("terrified"), -2, 0 }, { STR("thank"), 2, 0 }, { STR("thankful"), 2, 0 },
	{ STR("thanks"), 2, 0 }, { STR("thorough"), 2, 0 }, { STR("thoroughly"), 2, 0 },
	{ STR("though"), -1, 0 }, { STR("thoughtful"), 2, 0 }, { STR("threatened"), -2, 0 },
	{ STR("thrilled"), 3, 0 }, { STR("timely"), 2, 0 }, { STR("tired"), -1, 0 },
	{ STR("tiring"), -1, 0 }, { STR("too"), 0, WAY_STRONG }, { STR("top"), 2, 0 },
	{ STR("torture"), -3, 0 }, { STR("totally"), 0, WAY_STRONG }, { STR("trauma"), -2, 0 },
	{ STR("traumatic"), -2, 0 }, { STR("traumatised"), -3, 0 }, { STR("tremendous"), 3, 0 },
	{ STR("trouble"), -1, 0 }, { STR("truly"), 0, WAY_STRONG }, { STR("trust"), 1, 0 },
	{ STR("trusted"), 1, 0 }, { STR("trustworthy"), 2, 0 }, { STR("ugly"), -2, 0 },
	{ STR("unable"), -1, 0 }, { STR("unacceptable"), -2, 0 }, { STR("unbeatable"), 3, 0 },
	{ STR("uncaring"), -2, 0 }, { STR("unclear"), -1, 0 }, { STR("uncomfortable"), -1, 0 },
	{ STR("understaffed"), -1, 0 }, { STR("understanding"), 2, 0 },
	{ STR("undignified"), -2, 0 }, { STR("unfair"), -2, 0 }, { STR("unfortunately"), -1, 0 },
	{ STR("unfriendly"), -2, 0 }, { STR("unhappy"), -2, 0 }, { STR("unhelpful"), -2, 0 },
	{ STR("uninterested"), -2, 0 }, { STR("unkind"), -2, 0 }, { STR("unnecessary"), -2, 0 },
	{ STR("unpleasant"), -2, 0 }, { STR("unprofessional"), -2, 0 }, { STR("unreliable"), -2, 0 },
	{ STR("unsafe"), -2, 0 }, { STR("unsatisfactory"), -2, 0 }, { STR("unsure"), -1, 0 },
	{ STR("unsympathetic"), -2, 0 }, { STR("untidy"), -2, 0 }, { STR("unwell"), -1, 0 },
	{ STR("upset"), -2, 0 }, { STR("upsetting"), -2, 0 }, { STR("useful"), 1, 0 },
	{ STR("useless"), -2, 0 }, { STR("vague"), -1, 0 }, { STR("value"), 1, 0 },
	{ STR("valued"), 1, 0 }, { STR("very"), 0, WAY_STRONG }, { STR("vile"), -3, 0 },
	{ STR("wait"), -1, 0 }, { STR("waited"), -1, 0 }, { STR("waiting"), -1, 0 },
	{ STR("waits"), -1, 0 }, { STR("warm"), 2, 0 }, { STR("warmth"), 2, 0 },
	{ STR("wasn't"), 0, WAY_TURN }, { STR("waste"), -2, 0 }, { STR("wasted"), -2, 0 },
	{ STR("wasting"), -2, 0 }, { STR("weak"), -1, 0 }, { STR("weird"), -2, 0 },
	{ STR("welcome"), 2, 0 }, { STR("welcomed"), 2, 0 }, { STR("welcoming"), 2, 0 },
	{ STR("well"), 2, 0 }, { STR("weren't"), 0, WAY_TURN }, { STR("willing"), 1, 0 },
	{ STR("wish"), -1, 0 }, { STR("without"), 0, WAY_TURN }, { STR("wonderful"), 3, 0 },
	{ STR("wonderfully"), 3, 0 }, { STR("worked"), 1, 0 }, { STR("working"), 1, 0 },
	{ STR("worried"), -1, 0 }, { STR("worries"), -1, 0 }, { STR("worry"), -1, 0 },
	{ STR("worrying"), -1, 0 }, { STR("worse"), -2, 0 }, { STR("worst"), -3, 0 },
	{ STR("worthwhile"), 2, 0 }, { STR("would"), -1, 0 }, { STR("wouldn't"), -1, WAY_TURN },
	{ STR("wow"), 2, 0 }, { STR("wrong"), -2, 0 },
};
/* clang-format on */

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct word_index index_of_values;

static void make_index(void)
{
	for (size_t i = 0; i < NELEM(values); i++)
		word_index_add(&index_of_values, values[i].word, i);
}

/* NULL: a word that is not in the list. */
static const struct value *value_of(struct str word, uint32_t fnv)
{
	uint32_t at = word_start(fnv);
	size_t i;

	(void)pthread_once(&once, make_index);
	while ((i = word_index_next(&index_of_values, &at)) != SIZE_MAX)
		if (str_eq(values[i].word, word))
			return &values[i];
	return NULL;
}

int polarity_word(struct str word)
{
	const struct value *v = value_of(word, word_fnv(word));

	return v != NULL ? v->value : 0;
}

struct tone {
	double sum, good, bad, high, low, first, last;
	size_t ngood, nbad, nnot, nbut, nmark, nask;
};

#define REACH 3 /* words over which "not" turns what follows */

/* One word; `before` has the ways of the words before it, last first. */
static void weigh(struct tone *t, double v, const uint8_t *before)
{
	if (before[0] & WAY_STRONG)
		v *= 1.25;
	for (size_t k = 0; k < REACH; k++)
		if (before[k] & WAY_TURN) {
			v *= -0.6;
			break;
		}
	t->sum += v;
	t->good += v > 0 ? v : 0;
	t->bad -= v < 0 ? v : 0;
	t->ngood += v > 0;
	t->nbad += v < 0;
	t->high = v > t->high ? v : t->high;
	t->low = v < t->low ? v : t->low;
	t->first = t->first == 0 ? v : t->first;
	t->last = v;
}

static void read_words(struct tone *t, const struct reading *r)
{
	uint8_t before[REACH] = { 0 };

	for (size_t i = 0; i < r->n; i++) {
		const struct str w = reading_word(r, i);
		const struct value *v = value_of(w, r->fnv[i]);

		if (v != NULL && v->value != 0)
			weigh(t, v->value, before);
		for (size_t k = REACH; k-- > 1;)
			before[k] = before[k - 1];
		before[0] = v != NULL ? v->ways : 0;
		t->nnot += (before[0] & WAY_TURN) != 0;
		t->nbut += (before[0] & WAY_BUT) != 0;
		t->nmark += w.s[0] == '!';
		t->nask += w.s[0] == '?';
	}
}

static float part(double x, double full)
{
	return (float)(x >= full ? 1.0 : x / full);
}

void polarity_of(const struct reading *r, enum asked q, float *ret)
{
	struct tone t = { 0 };

	read_words(&t, r);
	const double both = t.good < t.bad ? t.good : t.bad;
	const float all[FEATURE_TONES] = {
		q == ASKED_ANY,
		q == ASKED_GOOD,
		q == ASKED_BETTER,
		(float)(t.sum / sqrt(t.sum * t.sum + 15)),
		part(t.good, 8),
		part(t.bad, 8),
		part(t.high, 4),
		part(-t.low, 4),
		(float)(t.first / 4),
		(float)(t.last / 4),
		part(both, 4),
		part((double)r->n, 20),
		part((double)r->n, 100),
		part((double)t.nbut, 2),
		part((double)t.nmark, 2),
		part((double)t.nask, 2),
		part((double)t.nnot, 3),
		r->letters > 8 && r->capitals * 2 > r->letters,
		t.ngood == 0 && t.nbad == 0,
		r->n <= 3,
	};

	memcpy(ret, all, sizeof(all));
}
