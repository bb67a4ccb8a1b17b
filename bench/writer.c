/*
 * writer: how many durable rows a second the group commit of src/db keeps for
 * threads that each wait for their row: a response with two indexes and 170
 * bytes of words. Goal: 3 rows for each fsync that the disk can do (fsyncs).
 *
 *   writer URL [THREADS [SECONDS]]    prints rows/s, p99 in ms, rows a commit
 */
#include <pthread.h>

#include "db/db.h"
#include "db/migrate.h"
#include "net.h"

#define THREADS_MAX 512
#define SAMPLES     200000

static const struct migration migrations[] = { { "0001_row.sql",
    STR("CREATE TABLE row (id $id, ref TEXT NOT NULL, team $int64 NOT NULL,"
	" at $int64 NOT NULL, a $int64, b $int64, c $int64, d $int64, e $int64,"
	" words TEXT);"
	"CREATE UNIQUE INDEX row_ref ON row (ref);"
	"CREATE INDEX row_team ON row (team, at)") } };

static const struct sql SQL_ROW = {
	"INSERT INTO row (ref, team, at, a, b, c, d, e, words)"
	" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
	" ON CONFLICT (ref) DO NOTHING",
	SYSTEM("a yardstick")
};

static struct db *db;
static double end;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static double *samples;
static size_t nsamples, total, failed;

static void count(double seconds, bool good)
{
	(void)pthread_mutex_lock(&lock);
	total += good ? 1 : 0;
	failed += good ? 0 : 1;
	if (nsamples < SAMPLES)
		samples[nsamples++] = seconds;
	(void)pthread_mutex_unlock(&lock);
}

static void *client(void *arg)
{
	static const char words[] =
	    "The nurse explained what would happen next and had time for my"
	    " questions. The ward was noisy at night, and the food came late"
	    " on two of the three days I was there.";
	const long me = *(const long *)arg;
	char ref[64];

	for (long i = 0; now_s() < end; i++) {
		struct append *ap = append_new();
		const double start = now_s();

		(void)snprintf(ref, sizeof(ref), "%032ld", me * 10000000 + i);
		append_add(ap, &SQL_ROW,
		    VALS(V(ref), V(me % 300), V(instant_now()), V(1), V(2),
			V(3), V(4), V(5), V(words)));
		const enum db_status st = db_append_wait(db, ap);

		count(now_s() - start, st == DB_OK);
	}
	return NULL;
}

static int by_size(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void open_db(const char *url)
{
	struct err e = { "" };
	struct conn *c;

	db = db_open(url, &(struct db_options){ .create = true }, &e);
	c = db != NULL ? db_conn_open(db, &e) : NULL;
	if (c == NULL || !db_migrate(c, migrations, 1, &e) ||
	    !db_writer_start(db, &e)) {
		(void)fprintf(stderr, "%s\n", e.text);
		exit(1);
	}
	db_conn_close(c);
}

int main(int argc, char **argv)
{
	static pthread_t threads[THREADS_MAX];
	static long ids[THREADS_MAX];
	const long n = argc > 2 ? strtol(argv[2], NULL, 10) : 64;
	const double seconds = argc > 3 ? strtod(argv[3], NULL) : 3;
	struct db_metrics m;

	if (argc < 2 || n < 1 || n > THREADS_MAX)
		return 2;
	open_db(argv[1]);
	samples = xcalloc(SAMPLES, sizeof(*samples));
	const double start = now_s();

	end = start + seconds;
	for (long i = 0; i < n; i++) {
		ids[i] = i;
		if (pthread_create(&threads[i], NULL, client, &ids[i]) != 0)
			die("thread");
	}
	for (long i = 0; i < n; i++)
		(void)pthread_join(threads[i], NULL);
	const double took = now_s() - start;

	db_writer_stop(db);
	db_metrics(db, &m);
	qsort(samples, nsamples, sizeof(*samples), by_size);
	printf("%.0f %.1f %.0f\n", (double)total / took,
	    1e3 * samples[nsamples * 99 / 100],
	    (double)m.rows / (double)m.commits);
	db_close(db);
	return failed > 0 ? 1 : 0;
}
