#!/usr/bin/perl
# kill9.t: the server is killed in the middle of its work, again and again,
# while visitors post. Whoever was thanked finds their words kept exactly once
# after the restart; whoever was not sends the same form again, as a browser
# would, and then theirs are kept exactly once too.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use HTTP::Tiny;
use POSIX ();
use Server;
use Test::More;
use Time::HiRes qw(sleep time);

use constant { ROUNDS => 3, VISITORS => 6, SECONDS => 1.2 };

# A touch point of the first team of the file, by its form's address.
sub form_of {
	my ($s) = @_;

	for (['import', 'units', 'tests/data/units.csv'],
		['touch-points', 'add', '--unit', 'oak-team']) {
		my ($exit, $out, $err) = $s->heard(@$_);
		die "heard @$_: $out$err" if $exit;
	}
	my $page = HTTP::Tiny->new->get($s->url . '/feedback?q=oak')->{content};
	return $page =~ m{href="(/f/[a-z]+)} ? $1 : die "no form: $page";
}

# Sends a filled form; true when it was thanked.
sub post {
	my ($url, $token, $words) = @_;
	my $r = HTTP::Tiny->new(timeout => 10)->post_form($url,
		{ token => $token, fft => 2, better => $words });

	return $r->{status} == 200 && $r->{content} =~ /heard-code/;
}

# One visitor after another until the server is gone. Says on $out what was
# sent and what was thanked; a line is one write, which ends before the kill or
# is not counted.
sub visit {
	my ($url, $name, $out) = @_;

	for (my $n = 0; ; $n++) {
		my $page = HTTP::Tiny->new(timeout => 10)->get($url);
		my ($token) = ($page->{content} // '')
		    =~ /name="token" value="([0-9a-z]{40})"/ or return;
		my $words = "visit $name-$n.";

		syswrite $out, "sent $token $words\n";
		post($url, $token, $words) or return;
		syswrite $out, "thanked $token $words\n";
	}
}

# Visitors for a while, then the kill. Returns what they said.
sub visits {
	my ($s, $path, $round) = @_;
	my $log = $s->dir . "/visits-$round";
	my @child;

	for my $v (1 .. VISITORS) {
		my $pid = fork // die "fork: $!";
		push @child, $pid and next if $pid;
		open my $out, '>>', $log or POSIX::_exit(1);
		visit($s->url . $path, "$round-$v", $out);
		POSIX::_exit(0);
	}
	sleep SECONDS;
	$s->kill9;
	waitpid $_, 0 for @child;
	return split /\n/, Server::slurp($log);
}

# How often each visitor's words are in the database.
sub kept {
	my ($s) = @_;
	my ($exit, $out, $err) = $s->heard('export', 'comments');
	my %n;

	die "heard export comments: $err" if $exit;
	$n{$1}++ while $out =~ /(visit \d+-\d+-\d+\.)/g;
	return \%n;
}

sub try_engine {
	my ($engine) = @_;
	my $s = Server->new(engine => $engine);
	my $path = form_of($s);
	my (%thanked, %sent);

	for my $round (1 .. ROUNDS) {
		for (visits($s, $path, $round)) {
			my ($what, $token, $words) = split / /, $_, 3;
			$sent{$words} = $token;
			$thanked{$words} = 1 if $what eq 'thanked';
		}
		$s->start;
		my $kept = kept($s);
		is(join(' ', grep { ($kept->{$_} // 0) != 1 } keys %thanked), '',
			"$engine: every thanked visitor is kept once");
		is(join(' ', grep { $kept->{$_} > 1 } keys %$kept), '',
			"$engine: nobody is kept twice");
	}
	cmp_ok(scalar keys %thanked, '>', 3 * ROUNDS, "$engine: many were thanked");
	note(scalar keys %thanked, ' thanked, ', scalar keys %sent, ' sent');

	my @again = grep { !$thanked{$_} } keys %sent;
	cmp_ok(scalar @again, '>', 0, "$engine: some were cut off");
	ok(post($s->url . $path, $sent{$_}, $_), "$engine: sent again, thanked")
	    for @again;
	my $kept = kept($s);
	is(join(' ', grep { ($kept->{$_} // 0) != 1 } keys %sent), '',
		"$engine: in the end everybody is kept once");
	is($s->stop, 0, "$engine: an orderly end");
}

try_engine($_) for Server::engines();
done_testing();
