/*
 * jobs.c: sealing the trail, the rights of a new day, and forgetting what was
 * only lent: contact details past their date, old sessions, finished jobs.
 */
#include "main/jobs.h"

#include "core/audit.h"
#include "core/erasure_list.h"
#include "core/file.h"
#include "core/may.h"
#include "main/modules.h"

#define SEAL_SECONDS   10
#define MINUTE_SECONDS 60
#define HOUR_SECONDS   3600
#define KEEP_JOBS_DAYS 30

static const struct sql SQL_FORGET_CONTACT = {
	"DELETE FROM contact_back WHERE erase_on <= ?1",
	SYSTEM("contact details are erased on their day, whoever they are")
};
static const struct sql SQL_FORGET_SESSIONS = {
	"DELETE FROM session WHERE ends_at < ?1",
	SYSTEM("sessions that ended mean nothing any more")
};
static const struct sql SQL_FORGET_CODES = {
	"DELETE FROM signin_code WHERE expires_at < ?1",
	SYSTEM("codes that expired mean nothing any more")
};
static const struct sql SQL_FORGET_JOBS = {
	"DELETE FROM job WHERE done_at < ?1",
	SYSTEM("the queue belongs to the program")
};
static const struct sql SQL_FORGET_MAIL = {
	"DELETE FROM outbox WHERE state = 'sent' AND sent_at < ?1",
	SYSTEM("mail that was sent is blank already")
};

static const struct sql *const list[] = { &SQL_FORGET_CONTACT,
	&SQL_FORGET_SESSIONS, &SQL_FORGET_CODES, &SQL_FORGET_JOBS,
	&SQL_FORGET_MAIL };
const struct sql_list jobs_own_sql = { list, NELEM(list) };

static enum db_status seal_fn(struct ctx *cx, void *arg)
{
	return audit_seal(cx, arg);
}

static enum db_status seal(struct ctx *cx, struct str arg)
{
	int64_t rows = 0;

	(void)arg;
	return ctx_change(cx, seal_fn, &rows);
}

static enum db_status rights_fn(struct ctx *cx, void *arg)
{
	(void)arg;
	return may_rebuild(cx);
}

static enum db_status rights(struct ctx *cx, struct str arg)
{
	(void)arg;
	return ctx_change(cx, rights_fn, NULL);
}

/* How many people's details went is audited; whose is not. */
static enum db_status forget_contact(struct ctx *cx)
{
	int64_t n = 0;
	enum db_status st = db_exec(
	    cx->conn, cx->arena, &SQL_FORGET_CONTACT, VALS(V(cx->today)), &n);

	if (st == DB_OK && n > 0)
		st = audit(cx, "forget", "contact_back", STR_NULL,
		    str_fmt(cx->arena, "%lld", (long long)n));
	return st;
}

static enum db_status forget_fn(struct ctx *cx, void *arg)
{
	const int64_t old =
	    cx->now.us - KEEP_JOBS_DAYS * INT64_C(86400) * US_PER_SECOND;
	enum db_status st = forget_contact(cx);

	(void)arg;
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_FORGET_SESSIONS,
		    VALS(V(cx->now)), NULL);
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_FORGET_CODES,
		    VALS(V(cx->now)), NULL);
	if (st == DB_OK)
		st = db_exec(
		    cx->conn, cx->arena, &SQL_FORGET_JOBS, VALS(V(old)), NULL);
	if (st == DB_OK)
		st = db_exec(
		    cx->conn, cx->arena, &SQL_FORGET_MAIL, VALS(V(old)), NULL);
	if (st == DB_OK)
		st = kind_forget(cx);
	return st;
}

static enum db_status forget(struct ctx *cx, struct str arg)
{
	(void)arg;
	return ctx_change(cx, forget_fn, NULL);
}

static enum db_status scan(struct ctx *cx, struct str arg)
{
	(void)arg;
	return file_scan_waiting(cx);
}

#define TYPES_MAX 60

const struct job_type *jobs_all(size_t *ret_n)
{
	static const struct job_type own[] = {
		{ "seal", seal, SEAL_SECONDS },
		{ "rights", rights, HOUR_SECONDS },
		{ "erasures", erasure_list_job, MINUTE_SECONDS },
		{ "forget", forget, HOUR_SECONDS },
		{ "scan", scan, SEAL_SECONDS },
	};
	static struct job_type all[TYPES_MAX];
	size_t n = 0, nmods = 0;
	const struct module *const *mods = modules_all(&nmods);

	for (size_t i = 0; i < NELEM(own); i++)
		all[n++] = own[i];
	all[n++] = mail_job;
	for (size_t i = 0; i < nmods; i++)
		for (size_t k = 0; k < mods[i]->njobs && n < TYPES_MAX; k++)
			all[n++] = mods[i]->jobs[k];
	*ret_n = n;
	return all;
}
