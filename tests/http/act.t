#!/usr/bin/perl
# act.t: acting on what people said, as somebody at work does it: in one step,
# told to everybody, and seen by nobody who may not.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Walk;

my $w = Walk->world('sqlite');
my $admin = $w->person('administrator');
my $boss = $w->every_role($admin, $w->person('experience_lead'),
	$w->trust_slug);
my $second = $w->every_role($admin, $w->person('experience_lead'),
	$w->trust_slug);
my %unit = map { $_->[0] => $_->[1] }
    $w->rows("SELECT slug, ref FROM unit WHERE level = 'team'");

sub form { my ($c, $path) = @_; return $c->form_values($c->get($path)->{content}) }

sub one { return ($w->rows($_[0]))[0][0] }

subtest 'a small change, logged afterwards' => sub {
	my $path = '/answer/team/team-a';
	my %f = form($boss, $path);

	is($f{unit}, $unit{'team-a'}, 'its own team is chosen');
	my $a = $boss->post($path, { %f, ending => 'did' });
	is($a->{status}, 422, 'nothing said is refused');
	like($a->{content}, qr/Say what came of the action|What changes/,
		'with a sentence');
	$a = $boss->post($path, { %f, ending => 'will', title => 'Soft doors',
		due => '' });
	is($a->{status}, 422, 'a promise has a date');
	$a = $boss->post($path, { %f, ending => 'did', title => 'Soft doors',
		outcome => 'All doors close without a bang.', due => '2/3/2026',
		said => 'Doors bang at night.' });
	is($a->{status}, 303, 'one step keeps it');
	is(one("SELECT state || ' ' || done_on FROM action"),
		'done 2026-03-02', 'done on the day it was');
	is(one('SELECT state FROM you_said'), 'waiting',
		'and the answer waits for a yes');
	$a = $boss->get($a->{headers}{location} . '/worked.csv');
	like($a->{content}, qr/month,side,numerator/, 'its chart is a table too');
};

subtest 'we cannot is told as well' => sub {
	my $path = '/answer/team/team-a';
	my %f = form($boss, $path);
	my $a = $boss->post($path, { %f, ending => 'cannot',
		title => 'More parking', outcome => 'There is no ground for it.',
		said => 'There is no parking.' });

	is($a->{status}, 303, 'kept');
	my $ref = one("SELECT ref FROM you_said WHERE did LIKE 'There is no g%'");
	my $page = $second->get("/k/you-said/$ref")->{content};
	$a = $second->post("/k/you-said/$ref/step",
		{ $second->hidden($page), step => 'approve' });
	is($a->{status}, 303, 'somebody else publishes it');
	like($w->visitor->get('/services/team-a')->{content},
		qr/We cannot, because.*There is no ground/s, 'everybody reads why');
};

subtest 'passing it on' => sub {
	my %f = form($boss, '/k/theme-owners/new');
	my $trust = one("SELECT ref FROM unit WHERE level = 'trust'");
	my $who = one("SELECT ref FROM person WHERE email = '$second->{email}'");

	is($boss->post('/k/theme-owners/new', { %f, title => 'Food',
		national => 'food', unit => $trust, owner => $who })->{status},
		303, 'an owner of a theme');
	%f = form($boss, '/answer/team/team-a');
	my $to = $boss->post('/answer/team/team-a', { %f, ending => 'will',
		title => 'Warm food' })->{headers}{location};
	%f = (form($boss, "$to/pass"), owner => one('SELECT ref FROM theme_owner'));
	is($boss->post("$to/pass", \%f)->{status}, 422, 'it wants a reason');
	is($boss->post("$to/pass", { %f, why => 'The kitchen is theirs.' })
		->{status}, 303, 'passed on');
	like($second->get('/day')->{content}, qr/Warm food/,
		'its new owner sees it on My day') or note($to);
};

is($w->server->stop, 0, 'the server ends in order')
    or diag($w->server->log_text);
done_testing();
