/*
 * sqlite_join.h: an SQLite VFS over another one that hands neighbouring writes
 * of the log on in one piece. SQLite writes each frame in two calls, head and
 * page; a commit has a dozen of them.
 *
 * Nothing is promised earlier than before: what is held back is handed on
 * before a flush and before anything else that is done to the file. Other
 * connections are told of frames only after the flush of their commit, so this
 * is for connections with synchronous=FULL or more, and for no others.
 */
#ifndef DB_SQLITE_JOIN_H
#define DB_SQLITE_JOIN_H

/* The name of a VFS that joins what `base` (NULL: the default) would write.
 * Any thread; NULL when there is no such VFS. */
const char *sqlite_join(const char *base);

#endif
