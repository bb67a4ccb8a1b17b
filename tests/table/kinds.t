#!/usr/bin/perl
# kinds.t: every kind of `heard kinds`, on both engines: a record is made
# through its form with hostile text in every field that takes text, and the
# text comes back escaped, once, from the list, the page, the form, JSON, and
# harmless from the CSV file. A new kind is tested here without a line being
# added; where its form wants something that cannot be guessed, the test says
# so and fails.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use JSON::PP;
use Test::More;
use Walk;

# A formula to a spreadsheet, markup to a browser, and an entity that must
# not be taken for one.
my $hostile = q{=1+1"><script>zq9</script>&amp;' onx="zq9};
my $in_page = qr/<script>zq9|["'] onx="zq9/;

for my $engine (Server::engines()) {
	my $w = Walk->world($engine);
	my $admin = $w->person('administrator');
	my $boss = $w->every_role($admin, $w->person('experience_lead'),
		$w->trust_slug);

	# One template a language and purpose; the seed took English.
	$w->rows('DELETE FROM letter_template');
	for my $kind ($w->kinds) {
		subtest "$engine: $kind->{name}" => sub { one_kind($w, $boss, $kind) };
	}
	is($w->server->stop, 0, "$engine: the server ends in order")
	    or diag($w->server->log_text);
}
done_testing();

sub one_kind {
	my ($w, $boss, $kind) = @_;
	my $base = "/k/$kind->{path}";

	for my $path ($base, "$base/describe.csv", "$base/export.csv") {
		my $a = $boss->get($path);
		is($a->{status}, 200, "GET $path");
	}
	my $form = $boss->get("$base/new");
	if ($form->{status} == 403) {
		note("$kind->{name} is made by a workflow");
		return;
	}
	is($form->{status}, 200, 'its form opens');
	my ($a, %field) = $boss->fill("$base/new", $hostile);
	is($a->{status}, 303, 'a record is made') or return diag($a->{said});
	my @text = grep { ($field{$_} // '') eq $hostile } sort keys %field;
	my ($ref) = $a->{headers}{location} =~ m{^\Q$base\E/([0-9a-z]{16})\b}i
	    or return fail("no record at $a->{headers}{location}");
	comes_back($boss, $base, $ref, @text);
	refused_again($boss, "$base/$ref/edit");
}

sub comes_back {
	my ($boss, $base, $ref, @text) = @_;

	for my $path ($base, "$base/$ref", "$base/$ref/edit") {
		my $html = $boss->get($path)->{content};
		unlike($html, $in_page, "nothing runs on $path");
		next if !@text || $path eq $base;
		like($html, qr/&lt;script&gt;zq9&lt;\/script&gt;&amp;amp;/,
			"the text is on $path, escaped once");
	}
	my $json = eval {
		JSON::PP->new->utf8->decode($boss->get("$base/$ref/json")->{content});
	};
	ok($json, 'its JSON can be read');
	is($json->{$_}, $hostile, "$_ in JSON as it was typed") for @text;
	my $csv = $boss->get("$base/export.csv")->{content};
	$csv =~ s/^\xef\xbb\xbf//;
	my @cell = map { my $c = $_; $c =~ s/^"(.*)"$/$1/s; $c }
	    $csv =~ /("(?:[^"]|"")*"|[^",\r\n]+)/g;
	is(scalar(grep { /^[=+\@\t\r]|^-(?![\d.]+$)/ } @cell), 0,
		'no cell of its CSV is a formula');
	ok(!@text || grep({ /zq9<\/script>/ } @cell), 'its CSV holds the text');
}

# Text that is too long is refused beside its field, with what was typed.
sub refused_again {
	my ($boss, $path) = @_;
	my $page = $boss->get($path);
	my %field = $boss->form_values($page->{content});
	my @long = map { $_->{name} } grep { $_->{type} =~ /^text(?:area)?$/ }
	    $boss->main_inputs($page->{content});
	return unless @long;
	my $typed = $hostile . 'x' x 10001;

	$field{$_} = $typed for @long;
	my $a = $boss->post($path, \%field);
	is($a->{status}, 422, 'too much text is refused');
	unlike($a->{content}, $in_page, 'and what was typed is escaped');
	like($a->{content}, qr/&lt;script&gt;zq9&lt;\/script&gt;&amp;amp;/,
		'and is still there');
	like($a->{content}, qr/nhsuk-error-summary/, 'with what is wrong');
}
