/*
 * address.h: listening sockets, addresses of clients, and which peers may
 * speak for others. Nobody outside src/http includes it.
 */
#ifndef HTTP_ADDRESS_H
#define HTTP_ADDRESS_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

struct sockaddr;
struct forwarders;

#define ADDRESS_TEXT_MAX 46 /* INET6_ADDRSTRLEN */

/* A non-blocking listening socket at "ADDR:PORT", or -1 and a sentence. */
int address_listen(const char *where, unsigned *ret_port, struct err *e);

/* Addresses and ranges, comma separated; NULL gives the empty list. NULL and a
 * sentence when one of them is no address. */
struct forwarders *forwarders_new(const char *list, struct err *e);
void forwarders_free(struct forwarders *f);
bool forwarders_empty(const struct forwarders *f);

/*
 * The client behind `peer`, as text: the peer itself, unless it is trusted;
 * then the last address of `chain` (X-Forwarded-For) that is not trusted, read
 * from the right up to the first thing that is no address. Returns whether the
 * peer is trusted.
 */
bool address_client(const struct forwarders *f, const struct sockaddr *peer,
    struct str chain, char ret[ADDRESS_TEXT_MAX]);

#endif
