/*
 * oidc_http.c: see oidc_http.h.
 */
#include "mod/account/oidc_http.h"

#include <curl/curl.h>

#include "base/buf.h"
#include "base/html.h"
#include "base/log.h"

#define ANSWER_MAX ((size_t)256 << 10)
#define SECONDS    10L

static bool is_local(struct str url)
{
	static const char *const here[] = {
		"http://127.0.0.1:", "http://localhost:", "http://[::1]:"
	};

	for (size_t i = 0; i < NELEM(here); i++)
		if (str_starts(url, str_of(here[i])) &&
		    str_find_byte(url, '@') == SIZE_MAX)
			return true;
	return false;
}

bool oidc_url_ok(struct str url)
{
	return str_starts(url, S("https://")) || is_local(url);
}

static size_t take(char *p, size_t size, size_t n, void *arg)
{
	struct buf *b = arg;

	buf_add(b, p, size * n);
	return b->failed ? 0 : size * n;
}

static char *encoded(struct arena *a, struct str s)
{
	struct buf b = buf_make(ANSWER_MAX);
	char *ret;

	html_urlencode(&b, s);
	ret = str_cstr(a, buf_view(&b));
	buf_free(&b);
	return ret;
}

static void options(CURL *c, struct arena *a, struct str url, struct buf *b)
{
	(void)curl_easy_setopt(c, CURLOPT_URL, str_cstr(a, url));
	(void)curl_easy_setopt(
	    c, CURLOPT_PROTOCOLS_STR, is_local(url) ? "http" : "https");
	if (is_local(url))
		(void)curl_easy_setopt(c, CURLOPT_NOPROXY, "*");
	(void)curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take);
	(void)curl_easy_setopt(c, CURLOPT_WRITEDATA, b);
	(void)curl_easy_setopt(c, CURLOPT_TIMEOUT, SECONDS);
	(void)curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
}

struct str oidc_fetch(struct arena *a, struct str url, struct str form,
    struct str client, struct str secret)
{
	struct buf b = buf_make(ANSWER_MAX);
	struct str ret = STR_NULL;
	CURLcode code;
	long status = 0;
	CURL *c;

	if (!oidc_url_ok(url) || (c = curl_easy_init()) == NULL)
		return STR_NULL;
	options(c, a, url, &b);
	if (!str_null(form))
		(void)curl_easy_setopt(
		    c, CURLOPT_POSTFIELDS, str_cstr(a, form));
	if (!str_empty(secret)) {
		(void)curl_easy_setopt(c, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
		(void)curl_easy_setopt(c, CURLOPT_USERNAME, encoded(a, client));
		(void)curl_easy_setopt(c, CURLOPT_PASSWORD, encoded(a, secret));
	}
	code = curl_easy_perform(c);
	(void)curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_cleanup(c);
	if (code == CURLE_OK && status == 200)
		ret = str_dup(a, buf_view(&b));
	else
		log_line(LOG_WARN, "oidc",
		    "what=\"no answer\" status=%ld why=\"%s\"", status,
		    curl_easy_strerror(code));
	buf_free(&b);
	return ret;
}
