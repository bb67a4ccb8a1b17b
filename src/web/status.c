/*
 * status.c: what a monitor asks. /healthz in words and a status, /metrics in
 * the Prometheus text format. Counts only; nothing about people.
 */
#include "web/internal.h"

static const struct sql SQL_ALIVE = { "SELECT count(*) FROM unit",
	SYSTEM("asks whether the database answers; shows no row") };
static const struct sql SQL_UNSEALED = {
	"SELECT coalesce(min(happened_at), 0) FROM audit WHERE seal IS NULL",
	SYSTEM("the age of the oldest unsealed audit row; shows no row")
};

static const struct sql SQL_OLDEST_JOB = {
	"SELECT coalesce(min(run_at), 0) FROM job WHERE done_at IS NULL",
	SYSTEM("the age of the oldest work that waits; shows no row")
};

static const struct sql *const status_sql[] = { &SQL_ALIVE, &SQL_UNSEALED,
	&SQL_OLDEST_JOB };
const struct sql_list status_sql_list = { status_sql, NELEM(status_sql) };

static void healthz(struct req *r)
{
	struct db_metrics m;
	struct buf b = buf_make(4096);
	const bool alive =
	    db_get_int(r->cx.conn, r->cx.arena, &SQL_ALIVE, NO_VALS, -1) >= 0;

	db_metrics(r->cx.app->db, &m);
	r->status = alive && m.durable ? 200 : 503;
	buf_fmt(&b, "{\"status\":\"%s\",\"database\":%s,\"durable\":%s,",
	    r->status == 200 ? "ok" : "bad", alive ? "true" : "false",
	    m.durable ? "true" : "false");
	buf_fmt(&b, "\"queue\":%llu,\"version\":\"" HEARD_VERSION "\"}\n",
	    (unsigned long long)m.queue_depth);
	web_send(r, "application/json", STR_NULL, &b);
	buf_free(&b);
}

static void gauge(
    struct buf *b, const char *name, const char *help, unsigned long long v)
{
	buf_fmt(b, "# HELP heard_%s %s\n# TYPE heard_%s gauge\nheard_%s %llu\n",
	    name, help, name, name, v);
}

/* Seconds since the instant that a statement finds; 0: none, or to come. */
static unsigned long long age(struct req *r, const struct sql *q)
{
	const int64_t at = db_get_int(r->cx.conn, r->cx.arena, q, NO_VALS, 0);

	if (at == 0 || at > r->cx.now.us)
		return 0;
	return (unsigned long long)((r->cx.now.us - at) / US_PER_SECOND);
}

static void metrics(struct req *r)
{
	struct db_metrics m;
	struct http_metrics h;
	struct buf b = buf_make(65536);
	uint64_t room = 0;

	db_metrics(r->cx.app->db, &m);
	http_metrics(r->server->http, &h);
	gauge(&b, "queue_depth", "writes waiting", m.queue_depth);
	gauge(&b, "commits", "commits since start", m.commits);
	gauge(&b, "rows", "appends and changes committed since start", m.rows);
	gauge(&b, "refused", "writes refused since start", m.refused);
	gauge(&b, "batch", "writes in the last commit", m.last_batch);
	gauge(&b, "commit_us_total", "time in commits", m.commit_us_total);
	gauge(&b, "commit_us_max", "the longest commit", m.commit_us_max);
	gauge(&b, "wal_bytes", "size of the write-ahead log", m.wal_bytes);
	if (db_room(r->cx.app->db, &room))
		gauge(&b, "disk_free_bytes",
		    "room left where the database stands", room);
	gauge(&b, "seal_age_seconds", "age of the oldest unsealed audit row",
	    age(r, &SQL_UNSEALED));
	gauge(&b, "job_age_seconds", "how long the oldest job has been due",
	    age(r, &SQL_OLDEST_JOB));
	gauge(&b, "http_requests", "requests since start", h.requests);
	gauge(&b, "http_open", "open connections", h.open);
	gauge(&b, "http_deadlines", "requests answered by their deadline",
	    h.deadlines);
	gauge(&b, "readers_waiting", "requests waiting for a worker",
	    pool_depth(r->server->readers));
	gauge(&b, "heavies_waiting", "slow requests waiting for a worker",
	    pool_depth(r->server->heavies));
	web_send(r, "text/plain; version=0.0.4", STR_NULL, &b);
	buf_free(&b);
}

const struct route status_routes[] = {
	{ HTTP_GET, "/healthz", healthz, CAP_NONE, ROUTE_PUBLIC },
	{ HTTP_GET, "/metrics", metrics, CAP_NONE, ROUTE_PUBLIC },
};
const size_t nstatus_routes = NELEM(status_routes);
