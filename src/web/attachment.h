/*
 * attachment.h: a kept file on its way to a browser: to be saved, never shown
 * as a page of ours.
 */
#ifndef WEB_ATTACHMENT_H
#define WEB_ATTACHMENT_H

#include "web/web.h"

/* Ends the answer with these bytes. The name gets an ending that goes with its
 * type, so that a text called "notes.bat" is not run by a double click. */
void web_send_file(
    struct req *r, struct str name, struct str type, struct str bytes);

#endif
