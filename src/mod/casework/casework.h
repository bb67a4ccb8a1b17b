/*
 * casework.h: what people bring that wants an answer: comments, compliments,
 * enquiries, concerns, MP enquiries and complaints, as cases. What other
 * folders may use of this room. Rules here know no HTTP.
 */
#ifndef MOD_CASEWORK_CASEWORK_H
#define MOD_CASEWORK_CASEWORK_H

#include "mod/module.h"

extern const struct module module_casework;
extern const struct kind kind_case;

/*
 * A case. What people type about it comes first; the rest is written by the
 * steps of its workflow (step.h) and is read only to the record engine. Codes
 * are in codes.c.
 */
struct case_file {
	struct record rec;
	struct str title; /* a few words without names */
	int64_t number;   /* said to people at work; KIND_NO_INT: not yet */
	int64_t unit;
	struct str type;
	struct str channel;
	struct date received_on; /* the first receipt, whatever it was then */
	struct date event_on;
	bool oral;
	struct str on_behalf;        /* "me", or on what footing for another */
	struct str status, age_band; /* of the complainant, of the patient */
	struct str wants, site;
	struct str state;  /* new, open, closed */
	struct str ending; /* how it closed */
	struct str severity;
	bool risk; /* its words may say that a life is at risk */
	struct date risk_seen_on;
	int64_t handler, lead; /* persons */
	struct date acknowledged_on;
	struct str discussed;
	struct date copy_sent_on;
	struct date first_due_on, due_on, due_agreed_on;
	struct str consent;
	struct date consent_asked_on, consent_settled_on;
	int64_t stopped_days; /* working days, of the local target alone */
	struct str out_of_time;
	struct date told_late_on, update_due_on;
	int64_t drafted_by, checked_by, signed_by;
	struct date responded_on;
	struct str outcome, outcome_reason;
	struct date closed_on;
	struct str learning;
	bool hold; /* not to be disposed of */
	struct str next_what;
	struct date next_on;
	struct str source_key; /* of an import */
};

/* A person or body in a case. Sealed; needs CAP_IDENTITY. */
struct case_party {
	struct str role; /* complainant, patient, mp, body */
	struct str name, reach, address;
	struct str needs; /* formats and languages */
};

/* Something that came in, by whatever door. */
struct intake {
	struct str ref; /* chosen by who asks, so that twice counts once; or
	                 * null */
	struct str title;
	int64_t unit;
	struct str type, channel;
	struct date received_on, event_on;
	bool oral;
	struct str on_behalf, status, age_band, wants;
	struct str words, wish; /* as they were said */
	struct case_party complainant, patient;
	struct str source_key;
	bool quiet; /* of before and closed: its words alarm nobody */
};

/*
 * Keeps it, inside a change: the case, its first event, the people in it. Asks
 * for no rights: the public door is anybody's, staff are asked before. A ref
 * that is there already is fine: *ret_new is false then and nothing changes.
 */
enum db_status case_receive(struct ctx *cx, const struct intake *in,
    struct case_file *ret, bool *ret_new) ATTR_MUST_USE;

/* How it goes with what was told at /tell-us, for whoever holds its return
 * code; main gives it to listen_set_other_reply. */
bool case_reply(struct req *r, struct str code);

/* What a case led to, written on its page; main gives it. */
typedef void case_thread_fn(struct req *r, int64_t id);
void case_thread_use(case_thread_fn *fn);

/* What goes with a case that is disposed of; main gives it to erasure_use. */
struct erasable; /* core/erasure.h */
extern const struct erasable case_erasable;

/* Where this room keeps sealed values, for a change of key. */
struct sealed_column; /* core/reseal.h */
extern const struct sealed_column case_sealed;

#endif
