#!/bin/sh
# pg.sh: a private PostgreSQL 15 for tests, on loopback, on a free port, with a
# password of its own; UTF8 and collation C as Heard wants it.
#
#   tests/lib/pg.sh start DIR      prints its URL
#   tests/lib/pg.sh stop DIR
#   tests/lib/pg.sh with CMD …     starts one unless HEARD_TEST_PG names one,
#                                  runs CMD with HEARD_TEST_PG, stops it
#
# HEARD_TEST_PG is the URL of a superuser's database; a test makes databases
# beside it and drops them.
set -eu

bin=/usr/lib/postgresql/15/bin

# PostgreSQL refuses to run as root.
as_postgres() {
	if [ "$(id -u)" -eq 0 ]; then
		(cd / && setpriv --reuid postgres --regid postgres --init-groups "$@")
	else
		"$@"
	fi
}

free_port() {
	perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(
		Listen => 1, LocalAddr => "127.0.0.1")->sockport'
}

# Prints the folder of the cluster: DIR, or one in /tmp when the user postgres
# cannot reach DIR (a checkout below a closed home).
cluster_dir() {
	mkdir -p "$1"
	full=$(cd "$1" && pwd)
	if [ "$(id -u)" -eq 0 ]; then
		chown postgres "$full"
		as_postgres test -w "$full" 2>/dev/null ||
			full=$(as_postgres mktemp -d /tmp/heard-pg.XXXXXX)
	fi
	echo "$full"
}

start() {
	[ -x $bin/initdb ] || {
		echo "pg.sh: PostgreSQL 15 is missing: tools/deps.sh test" >&2
		exit 1
	}
	[ ! -e "$1/where" ] || stop "$1"
	dir=$(cluster_dir "$1")
	echo "$dir" >"$1/where"
	password=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
	printf '%s\n' "$password" | as_postgres tee "$dir/password" >/dev/null
	as_postgres $bin/initdb -D "$dir/data" -U heard -E UTF8 --locale=C \
		--auth=scram-sha-256 --pwfile="$dir/password" -N >"$1/log" 2>&1 || {
		cat "$1/log" >&2
		exit 1
	}
	as_postgres tee -a "$dir/data/postgresql.conf" >/dev/null <<-CONF
		listen_addresses = '127.0.0.1'
		unix_socket_directories = ''
		max_connections = 200
		shared_buffers = 64MB
		log_min_messages = fatal
	CONF
	# Another process may take the port between the look and the start.
	for _ in 1 2 3 4 5; do
		port=$(free_port)
		if as_postgres $bin/pg_ctl -D "$dir/data" -o "-p $port" -w \
			-l "$dir/server.log" start >"$1/log" 2>&1 </dev/null; then
			echo "postgresql://heard:$password@127.0.0.1:$port/postgres"
			return 0
		fi
	done
	cat "$1/log" >&2
	exit 1
}

stop() {
	dir=$(cat "$1/where")
	as_postgres $bin/pg_ctl -D "$dir/data" -m immediate stop \
		>/dev/null 2>&1 || true
	rm -rf "$dir" "$1"
}

case "${1-}" in
start) start "$2" ;;
stop) stop "$2" ;;
with)
	shift
	[ -z "${HEARD_TEST_PG-}" ] || exec "$@"
	own=build/pg-$$
	HEARD_TEST_PG=$(start "$own")
	export HEARD_TEST_PG
	trap 'stop "$own"' EXIT
	trap 'exit 130' INT TERM
	"$@"
	;;
*)
	sed -n '2,13s/^# \{0,1\}//p' "$0" >&2
	exit 2
	;;
esac
