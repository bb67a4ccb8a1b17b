/*
 * eml.c: see eml.h. The one file that includes GMime.
 */
#include "mod/casework/eml.h"

#include <gmime/gmime.h>

#include "base/buf.h"
#include "base/utf8.h"

#define TEXT_MAX  ((size_t)16 << 20)
#define DEPTH_MAX 20

/* Valid UTF-8 without control characters; a carriage return goes too. */
static struct str clean(struct arena *a, struct str s)
{
	char *out = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		const unsigned char c = (unsigned char)s.s[i];

		if (c >= 0x20 || c == '\n' || c == '\t')
			out[n++] = s.s[i];
	}
	const struct str ret = { out, n };

	if (utf8_valid(ret))
		return ret;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)out[i] >= 0x80)
			out[i] = '?';
	return ret;
}

/* The words of HTML: without tags, with what ends a line as a line feed. */
static struct str without_tags(struct arena *a, struct str s)
{
	struct buf b = buf_make(TEXT_MAX);
	bool tag = false;

	for (size_t i = 0; i < s.n; i++) {
		const struct str rest =
		    str_lower(a, str_sub(s, i, 4)); /* "<br>", "</p>" */

		if (s.s[i] == '<') {
			tag = true;
			if (str_starts(rest, S("<br")) ||
			    str_starts(rest, S("</p")) ||
			    str_starts(rest, S("</di")))
				buf_byte(&b, '\n');
		} else if (s.s[i] == '>' && tag) {
			tag = false;
		} else if (!tag) {
			buf_byte(&b, s.s[i]);
		}
	}
	const struct str ret = str_dup(a, buf_view(&b));

	buf_free(&b);
	return ret;
}

struct walk {
	struct arena *arena;
	struct eml *ret;
	struct str html;
};

static void take_text(struct walk *w, GMimeTextPart *part)
{
	GMimeContentType *type =
	    g_mime_object_get_content_type((GMimeObject *)part);
	char *s = g_mime_text_part_get_text(part);

	if (s == NULL)
		return;
	const struct str text = clean(w->arena, str_of(s));

	if (g_mime_content_type_is_type(type, "text", "html"))
		w->html = str_null(w->html) ? text : w->html;
	else if (str_null(w->ret->text))
		w->ret->text = str_trim(text);
	g_free(s);
}

static void take_file(struct walk *w, GMimePart *part)
{
	const char *name = g_mime_part_get_filename(part);
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeStream *mem;
	GByteArray *bytes;

	if (w->ret->nfiles == EML_FILES_MAX) {
		w->ret->left_out++;
		return;
	}
	if (content == NULL)
		return;
	mem = g_mime_stream_mem_new();
	if (g_mime_data_wrapper_write_to_stream(content, mem) > 0) {
		bytes = g_mime_stream_mem_get_byte_array((GMimeStreamMem *)mem);
		w->ret->files[w->ret->nfiles++] = (struct eml_file){
			.name = clean(w->arena,
			    str_dup(w->arena,
				str_of(name != NULL ? name : "attachment"))),
			.bytes = str_dup(
			    w->arena, (struct str){ (const char *)bytes->data,
					  bytes->len })
		};
	}
	g_object_unref(mem);
}

static void walk_object(struct walk *w, GMimeObject *o, unsigned depth)
{
	if (o == NULL || depth > DEPTH_MAX)
		return;
	if (GMIME_IS_MULTIPART(o)) {
		GMimeMultipart *m = (GMimeMultipart *)o;
		const int n = g_mime_multipart_get_count(m);

		for (int i = 0; i < n; i++)
			walk_object(
			    w, g_mime_multipart_get_part(m, i), depth + 1);
	} else if (GMIME_IS_MESSAGE_PART(o)) {
		GMimeMessage *inner =
		    g_mime_message_part_get_message((GMimeMessagePart *)o);

		if (inner != NULL)
			walk_object(
			    w, g_mime_message_get_mime_part(inner), depth + 1);
	} else if (GMIME_IS_PART(o)) {
		if (GMIME_IS_TEXT_PART(o) &&
		    !g_mime_part_is_attachment((GMimePart *)o))
			take_text(w, (GMimeTextPart *)o);
		else
			take_file(w, (GMimePart *)o);
	}
}

static struct str header(struct arena *a, const char *s)
{
	return s == NULL ? STR_NULL : str_trim(clean(a, str_dup(a, str_of(s))));
}

static void take_head(struct arena *a, GMimeMessage *m, struct eml *ret)
{
	InternetAddressList *from = g_mime_message_get_from(m);

	ret->message_id = header(a, g_mime_message_get_message_id(m));
	ret->subject = header(a, g_mime_message_get_subject(m));
	if (from == NULL || internet_address_list_length(from) < 1)
		return;
	InternetAddress *who = internet_address_list_get_address(from, 0);

	ret->from_name = header(a, internet_address_get_name(who));
	if (INTERNET_ADDRESS_IS_MAILBOX(who))
		ret->from_address =
		    header(a, internet_address_mailbox_get_addr(
				  (InternetAddressMailbox *)who));
}

static GMimeMessage *parse(struct str bytes)
{
	GMimeStream *in = g_mime_stream_mem_new_with_buffer(bytes.s, bytes.n);
	GMimeParser *parser = g_mime_parser_new_with_stream(in);
	GMimeMessage *m = g_mime_parser_construct_message(parser, NULL);

	g_object_unref(parser);
	g_object_unref(in);
	return m;
}

bool eml_read(struct arena *a, struct str bytes, struct eml *ret, struct err *e)
{
	struct walk w = { a, ret, STR_NULL };
	GMimeMessage *m;

	*ret = (struct eml){ .nfiles = 0 };
	g_mime_init(); /* counts itself: again does no harm */
	m = str_empty(bytes) ? NULL : parse(bytes);
	if (m == NULL)
		return err_set(e, "This is no mail.");
	take_head(a, m, ret);
	walk_object(&w, g_mime_message_get_mime_part(m), 0);
	if (str_empty(ret->text) && !str_null(w.html))
		ret->text = str_trim(without_tags(a, w.html));
	g_object_unref(m);
	if (str_null(ret->from_address) && str_null(ret->subject) &&
	    str_empty(ret->text))
		return err_set(e, "This is no mail: nobody sent it and "
				  "nothing is in it.");
	return true;
}
