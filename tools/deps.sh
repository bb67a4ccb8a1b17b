#!/bin/sh
# deps.sh: the only list of the Debian 12 packages that Heard needs, and their
# installer. It installs nothing that is already here, and says what it adds.
#
#   tools/deps.sh [-n] GROUP…     groups: build run test lint bench
#
# -n only says what is missing, and exits 1 if something is.
set -eu

packages_build="gcc libc6-dev make pkg-config perl gettext
	libmicrohttpd-dev libsqlite3-dev libpq-dev libsodium-dev libcurl4-gnutls-dev
	libpango1.0-dev libcairo2-dev libqrencode-dev libxlsxwriter-dev
	libgnutls28-dev libjansson-dev libcsv-dev libstemmer-dev wbritish ca-certificates
	zlib1g-dev libexpat1-dev libzip-dev libgmime-3.0-dev"
# Posters and letters print any script; pango finds the fonts by fontconfig.
packages_run="fontconfig fonts-noto-core"
packages_test="postgresql-15 postgresql-client-15 chromium poppler-utils zbar-tools
	curl libclang-rt-14-dev procps sqlite3"
packages_lint="clang clang-format clang-tidy cppcheck pmccabe gettext git"
packages_bench="wrk procps sqlite3"

usage() {
	echo "usage: tools/deps.sh [-n] build|run|test|lint|bench …" >&2
	exit 2
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif command -v sudo >/dev/null 2>&1; then
		sudo "$@"
	else
		echo "deps: this needs root or sudo: $*" >&2
		exit 1
	fi
}

install_packages() {
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
		-o Dpkg::Use-Pty=0 install --no-install-recommends "$@" \
		</dev/null >"$log" 2>&1
}

dry=
[ "${1-}" = -n ] && dry=1 && shift
[ $# -gt 0 ] || usage
wanted=
for group in "$@"; do
	case $group in
	build | run | test | lint | bench) eval "wanted=\"\$wanted \$packages_$group\"" ;;
	*) usage ;;
	esac
done

# One dpkg-query for all is quick enough to be asked each time.
have=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' |
	sed -n 's/^installed //p' | tr '\n' ' ')
missing=
for package in $wanted; do
	case " $have" in
	*" $package "*) ;;
	*) missing="$missing $package" ;;
	esac
done
# A Node of any origin will do; only without one is Debian's installed.
case " $* " in
*" build "* | *" test "*)
	command -v node >/dev/null 2>&1 || missing="$missing nodejs"
	command -v npm >/dev/null 2>&1 || missing="$missing npm"
	;;
esac
[ -n "$missing" ] || exit 0

echo "deps: missing for $*:$missing"
[ -z "$dry" ] || exit 1
command -v apt-get >/dev/null 2>&1 || {
	echo "deps: no apt-get here: install the packages above by hand" >&2
	exit 1
}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "deps: installing them with apt-get"
# shellcheck disable=SC2086 # a list of words is meant
if ! install_packages $missing; then
	# A new machine has no package lists yet, or old ones.
	as_root apt-get -q update </dev/null >"$log" 2>&1 &&
		install_packages $missing || {
		tail -n 15 "$log" >&2
		echo "deps: apt-get could not install: $missing" >&2
		exit 1
	}
fi
echo "deps: done"
