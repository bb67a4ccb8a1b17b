/*
 * canned: a bare epoll server that answers every request with the same 10 kB:
 * what loopback and the kernel allow. A request is whatever ends in an empty
 * line; it is not looked at.
 *
 *   canned PORT
 */
#include <sys/epoll.h>

#include "net.h"

#define BODY   10240
#define EVENTS 256

static char answer[BODY + 256];
static size_t nanswer;

static void make_answer(void)
{
	const int n = snprintf(answer, 256,
	    "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
	    "Content-Length: %d\r\n\r\n",
	    BODY);

	nanswer = (size_t)n + BODY;
	memset(answer + n, 'x', BODY);
}

static void take(int ep, int listener)
{
	for (;;) {
		const int fd = accept(listener, NULL, NULL);
		struct epoll_event ev = { .events = EPOLLIN };

		if (fd < 0)
			return;
		no_delay(fd);
		no_wait(fd);
		ev.data.fd = fd;
		if (epoll_ctl(ep, EPOLL_CTL_ADD, fd, &ev) != 0)
			die("epoll_ctl");
	}
}

static void serve(int fd)
{
	char in[8192];
	const ssize_t n = recv(fd, in, sizeof(in), 0);

	if (n <= 0) {
		(void)close(fd);
		return;
	}
	for (ssize_t i = 3; i < n; i++)
		if (memcmp(in + i - 3, "\r\n\r\n", 4) == 0 &&
		    !send_all(fd, answer, nanswer)) {
			(void)close(fd);
			return;
		}
}

int main(int argc, char **argv)
{
	struct epoll_event list[EVENTS], ev = { .events = EPOLLIN };

	if (argc < 2)
		return 2;
	make_answer();
	const int listener = listen_on(argv[1]), ep = epoll_create1(0);

	ev.data.fd = listener;
	if (epoll_ctl(ep, EPOLL_CTL_ADD, listener, &ev) != 0)
		die("epoll_ctl");
	for (;;) {
		const int n = epoll_wait(ep, list, EVENTS, -1);

		for (int i = 0; i < n; i++)
			if (list[i].data.fd == listener)
				take(ep, listener);
			else
				serve(list[i].data.fd);
	}
}
