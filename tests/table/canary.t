#!/usr/bin/perl
# canary.t: what one may not see is not there. Everything that belongs to team
# B, from its name to its comments and actions, holds one word; a person with
# every role there is, but on team A only, visits every page and every file
# that GET gives, with team B's own references too, and the word is nowhere.
# Team B has no public page, so nothing of it is published either.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Walk;

my $canary = 'Kanarienvogel';

# Tables of the database with their columns.
sub tables {
	my ($w) = @_;
	my $sql = $w->server->{engine} eq 'pg'
	    ? 'SELECT table_name, column_name FROM information_schema.columns'
		. " WHERE table_schema = 'public'"
	    : 'SELECT m.name, c.name FROM sqlite_master m,'
		. " pragma_table_info(m.name) c WHERE m.type IN ('table', 'view')";
	my %t;

	$t{ $_->[0] }{ $_->[1] } = 1 for $w->rows($sql);
	return %t;
}

# References of what belongs to the units of these slugs, by table.
sub refs {
	my ($w, $where) = @_;
	my %table = tables($w);
	my %ref = (unit => [ map { $_->[0] }
	    $w->rows("SELECT ref FROM unit WHERE $where ORDER BY id") ]);

	for my $t (sort grep { $table{$_}{ref} && $table{$_}{unit} } keys %table) {
		$ref{$t} = [ map { $_->[0] } $w->rows("SELECT ref FROM $t WHERE"
			. " unit IN (SELECT id FROM unit WHERE $where)"
			. ' ORDER BY id') ];
	}
	return %ref;
}

# As somebody who may everything: a record of each kind, an answer to each
# touch point, and whatever else a form about team B's records makes.
sub fill_team_b {
	my ($w, $boss, $unit) = @_;

	for my $kind (grep { $_->{unit} && $_->{unit} ne 'id' } $w->kinds) {
		my $path = "/k/$kind->{path}/new";
		next if $boss->get($path)->{status} == 403;
		my ($a) = $boss->fill($path, "$canary here", $kind->{unit} => $unit);
		is($a->{status}, 303, "a $kind->{name} of team B")
		    or diag($a->{said});
	}
	# A claim is sent by a member from her own page, never by a form of staff.
	$w->rows("INSERT INTO claim (ref, version, created_at, changed_at,"
		. " title, unit, member, state, day, level, minutes, miles,"
		. " online, time_pence, mileage_pence, online_pence, fares_pence,"
		. " carer_pence, other_pence, costs_pence, total_pence, sent_on)"
		. " SELECT 'canaryclaim00001', 1, 1, 1, '$canary', b.unit, b.id,"
		. " 'sent', '2026-03-01', 3, 60, 0, 0, 7500, 0, 0, 0, 0, 0, 0,"
		. " 7500, '2026-03-02' FROM member b JOIN unit u ON u.id = b.unit"
		. " WHERE u.ref = '$unit' ORDER BY b.id LIMIT 1");
	# What a leaver said is written down when she steps down.
	$w->rows("INSERT INTO leaver (ref, version, created_at, changed_at,"
		. " title, unit, month, good) SELECT 'canaryleaver0001', 1, 1,"
		. " 1, '$canary', id, '2026-03-01', '$canary' FROM unit"
		. " WHERE ref = '$unit'");
	my $csv = $w->file('said.csv', "date,score,comment\n"
		. join '', map { "2026-03-0$_,1,$canary said so $_\n" } 1 .. 9);
	$w->must('import', 'feedback', $csv, '--scale', '1-best', '--unit',
		'team-b-' . lc $canary, '--source', 'canary');
	my $v = $w->visitor;
	for my $row ($w->rows('SELECT code FROM touch_point WHERE unit ='
		. " (SELECT id FROM unit WHERE ref = '$unit')")) {
		my ($a) = $v->fill("/f/$row->[0]", "$canary in my words");
		is($a->{status}, 200, "an answer at /f/$row->[0]")
		    or diag($a->{said});
	}
	my %post = map { $_->{path} => 1 } grep { $_->{method} eq 'POST' }
	    $w->routes;
	for my $route (grep { $_->{method} eq 'GET' && $post{ $_->{path} }
		&& $_->{path} =~ /\{ref\}/ && $_->{path} !~ /\{kind\}/ }
	    $w->routes) {
		my %ref = refs($w, "slug LIKE '%" . lc $canary . "'");
		for my $ref (map { @$_ } values %ref) {
			(my $path = $route->{path}) =~ s/\{ref\}/$ref/;
			next if $boss->get($path)->{status} != 200;
			my ($a) = $boss->fill($path, "$canary again");
			ok($a->{status} < 500, "$path is filled in")
			    or diag($a->{said});
			last;
		}
	}
}

# The addresses of a route, with what is team B's in it where it has a place
# for it and is not open to everybody.
sub addresses {
	my ($w, $route, $b) = @_;
	my @path = ($route->{path});

	return () if $route->{public} && $route->{path} =~ /\{/;
	if ($route->{path} =~ /\{kind\}/) {
		@path = ();
		for my $kind ($w->kinds) {
			(my $p = $route->{path}) =~ s/\{kind\}/$kind->{path}/;
			push @path, map { $p =~ s/\{ref\}/$_/r }
			    $p =~ /\{ref\}/ ? @{ $b->{$kind->{name}} // [] } : '';
		}
		return @path;
	}
	@path = map { my $p = $_; map { $p =~ s/\{ref\}/$_/r }
	    map { @$_ } @$b{ sort grep { $_ ne 'slug' } keys %$b } } @path
	    if $route->{path} =~ /\{ref\}/;
	@path = map { my $p = $_; map { $p =~ s/\{slug\}/$_/r } @{ $b->{slug} } }
	    @path if $route->{path} =~ /\{slug\}/;
	return @path;
}

# Everything that this person gets, of which nothing may hold the word.
sub visit {
	my ($w, $who, $name, $route, $b) = @_;
	my @bad;

	for my $path (addresses($w, $route, $b)) {
		for my $ask ($path =~ /\{|\?/ ? $path
		    : ($path, "$path?q=$canary&search=$canary")) {
			my $a = $who->get($ask);
			my $text = $a->{content} // '';
			# What was asked for is said back, and nothing more.
			$text =~ s/\Q$ask\E|\Q$path\E|value="\Q$canary\E"//g;
			$text =~ s/q=\Q$canary\E|search=\Q$canary\E//g;
			push @bad, "$ask: status $a->{status}"
			    if $a->{status} >= 500
			    || ($path =~ /\w{16}|\Q@{[lc $canary]}\E/
				&& $a->{status} !~ /^40[034]$/);
			push @bad, "$ask: ..." . substr $text, $-[0] > 150
			    ? $-[0] - 150 : 0, 250 if $text =~ /$canary/i;
		}
	}
	ok(!@bad, "$name: $route->{name}") or diag(join "\n", @bad);
}

for my $engine (Server::engines()) {
	my $w = Walk->world($engine, canary => $canary);
	$w->rows("UPDATE unit SET public = 0 WHERE slug LIKE '%" . lc($canary)
		. "'");
	my $admin = $w->person('administrator');
	my $boss = $w->every_role($admin, $w->person('experience_lead'),
		$w->trust_slug);
	my $ann = $w->every_role($admin,
		$w->person('ward_manager', 'team-a'), 'team-a');
	my ($unit) = map { $_->[0] } $w->rows("SELECT ref FROM unit WHERE slug"
		. " = 'team-b-" . lc($canary) . "'");

	fill_team_b($w, $boss, $unit);
	my $where = "slug LIKE '%" . lc($canary) . "'";
	my %b = refs($w, $where);
	for my $kind (grep { $_->{unit} } $w->kinds) {
		ok(scalar @{ $b{ $kind->{name} } // [] },
			"team B has a $kind->{name}");
	}
	$b{slug} = [ map { $_->[0] } $w->rows("SELECT slug FROM unit WHERE $where") ];
	like($boss->get('/k/units')->{content}, qr/$canary/,
		'who may see team B sees the word');
	my $seen = grep { ($boss->get($_)->{content} // '') =~ /$canary/ }
	    map { addresses($w, $_, \%b) } grep { $_->{method} eq 'GET' }
	    $w->routes;
	cmp_ok($seen, '>', 20, 'on many pages');
	is($ann->get('/t/team-a')->{status}, 200, 'Ann sees her own team');
	my $out = $w->visitor;
	for my $route (grep { $_->{method} eq 'GET' } $w->routes) {
		visit($w, $ann, "$engine, team A", $route, \%b);
		visit($w, $out, "$engine, signed out", $route, \%b)
		    if $route->{public};
	}
	my %hidden = $ann->hidden($ann->get('/account')->{content});
	for my $kind ($w->kinds) {
		my $a = $ann->post("/k/$kind->{path}/search",
			{ csrf => $hidden{csrf}, q => $canary });
		$a = $ann->get($a->{headers}{location}) if $a->{status} == 303;
		(my $text = $a->{content}) =~ s/value="[^"]*\Q$canary\E[^"]*"//g;
		ok($a->{status} == 200 && $text !~ /$canary/i,
			"$engine: searching $kind->{name} finds nothing")
		    or diag("status $a->{status}");
	}
	is($w->server->stop, 0, "$engine: the server ends in order")
	    or diag($w->server->log_text);
}
done_testing();
