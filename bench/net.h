/*
 * net.h: the little that the yardsticks share: a loopback listener, a client
 * connection, time. Not for the program itself.
 */
#ifndef BENCH_NET_H
#define BENCH_NET_H

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

__attribute__((unused)) static _Noreturn void die(const char *what)
{
	perror(what);
	exit(1);
}

__attribute__((unused)) static double now_s(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

__attribute__((unused)) static struct sockaddr_in loopback(const char *port)
{
	const struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)strtoul(port, NULL, 10)),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };

	return a;
}

__attribute__((unused)) static void no_delay(int fd)
{
	const int one = 1;

	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
}

__attribute__((unused)) static void no_wait(int fd)
{
	if (fcntl(fd, F_SETFL, O_NONBLOCK) != 0)
		die("fcntl");
}

__attribute__((unused)) static int listen_on(const char *port)
{
	const struct sockaddr_in a = loopback(port);
	const int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0)
		die("socket");
	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (bind(fd, (const struct sockaddr *)&a, sizeof(a)) != 0 ||
	    listen(fd, 1024) != 0)
		die("listen");
	no_wait(fd);
	return fd;
}

/* -1 when nobody listens. */
__attribute__((unused)) static int connect_to(const char *port)
{
	const struct sockaddr_in a = loopback(port);
	const int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0)
		die("socket");
	if (connect(fd, (const struct sockaddr *)&a, sizeof(a)) != 0) {
		(void)close(fd);
		return -1;
	}
	no_delay(fd);
	return fd;
}

__attribute__((unused)) static bool send_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		const ssize_t k = send(fd, p, n, MSG_NOSIGNAL);

		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return false;
		p += k;
		n -= (size_t)k;
	}
	return true;
}

#endif
