/*
 * main.c: which command runs. `heard NAME …`, or two words for a module's own
 * ("import units"). The table below and the modules' tables are all there is.
 */
#include <stdio.h>
#include <string.h>

#include "core/command.h"
#include "main/commands.h"
#include "main/modules.h"

static const struct command own[] = {
	{ "serve", "serve [--db URL] [--listen ADDRESS:PORT] [--locale FOLDER]",
	    "the web server", command_serve },
	{ "init", "init [--db URL] [--key-file FILE] [--name TRUST]",
	    "make an empty trust", command_init },
	{ "migrate", "migrate [--db URL]", "bring the database up to date",
	    command_migrate },
	{ "verify", "verify [--db URL]", "check the audit trail's seals",
	    command_verify },
	{ "demo", "demo [--db URL] [--key-file FILE] [--today YYYY-MM-DD]",
	    "make an invented trust to look around in", command_demo },
	{ "backup", "backup FILE [--db URL]",
	    "the whole database into one file, while the server runs",
	    command_backup },
	{ "restore", "restore FILE [--erasures LIST] [--db URL]",
	    "a backup into an empty database of either engine",
	    command_restore },
	{ "copy", "copy --from URL --to URL",
	    "from one database to an empty other one, compared", command_copy },
	{ "key rotate", "key rotate [--db URL] [--key-file FILE]",
	    "a new key on top of the key file, and everything sealed anew",
	    command_key_rotate },
	{ "export", "export KIND [--describe] [--db URL]",
	    "records as CSV on standard output", command_export },
	{ "kinds", "kinds [--sql]",
	    "what is kept, why and for how long; statements without a unit",
	    command_kinds },
	{ "routes", "routes", "every address and who it is open to",
	    command_routes },
};

/* How many words of the line are this command's name; 0: another command. */
static int matches(const struct command *c, int argc, char **argv)
{
	struct str name = str_of(c->name), word;
	int n = 0;

	while (str_cut(&name, ' ', &word)) {
		if (n >= argc || !str_is(word, argv[n]))
			return 0;
		n++;
	}
	return n;
}

static const struct command *find_in(
    const struct command *list, size_t n, int argc, char **argv, int *ret_words)
{
	const struct command *best = NULL;

	for (size_t i = 0; i < n; i++) {
		const int words = matches(&list[i], argc, argv);

		if (words <= *ret_words)
			continue;
		*ret_words = words;
		best = &list[i];
	}
	return best;
}

static const struct command *find(int argc, char **argv, int *ret_words)
{
	size_t n = 0;
	const struct module *const *mods = modules_all(&n);
	const struct command *best =
	    find_in(own, NELEM(own), argc, argv, ret_words);

	for (size_t i = 0; i < n; i++) {
		const struct command *c = find_in(mods[i]->commands,
		    mods[i]->ncommands, argc, argv, ret_words);

		if (c != NULL)
			best = c;
	}
	return best;
}

static void list(FILE *out, const struct command *c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		(void)fprintf(
		    out, "  heard %s\n      %s\n", c[i].usage, c[i].what);
}

static void help(FILE *out)
{
	size_t n = 0;
	const struct module *const *mods = modules_all(&n);

	(void)fprintf(out,
	    "Heard: hear patients, carers and staff, act, and show what "
	    "changed.\n\n");
	list(out, own, NELEM(own));
	for (size_t i = 0; i < n; i++)
		list(out, mods[i]->commands, mods[i]->ncommands);
	(void)fprintf(out,
	    "\n--db is a file or postgresql://…; default heard.db. "
	    "--version, --help.\n"
	    "Exit: 0 done, 1 data or the world is wrong, 2 the command is.\n");
}

int main(int argc, char **argv)
{
	int words = 0;

	modules_register();
	if (argc >= 2 && strcmp(argv[1], "--version") == 0) {
		puts("heard " HEARD_VERSION);
		return 0;
	}
	if (argc >= 2 &&
	    (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)) {
		help(stdout);
		return 0;
	}
	const struct command *c = find(argc - 1, argv + 1, &words);

	if (c != NULL)
		return c->run(argc - 1 - words, argv + 1 + words);
	if (argc < 2)
		(void)fprintf(stderr,
		    "heard: Say what to do; `heard --help` lists it.\n");
	else
		(void)fprintf(stderr,
		    "heard: There is no command \"%s\"; `heard --help` lists "
		    "them.\n",
		    argv[1]);
	return EXIT_USAGE;
}
