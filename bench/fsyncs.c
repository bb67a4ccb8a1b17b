/*
 * fsyncs: how often a second this disk makes 4 kB durable, appended to a file
 * in the folder given, one after the other. The limit of every durable write.
 *
 *   fsyncs FOLDER [SECONDS]     prints the rate
 */
#include "net.h"

int main(int argc, char **argv)
{
	static char page[4096];
	char path[4096];
	const double limit = argc > 2 ? strtod(argv[2], NULL) : 2.0;
	long n = 0;

	if (argc < 2)
		return 2;
	(void)snprintf(path, sizeof(path), "%s/fsyncs.tmp", argv[1]);
	const int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);

	if (fd < 0)
		die(path);
	const double start = now_s();

	while (now_s() - start < limit) {
		if (write(fd, page, sizeof(page)) != (ssize_t)sizeof(page) ||
		    fdatasync(fd) != 0)
			die("fsync");
		n++;
	}
	printf("%.0f\n", (double)n / (now_s() - start));
	(void)close(fd);
	(void)unlink(path);
	return 0;
}
