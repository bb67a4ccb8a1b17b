/*
 * capture.h: the pages of /f/{code}, between capture.c (what is done with a
 * post) and capture_form.c (what people see). Other modules show the same form
 * and thanks where a volunteer gathers answers.
 */
#ifndef MOD_LISTEN_CAPTURE_H
#define MOD_LISTEN_CAPTURE_H

#include "mod/listen/said.h"
#include "web/web.h"

/*
 * The pages of a survey with one question a page: its questions, then who you
 * are and when it was, about you, contact, and whether words may be shown.
 */
enum step_kind { STEP_QUESTION, STEP_YOU, STEP_ABOUT, STEP_CONTACT, STEP_SHOW };
struct step {
	enum step_kind kind;
	size_t question;
};
#define STEPS_MAX (SURVEY_QUESTIONS_MAX + 4)

/* The steps that this place has, and how many. */
size_t capture_steps(const struct place *p, struct step *ret);

/* Whether the input of this name stands on this step. */
bool step_has(const struct place *p, const struct step *s, struct str name);

/* Renders the form into r->out. `f`: what was posted so far; `step`: which
 * page of it, ignored where all is on one page. */
void capture_form(struct req *r, const struct place *p, const struct form *f,
    const struct mistakes *m, struct str token, size_t step);

/* The thanks, with the return code. */
void capture_thanks(struct req *r, const struct place *p, const struct said *s,
    struct str code);
/* The words kept under this form are others than those just sent. */
void capture_kept_first(struct req *r, const struct place *p, struct str code);

/* No such code, or closed: 404 with a way on. */
void capture_no_place(struct req *r, struct str code);

/* Handlers. */
handler capture_get, capture_post;
handler reply_get, reply_post, reply_send;

/* The form that sends a code by mail, where the trust has mail. */
void reply_send_form(struct req *r, struct str code, struct str error);
handler find_get;
handler poster_get;

#endif
