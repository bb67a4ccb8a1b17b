/*
 * qr.c: see qr.h.
 */
#include "report/qr.h"

#include <qrencode.h>

#include "base/html.h"

bool qr_make(struct arena *a, struct str text, struct qr *ret)
{
	QRcode *code;
	bool *dark;
	size_t n;

	if (text.n == 0 || text.n > QR_TEXT_MAX)
		return false;
	code = QRcode_encodeData(
	    (int)text.n, (const unsigned char *)text.s, 0, QR_ECLEVEL_Q);
	if (code == NULL)
		return false;
	ret->side = (size_t)code->width;
	n = ret->side * ret->side;
	dark = arena_array(a, n, sizeof(*dark));
	for (size_t i = 0; i < n; i++)
		dark[i] = (code->data[i] & 1) != 0;
	ret->dark = dark;
	QRcode_free(code);
	return true;
}

void qr_svg(
    struct buf *out, const struct qr *q, struct str id, struct str title)
{
	const size_t size = q->side + 2 * (size_t)QR_QUIET;

	html(out,
	    "<svg class=\"heard-qr\" xmlns=\"http://www.w3.org/2000/svg\" "
	    "viewBox=\"0 0 %zu %zu\" role=\"img\" "
	    "aria-labelledby=\"%.*s-title\" shape-rendering=\"crispEdges\">"
	    "<title id=\"%.*s-title\">%.*s</title>"
	    "<rect width=\"%zu\" height=\"%zu\" fill=\"#fff\"/>"
	    "<path fill=\"#000\" d=\"",
	    size, size, STR_ARG(id), STR_ARG(id), STR_ARG(title), size, size);
	for (size_t i = 0; i < q->side * q->side; i++)
		if (q->dark[i])
			html(out, "M%zu %zuh1v1h-1z", i % q->side + QR_QUIET,
			    i / q->side + QR_QUIET);
	html(out, "\"/></svg>");
}
