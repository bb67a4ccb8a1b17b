#!/usr/bin/perl
# calls.t: a server whose every n-th database call fails, and one that finds no
# memory for the n-th piece, while visitors say something and somebody of the
# staff reads and writes. Each answer is a page or a sentence, the sanitizers
# are silent, and afterwards whatever was thanked or saved is there once.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Walk;

# Primes, so that another call of a request fails each time.
my @every = (3, 13, 29, 53, 97);
# Early in the start, in the first requests, later.
my @piece = (500, 7_000, 15_000, 25_000);
use constant ROUNDS => 8;

my $serial = 0;

# What is wrong with an answer that a failing server gave.
sub wrong {
	my ($a) = @_;

	return "no answer: $a->{content}" if $a->{status} == 599;
	return "status $a->{status}" if $a->{status} !~ /^(?:2|303|4|50[03])/;
	return 'no policy' if !$a->{headers}{'content-security-policy'};
	return 'nothing said' if $a->{status} >= 400 && length $a->{content} < 40;
	return '';
}

# One visitor; the words when they were thanked for.
sub visit {
	my ($w, $path, $bad) = @_;
	my $v = $w->visitor;
	my $words = 'visit ' . ++$serial . '.';
	my $form = $v->get($path);
	my ($token) = $form->{content} =~ /name="token" value="([0-9a-z]{40})"/;

	push @$bad, wrong($form);
	return () if !$token;
	my $a = $v->post($path, { token => $token, fft => 2, better => $words });
	push @$bad, wrong($a);
	return $a->{status} == 200 && $a->{content} =~ /heard-code/ ? $words : ();
}

# Reads pages and saves an action; its title when it was saved.
sub work {
	my ($boss, $team, $bad) = @_;
	my $title = 'action ' . ++$serial . '.';

	push @$bad, wrong($boss->get($_)) for '/day', "/t/$team", '/k/comments',
	    '/k/actions', '/k/actions/export.csv', '/k/cases', '/account';
	my ($a) = $boss->fill('/k/actions/new', 'words', title => $title);
	push @$bad, wrong($a);
	return $a->{status} == 303 ? $title : ();
}

# How often each of the texts is in the export of a kind.
sub kept_once {
	my ($w, $kind, @text) = @_;
	my $out = $w->must('export', $kind);
	my %n;

	$n{$_}++ for $out =~ /\b((?:visit|action) \d+\.)/g;
	return join ' ', grep({ ($n{$_} // 0) != 1 } @text),
	    grep({ $n{$_} > 1 } keys %n);
}

# The database as the last server left it.
sub settled {
	my ($w, $what, $thanked, $saved) = @_;

	is(kept_once($w, 'comments', @$thanked), '', "$what: thanked, kept once");
	is(kept_once($w, 'actions', @$saved), '', "$what: saved, kept once");
	my ($exit, $out, $err) = $w->server->heard('verify');
	is($exit, 0, "$what: the audit trail is whole") or diag("$out$err");
}

sub end_of_log {
	my ($w) = @_;
	my @line = grep { /ERROR|error|^    #/ } split /\n/, $w->server->log_text;

	return join "\n", @line > 24 ? @line[ -24 .. -1 ] : @line;
}

# Each complaint once.
sub unlike_good {
	my %seen;

	return grep { $_ ne '' && !$seen{ substr $_, 0, 20 }++ } @_;
}

sub failing_calls {
	my ($w, $boss, $path, $n) = @_;
	my $what = "$w->{s}{engine}, each call number $n";
	my (@bad, @thanked, @saved);

	# Where even the start fails, that is a sentence and no server.
	if (!eval { $w->server->start(HEARD_FAIL_DB => $n); 1 }) {
		like($@, qr/heard: /, "$what: does not start, and says so");
		unlike($@, qr/Sanitizer/, "$what: in order");
		return settled($w, $what, [], []);
	}
	for (1 .. ROUNDS) {
		push @thanked, visit($w, $path, \@bad);
		push @saved, work($boss, 'team-a', \@bad);
	}
	is($w->server->stop, 0, "$what: an orderly end")
	    or diag(end_of_log($w));
	is(join(', ', unlike_good(@bad)), '', "$what: each has its answer");
	note(scalar @thanked, ' thanked, ', scalar @saved, ' saved');
	settled($w, $what, \@thanked, \@saved);
}

# A process without memory ends at once; what it had thanked for is kept.
sub no_memory {
	my ($w, $boss, $path, $n) = @_;
	my $what = "$w->{s}{engine}, no piece $n";
	my $said = () = $w->server->log_text =~ /out of memory/g;
	my (@thanked, @saved);

	if (eval { $w->server->start(HEARD_FAIL_ALLOC => $n); 1 }) {
		for (1 .. ROUNDS) {
			push @thanked, visit($w, $path, []);
			push @saved, work($boss, 'team-a', []);
		}
		isnt($w->server->stop, 0, "$what: it did not survive");
	}
	is(scalar(() = $w->server->log_text =~ /heard: out of memory/g),
		$said + 1, "$what: said why");
	settled($w, $what, \@thanked, \@saved);
}

sub try_engine {
	my ($engine) = @_;
	my $w = Walk->world($engine);
	my $admin = $w->person('administrator');
	my $boss = $w->every_role($admin, $w->person('experience_lead'),
		$w->trust_slug);

	$w->must('touch-points', 'add', '--unit', 'team-a');
	my ($path) = $w->visitor->get('/feedback?q=team')->{content}
	    =~ m{href="(/f/[a-z]+)};
	$w->server->stop;
	failing_calls($w, $boss, $path, $_) for @every;
	no_memory($w, $boss, $path, $_) for @piece;
	$w->server->start;
	my @bad;
	ok(visit($w, $path, \@bad), "$engine: and then all is well again");
	ok(work($boss, 'team-a', \@bad), "$engine: for the staff too")
	    or diag(join ', ', @bad);
	is($w->server->stop, 0, "$engine: an orderly end");
}

try_engine($_) for Server::engines();
done_testing();
