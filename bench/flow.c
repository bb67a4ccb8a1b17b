/*
 * flow: N visitors at once, each again and again somebody new: a new connection,
 * GET of the form, POST of the fields that the form has, the reply. Works on
 * any form: hidden fields go back as they came, the first radio of a name is
 * chosen, the first text area gets a comment (as many as the bare loop has).
 *
 *   flow PORT PATH VISITORS SECONDS [WANT]
 *
 * Prints: submissions/s, p50 ms, p99 ms, replies that were good, that were not.
 * A reply is good when its status is 200 and it holds WANT, if given.
 */
#include <ctype.h>
#include <pthread.h>
#include <stdarg.h>

#include "net.h"

#define VISITORS_MAX 1024
#define SAMPLES_MAX  (1 << 20)
#define PAGE_MAX     (256 * 1024)

static const char COMMENT[] =
    "Everyone+was+kind+and+told+me+what+would+happen+next.+The+waiting+room"
    "+was+cold+and+nobody+knew+how+long+it+would+be.+Please+put+a+clock+up"
    "+and+say+so+when+you+run+late.";

static const char *port, *path, *want;
static double deadline;
static float *samples;
static long nsamples, nbad;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

struct visitor {
	char page[PAGE_MAX];
	char post[16384];
	size_t npost;
	char last[64]; /* the radio that was chosen last */
	bool said;     /* a comment is in the post */
};

__attribute__((format(printf, 2, 3))) static void add(
    struct visitor *v, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	const int n =
	    vsnprintf(v->post + v->npost, sizeof(v->post) - v->npost, fmt, ap);

	va_end(ap);
	if (n > 0 && (size_t)n < sizeof(v->post) - v->npost)
		v->npost += (size_t)n;
}

/* Reads one answer into v->page; the status, or 0. */
static int read_answer(struct visitor *v, int fd)
{
	size_t n = 0, need = sizeof(v->page);

	while (n < need && n < sizeof(v->page) - 1) {
		const ssize_t k =
		    recv(fd, v->page + n, sizeof(v->page) - 1 - n, 0);

		if (k <= 0)
			break;
		n += (size_t)k;
		v->page[n] = '\0';
		const char *body = strstr(v->page, "\r\n\r\n");
		const char *len = strstr(v->page, "Content-Length: ");

		if (body != NULL && len != NULL && len < body)
			need = (size_t)(body + 4 - v->page) +
			       strtoul(len + 16, NULL, 10);
	}
	v->page[n] = '\0';
	return n >= need && n > 12 ? (int)strtol(v->page + 9, NULL, 10) : 0;
}

/* What counts of one tag: views, up to their closing quotation marks. */
struct tag {
	const char *name, *type, *value;
};

/* One pass from one = to the next: the form is read in every visit. */
static struct tag read_tag(const char *tag, const char *stop)
{
	struct tag t = { NULL, NULL, NULL };
	const char *p = memchr(tag, '=', (size_t)(stop - tag));

	while (p != NULL) {
		const char *value = p + 2;

		if (p[1] != '"')
			break;
		if (p - tag > 4 && memcmp(p - 5, " name", 5) == 0)
			t.name = value;
		else if (p - tag > 4 && memcmp(p - 5, " type", 5) == 0)
			t.type = value;
		else if (p - tag > 5 && memcmp(p - 6, " value", 6) == 0)
			t.value = value;
		p = memchr(value, '"', (size_t)(stop - value));
		if (p != NULL)
			p = memchr(p, '=', (size_t)(stop - p));
	}
	return t;
}

/* The view as a string of its own; "" for none or for what is too long. */
static void copy(char *out, size_t max, const char *view)
{
	const size_t n = view != NULL ? strcspn(view, "\"") : 0;

	memcpy(out, n > 0 && n < max ? view : "", n < max ? n : 0);
	out[n < max ? n : 0] = '\0';
}

static void add_value(struct visitor *v, const char *name, const char *value)
{
	add(v, "%s%s=", v->npost > 0 ? "&" : "", name);
	for (; *value != '\0'; value++)
		if (isalnum((unsigned char)*value) || *value == '-')
			add(v, "%c", *value);
		else
			add(v, "%%%02X", (unsigned)(unsigned char)*value);
}

static void add_input(struct visitor *v, const struct tag *t)
{
	char name[64], value[512];

	if (t->name == NULL || t->type == NULL)
		return;
	copy(name, sizeof(name), t->name);
	copy(value, sizeof(value), t->value);
	if (strncmp(t->type, "hidden\"", 7) == 0) {
		add_value(v, name, value);
	} else if (strncmp(t->type, "radio\"", 6) == 0 &&
		   strcmp(name, v->last) != 0) {
		add_value(v, name, value);
		(void)snprintf(v->last, sizeof(v->last), "%s", name);
	}
}

static void add_words(struct visitor *v, const struct tag *t)
{
	char name[64];

	if (t->name == NULL || v->said)
		return;
	copy(name, sizeof(name), t->name);
	add(v, "%s%s=%s", v->npost > 0 ? "&" : "", name, COMMENT);
	v->said = true;
}

static void fill_form(struct visitor *v)
{
	const char *p = strstr(v->page, "method=\"post\"");

	v->npost = 0;
	v->last[0] = '\0';
	v->said = false;
	while (p != NULL && (p = strchr(p, '<')) != NULL) {
		const bool input = strncmp(p, "<input", 6) == 0;
		const bool text = strncmp(p, "<textarea", 9) == 0;
		const char *stop = input || text ? strchr(p, '>') : p + 1;

		if (stop == NULL || strncmp(p, "</form", 6) == 0)
			return;
		const struct tag t =
		    input || text ? read_tag(p, stop) : (struct tag){ 0 };

		if (input)
			add_input(v, &t);
		else if (text)
			add_words(v, &t);
		p = stop;
	}
}

static bool send_form(struct visitor *v, int fd)
{
	char head[512];
	const int n = snprintf(head, sizeof(head),
	    "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
	    "Content-Type: application/x-www-form-urlencoded\r\n"
	    "Content-Length: %zu\r\n\r\n",
	    path, v->npost);

	return send_all(fd, head, (size_t)n) && send_all(fd, v->post, v->npost);
}

static bool visit(struct visitor *v)
{
	char get[512];
	const int fd = connect_to(port);
	bool good = false;

	if (fd < 0)
		return false;
	const int n = snprintf(get, sizeof(get),
	    "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", path);

	if (send_all(fd, get, (size_t)n) && read_answer(v, fd) == 200) {
		fill_form(v);
		good = v->npost > 0 && send_form(v, fd) &&
		       read_answer(v, fd) == 200 &&
		       (want == NULL || strstr(v->page, want) != NULL);
	}
	(void)close(fd);
	return good;
}

static void *visitor(void *arg)
{
	struct visitor *v = calloc(1, sizeof(*v));

	(void)arg;
	if (v == NULL)
		die("calloc");
	while (now_s() < deadline) {
		const double start = now_s();
		const bool good = visit(v);
		const double took = now_s() - start;

		(void)pthread_mutex_lock(&lock);
		if (!good)
			nbad++;
		else if (nsamples < SAMPLES_MAX)
			samples[nsamples++] = (float)(took * 1e3);
		(void)pthread_mutex_unlock(&lock);
	}
	free(v);
	return NULL;
}

static int by_size(const void *a, const void *b)
{
	const float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

static double share(double part)
{
	return nsamples > 0
		   ? (double)samples[(long)(part * (double)(nsamples - 1))]
		   : 0.0;
}

int main(int argc, char **argv)
{
	pthread_t thread[VISITORS_MAX];

	if (argc < 5)
		return 2;
	port = argv[1];
	path = argv[2];
	want = argc > 5 ? argv[5] : NULL;
	const long n = strtol(argv[3], NULL, 10);
	const double start = now_s();

	deadline = start + strtod(argv[4], NULL);
	samples = calloc(SAMPLES_MAX, sizeof(*samples));
	if (samples == NULL || n < 1 || n > VISITORS_MAX)
		return 2;
	for (long i = 0; i < n; i++)
		if (pthread_create(&thread[i], NULL, visitor, NULL) != 0)
			die("pthread_create");
	for (long i = 0; i < n; i++)
		(void)pthread_join(thread[i], NULL);
	const double took = now_s() - start;

	qsort(samples, (size_t)nsamples, sizeof(*samples), by_size);
	printf("%.0f %.2f %.2f %ld %ld\n", (double)nsamples / took, share(0.5),
	    share(0.99), nsamples, nbad);
	free(samples);
	return nsamples > 0 ? 0 : 1;
}
