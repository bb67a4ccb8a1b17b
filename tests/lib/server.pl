#!/usr/bin/perl
# server.pl: a heard server for tests that are not Perl. Prints a line of JSON
# {"url":…,"db":…,"key":…,"pid":…} when it answers, and serves until its
# standard input closes.
#
#   tests/lib/server.pl [--engine sqlite|pg] [--init ARG]… [--serve ARG]…
#       [--from FOLDER]      a copy of its heard.db and root.key, no init
#       [--run "ARGS"]…      commands of heard after init, before serve
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Getopt::Long;
use JSON::PP;
use Server;

my ($engine, $from, @init, @serve, @run) = ('sqlite');
GetOptions('engine=s' => \$engine, 'from=s' => \$from, 'init=s' => \@init, 'serve=s' => \@serve,
	'run=s' => \@run) or exit 2;
my $s = Server->new(engine => $engine, init => \@init, serve => \@serve,
	from => $from, no_start => 1);
for my $line (@run) {
	my ($exit, $out, $err) = $s->heard(split ' ', $line);
	die "heard $line: exit $exit\n$out$err" if $exit;
}
$s->start;
$| = 1;
print JSON::PP->new->canonical->encode({ url => $s->url, db => $s->db,
	key => $s->key, pid => $s->pid }), "\n";
local $SIG{TERM} = local $SIG{INT} = sub { exit 0 };
1 while defined <STDIN>;
my $status = $s->stop;
print STDERR $s->log_text if $status;
exit($status ? 1 : 0);
