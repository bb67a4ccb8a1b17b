/*
 * sms.c: text messages, through the gateway that the trust has: an HTTP post to
 * its address with a body that the trust wrote, so that no gateway's own words
 * stand in here. They wait in the outbox like mail.
 */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/html.h"
#include "base/json.h"
#include "core/setting.h"
#include "job/outbox.h"

#define SEND_SECONDS 20L
#define BODY_MAX     ((size_t)16 << 10)
#define DIGITS_MIN   8
#define DIGITS_MAX   15 /* ITU-T E.164 */

/* A number and the gateway's secret leave the machine only sealed. */
static bool goes_sealed(struct str url)
{
	return str_starts(url, S("https://")) ||
	       str_starts(url, S("http://127.0.0.1:")) ||
	       str_starts(url, S("http://[::1]:"));
}

bool sms_possible(struct ctx *cx)
{
	return goes_sealed(setting_text(cx, "sms_url")) &&
	       !str_empty(setting_text(cx, "sms_body"));
}

bool sms_number(struct arena *a, struct str typed, struct str *ret)
{
	struct buf b = buf_make(64);
	struct str digits;

	typed = str_trim(typed);
	for (size_t i = 0; i < typed.n && !b.failed; i++) {
		const char c = typed.s[i];

		if (c >= '0' && c <= '9')
			buf_byte(&b, c);
		else if (strchr(" -().", c) == NULL && (c != '+' || i > 0))
			b.failed = true;
	}
	digits = b.failed ? S("") : str_dup(a, buf_view(&b));
	buf_free(&b);
	if (str_starts(digits, S("00")))
		digits = str_sub(digits, 2, SIZE_MAX);
	else if (!str_starts(typed, S("+")) && str_starts(digits, S("0")))
		digits =
		    str_fmt(a, "44%.*s", STR_ARG(str_sub(digits, 1, SIZE_MAX)));
	if (digits.n < DIGITS_MIN || digits.n > DIGITS_MAX ||
	    digits.s[0] == '0')
		return false;
	*ret = str_fmt(a, "+%.*s", STR_ARG(digits));
	return true;
}

enum db_status sms_add(struct ctx *cx, struct str number, struct str text)
{
	return outbox_add(
	    cx, &(struct mail){
		    .to = str_fmt(cx->arena, SMS_TO "%.*s", STR_ARG(number)),
		    .text = text });
}

/* One value where it stands in the form. */
static void put_value(struct buf *b, bool json, struct str value)
{
	struct buf whole = buf_make(BODY_MAX);

	if (json) {
		/* Without the quotation marks, which are the form's. */
		json_put(&whole, value);
		buf_str(b, str_sub(buf_view(&whole), 1, whole.n - 2));
	} else {
		html_urlencode(b, value);
	}
	buf_free(&whole);
}

struct str sms_body(
    struct arena *a, struct str form, struct str number, struct str text)
{
	const bool json = str_starts(str_trim(form), S("{\"")) ||
			  str_starts(str_trim(form), S("[")) ||
			  str_starts(str_trim(form), S("{ "));
	struct buf b = buf_make(BODY_MAX);

	while (form.n > 0) {
		if (str_starts(form, S("{number}"))) {
			put_value(&b, json, number);
			form = str_sub(form, 8, SIZE_MAX);
		} else if (str_starts(form, S("{text}"))) {
			put_value(&b, json, text);
			form = str_sub(form, 6, SIZE_MAX);
		} else {
			buf_byte(&b, form.s[0]);
			form = str_sub(form, 1, SIZE_MAX);
		}
	}
	const struct str s = b.failed ? STR_NULL : str_dup(a, buf_view(&b));

	buf_free(&b);
	return s;
}

/* The answer says nothing that we keep. */
static size_t pass_over(char *p, size_t size, size_t n, void *arg)
{
	(void)p;
	(void)arg;
	return size * n;
}

/* The header with the gateway's key is in a file beside the key file, never in
 * the database. */
static struct str header_line(struct arena *a)
{
	const char *path = getenv("HEARD_SMS_HEADER_FILE");
	char text[1024];
	FILE *f = path != NULL ? fopen(path, "r") : NULL;
	size_t n;

	if (f == NULL)
		return STR_NULL;
	n = fread(text, 1, sizeof(text), f);
	(void)fclose(f);
	return str_dup(a, str_trim((struct str){ text, n }));
}

const char *sms_send(struct ctx *cx, const struct mail *m)
{
	struct arena *a = cx->arena;
	const struct str header = header_line(a);
	const struct str body = sms_body(a, setting_text(cx, "sms_body"),
	    str_sub(m->to, strlen(SMS_TO), SIZE_MAX), m->text);
	struct curl_slist *headers = NULL;
	long status = 0;
	CURLcode code;
	CURL *c;

	if (str_null(body) || !sms_possible(cx))
		return "no gateway, or the message is too long";
	curl_ready();
	c = curl_easy_init();
	headers = curl_slist_append(
	    headers, str_starts(body, S("{")) || str_starts(body, S("["))
			 ? "Content-Type: application/json"
			 : "Content-Type: application/x-www-form-urlencoded");
	if (!str_empty(header))
		headers = curl_slist_append(headers, str_cstr(a, header));
	(void)curl_easy_setopt(
	    c, CURLOPT_URL, str_cstr(a, setting_text(cx, "sms_url")));
	(void)curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	(void)curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
	(void)curl_easy_setopt(c, CURLOPT_POSTFIELDS, body.s);
	(void)curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, (long)body.n);
	(void)curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, pass_over);
	(void)curl_easy_setopt(c, CURLOPT_TIMEOUT, SEND_SECONDS);
	(void)curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	code = curl_easy_perform(c);
	(void)curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
	curl_slist_free_all(headers);
	curl_easy_cleanup(c);
	if (code != CURLE_OK)
		return curl_easy_strerror(code);
	return status >= 200 && status < 300 ? NULL : "the gateway refused it";
}
