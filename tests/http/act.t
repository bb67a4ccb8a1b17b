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

subtest 'for the trust\'s own site' => sub {
	my $a = $w->visitor->get('/you-said-we-did/widget');

	like($a->{content}, qr/There is no ground/, 'the widget shows it');
	like($a->{headers}{'content-security-policy'},
		qr/frame-ancestors 'none'/, 'nobody may frame it');
	$w->rows("INSERT INTO setting (name, value, changed_at) VALUES"
		. " ('widget_sites', 'https://www.example.nhs.uk x;y', 1)");
	$a = $w->visitor->get('/you-said-we-did/widget?unit=team-a');
	like($a->{headers}{'content-security-policy'},
		qr/frame-ancestors https:\/\/www\.example\.nhs\.uk$/,
		'only the sites that were named, and nothing else of the text');
	for my $path ('/you-said-we-did', '/services/team-a', '/') {
		like($w->visitor->get($path)->{headers}
			{'content-security-policy'}, qr/frame-ancestors 'none'/,
			"$path is in no frame");
	}
	for my $format ('', '?format=large', '?format=easy') {
		like($w->visitor->get("/services/team-a/poster.pdf$format")
			->{content}, qr/^%PDF/, "a poster $format");
	}
};

subtest 'drawn from a case' => sub {
	my %f = form($boss, '/answer/team/team-a');
	my $to = $boss->post('/answer/team/team-a', { %f, ending => 'did',
		title => 'Ring first', outcome => 'We ring before a change.' })
		->{headers}{location};
	my $action = one("SELECT id FROM action WHERE title = 'Ring first'");
	$w->rows("INSERT INTO case_action (case_file,"
		. " action, linked_at) VALUES (1, $action, 1)");
	my $a = $boss->post("$to/you-said", { form($boss, "$to/you-said"),
		said => 'Nobody rang.' });
	is($a->{status}, 303, 'written');
	my $y = $a->{headers}{location};
	my %h = $second->hidden($second->get($y)->{content});
	is($second->post("$y/step", { %h, step => 'approve' })->{status}, 403,
		'it is not public before it was checked');
	is($boss->post("$y/step", { $boss->hidden($boss->get($y)->{content}),
		step => 'second' })->{status}, 403,
		'nor is its writer the second person');
	is($second->post("$y/step", { %h, step => 'second' })->{status}, 303,
		'somebody else reads it');
	is($second->post("$y/step", { %h, step => 'approve' })->{status}, 303,
		'then it is public');
	like($boss->get($y)->{content}, qr/social media.*#e/s,
		'with a text for social media');
};

subtest 'a change of a service and its gate' => sub {
	my %f = (form($boss, '/k/service-changes/new'), title => 'Later visits',
		unit => $unit{'team-a'}, what => 'Longer.', state => 'decided');
	my $a = $boss->post('/k/service-changes/new', \%f);

	is($a->{status}, 422, 'it is not decided without the check');
	like($a->{content}, qr/cannot be decided before the check/,
		'with a sentence');
	is($boss->post('/k/service-changes/new', { %f, involved => 'no' })
		->{status}, 422, 'nobody involved wants a reason');
	is($boss->post('/k/service-changes/new', { %f, involved => 'no',
		why_not => 'It is a repair.' })->{status}, 303,
		'with one it is decided');
	is($boss->post('/k/service-changes/new', { %f, involved => 'yes',
		who => 'Six carers.', difference => 'Quiet hours stay.' })
		->{status}, 303, 'or with who was involved');
};

subtest 'projects' => sub {
	my %f = (form($boss, '/k/projects/new'), unit => $unit{'team-a'},
		aim => 'Sleep', state => 'active', started_on => '1/3/2026',
		relevant => 1);
	my %good = (level => 'coproduced', from_point => 'problem',
		verdict => 'together');
	my $to = $boss->post('/k/projects/new', { %f, title => 'Nights', %good })
	    ->{headers}{location};

	$boss->post('/k/projects/new', { %f, title => 'Told', %good,
		verdict => 'told' });
	$boss->post('/k/projects/new', { %f, title => 'Late', %good,
		from_point => 'after' });
	like($boss->get('/coproduced')->{content},
		qr/1 of 3 projects \(33%\) are co-produced/,
		'only what a partner confirms and what began early counts');
	my ($ref) = $to =~ m{([^/]+)$};
	my $path = "/k/drivers/new?project=$ref&unit=$unit{'team-a'}";
	is($boss->post('/k/drivers/new', { form($boss, $path),
		title => 'Soft <b>doors' })->{status}, 303, 'a driver');
	like($boss->get($to)->{content}, qr/<rect.*Soft &lt;b&gt;doors/s,
		'the diagram is drawn of it');
	is($boss->post('/k/pdsa-cycles/new', { form($boss,
		"/k/pdsa-cycles/new?project=$ref&unit=$unit{'team-a'}"),
		title => 'Try', started_on => '2/3/2026', plan => 'x' })
		->{status}, 303, 'a cycle');
};

# Every page, list, file and feed that the story could be on.
sub places {
	my ($c, $to) = @_;
	my $all = '';

	for my $path ($to, "$to/edit", "$to/json", '/k/stories',
		'/k/stories/export.csv', '/stories', '/day', '/account',
		map { "/stories/" . ($to =~ m{([^/]+)$})[0] . "/$_" }
		    qw(board training improvement website media)) {
		$all .= $c->get($path)->{content};
	}
	return $all;
}

subtest 'a story and what was agreed' => sub {
	my $canary = 'Nachtigall';
	my %f = (form($boss, '/k/stories/new'), title => 'A night',
		unit => $unit{'team-a'}, agreed_on => '1/11/2026',
		expires_on => '1/11/2028', for_board => 1, for_website => 1);
	is($boss->post('/k/stories/new', { %f, told_on => '5/11/2026' })
		->{status}, 422, 'nobody speaks unprepared');
	my $to = $boss->post('/k/stories/new', \%f)->{headers}{location};
	my ($ref) = $to =~ m{([^/]+)$};
	my $keep = sub { $boss->post("$to/words", { $boss->hidden(
		$boss->get($to)->{content}), teller => 'Robin',
		words => "I heard a $canary." }) };

	is($keep->()->{status}, 303, 'its words are kept');
	like($boss->get("/stories/$ref/board")->{content}, qr/$canary/,
		'they open for a purpose that was agreed');
	is($boss->get("/stories/$ref/training")->{status}, 404,
		'and for no other');
	like($w->visitor->get('/stories')->{content}, qr/$canary/,
		'everybody reads what may be on the website');
	is(one("SELECT count(*) FROM audit WHERE kind = 'story'"
		. " AND what = 'open'"), 1, 'each opening is on record');
	unlike(places($boss, $to) =~ s/<blockquote.*?<\/blockquote>//gsr,
		qr/$canary/, 'nowhere else');
	$w->rows('UPDATE story SET expires_on = date("now", "-1 day")');
	unlike(places($boss, $to) . places($w->visitor, $to), qr/$canary/,
		'expired: nowhere at all');
	is($keep->()->{status} == 303, '', 'nor can they be kept again');
	$w->rows('UPDATE story SET expires_on = "2028-01-01"');
	is($boss->post("$to/withdraw", { $boss->hidden(
		$boss->get($to)->{content}) })->{status}, 303, 'withdrawn');
	unlike(places($boss, $to) . places($w->visitor, $to), qr/$canary/,
		'nowhere at all');
	is(one('SELECT count(*) FROM story_words'), 0, 'nor in the database');
};

subtest 'a meeting and its agenda' => sub {
	my $today = one("SELECT date('now')");

	$boss->post('/k/hearsay/new', { form($boss, '/k/hearsay/new'),
		title => 'Dull Sundays', unit => $unit{'team-a'},
		mood => 'improve', heard_on => $today });
	my $to = $boss->post('/k/team-meetings/new', { form($boss,
		'/k/team-meetings/new'), title => 'Huddle', unit => $unit{'team-a'},
		held_on => $today })->{headers}{location};
	like($boss->get($to)->{content},
		qr/Agenda.*Dull Sundays.*Warm food/s,
		'what was heard, and what is open');
};

subtest 'a complaint on the thread of others' => sub {
	my $reader = $w->person('ward_manager', 'team-a');
	my $ref = one("SELECT ref FROM action WHERE title = 'Ring first'");
	my $action = one("SELECT id FROM action WHERE title = 'Ring first'");
	my $canary = 'Nachtigall';
	my $case = sub { $w->rows("INSERT INTO case_file (ref, version,"
		. " created_at, changed_at, number, title, fold, unit, type,"
		. " channel, received_on, oral, on_behalf, state, risk,"
		. " consent, stopped_days, hold) SELECT 'case$_[0]', 1, 1, 1,"
		. " 90 + $_[0], '$canary', 'x', id, 'complaint', 'letter',"
		. " date('now'), 0, 'me', 'closed', 0, 'not_needed', 0, 0"
		. " FROM unit WHERE slug = 'team-a'") };

	$case->($_) for 1 .. 4;
	$w->rows("DELETE FROM case_action");
	$w->rows("INSERT INTO case_action (case_file, action, linked_at)"
		. " SELECT min(id), $action, 1 FROM case_file");
	my @page = ("/thread/actions/$ref", "/k/actions/$ref",
		"/k/actions/$ref/link", "/k/actions/$ref/json");
	my $all = sub { join '', map { $reader->get($_)->{content} } @page };
	my $four = $all->();
	like($four, qr/You see nothing that this action came from/,
		'one of four is not there');
	unlike($four, qr/A complaint</, 'not even as a complaint');
	$case->(5);
	my $five = $all->();
	like($five, qr/<li>A complaint</, 'one of five is a complaint');
	unlike($four . $five, qr/$canary|case1\b/, 'and never which');
	like($boss->get("/thread/actions/$ref")->{content}, qr/$canary/,
		'who may open it sees it');
};

is($w->server->stop, 0, 'the server ends in order')
    or diag($w->server->log_text);
done_testing();
