#!/usr/bin/perl
# casework.t: cases as people at work handle them: two at once, with what means
# harm, and what is asked after a complaint.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Walk;

my $w = Walk->world('sqlite');
my $admin = $w->person('administrator');
my $one = $w->every_role($admin, $w->person('complaints_manager'),
	$w->trust_slug);
my $two = $w->every_role($admin, $w->person('complaints_manager'),
	$w->trust_slug);

sub form { my ($c, $path) = @_; return $c->form_values($c->get($path)->{content}) }

sub sql { return ($w->rows($_[0]))[0][0] }

sub new_case {
	my ($title, %more) = @_;
	my %f = form($one, '/cases/new');

	return $one->post('/cases/new', { %f, type => 'complaint',
		channel => 'email', unit => sql("SELECT ref FROM unit WHERE"
		    . " level = 'team' ORDER BY id LIMIT 1"),
		title => $title, words => 'Nobody told me.', on_behalf => 'me',
		name => 'Ann Example', reach => 'ann@example.invalid', %more });
}

# A form with a file, as a browser sends it.
sub upload {
	my ($c, $path, $field, $name, $bytes) = @_;
	my $body = join '', (map { "--XX\r\nContent-Disposition: form-data;"
		. " name=\"$_\"\r\n\r\n$field->{$_}\r\n" } sort keys %$field),
	    "--XX\r\nContent-Disposition: form-data; name=\"file\";"
	    . " filename=\"$name\"\r\nContent-Type: application/octet-stream"
	    . "\r\n\r\n$bytes\r\n--XX--\r\n";

	return $c->ask('POST', $path, headers =>
		{ 'Content-Type' => 'multipart/form-data; boundary=XX' },
		body => $body);
}

my $at = new_case('First <script>alert(1)</script>')->{headers}{location};

subtest 'two at once' => sub {
	my %mine = form($one, "$at/step/note");
	my %theirs = form($two, "$at/step/note");

	is($one->post("$at/step/note", { %mine, note => 'I was first.' })
		->{status}, 303, 'the first is kept');
	my $a = $two->post("$at/step/note",
		{ %theirs, note => 'Long words of the second.' });
	is($a->{status}, 409, 'the second is told');
	like($a->{content}, qr/What happened meanwhile.*I was first\./s,
		'what the first did');
	like($a->{content}, qr/Long words of the second\./,
		'and has lost nothing');
	is(sql("SELECT count(*) FROM case_event WHERE what = 'note'"), 1,
		'nothing is written yet');
	my %again = $two->form_values($a->{content});
	is($two->post("$at/step/note", { %again })->{status}, 303,
		'saved all the same');
	is(sql("SELECT count(*) FROM case_event WHERE what = 'note'"), 2,
		'both are there');
};

subtest 'what means harm' => sub {
	my $page = $one->get($at)->{content};

	unlike($page, qr/<script>alert/, 'a title is words');
	like($page, qr/&lt;script&gt;alert/, 'and shown');
	for my $day ('1/1/1890', '1/1/2190') {
		my $a = new_case('Late', event_on => $day,
			words => "Said on $day");

		is($a->{status}, 422, "$day is refused");
		like($a->{content}, qr/Said on \Q$day\E/, 'nothing is lost');
	}
	my $long = 'a ' x 5000 . 'end';
	my $a = new_case('Long', words => $long);
	is($a->{status}, 422, 'a letter of 10,003 letters is too long');
	like($a->{content}, qr/a a a end/, 'and still there');
	$a = new_case('Pasted', words => 'b' x (10 << 20));
	is($a->{status}, 413, 'one of 10 megabytes is not read');
	like($a->{content}, qr/too much at once/i, 'with a sentence');
	my %f = (csrf => { form($one, $at) }->{csrf});
	$a = upload($one, "$at/files", \%f, 'consent.pdf', "MZ\x90\0\3program");
	is($a->{status}, 422, 'a program is no form of consent');
	like($a->{content}, qr/<h1[^>]*>[^<]*not added/, 'said in words');
	is(sql("SELECT count(*) FROM file"), 0, 'nothing is kept');
	$a = upload($one, "$at/letters/back", { %f, back => 'case_update' },
		'bomb.docx', "PK\3\4 word/ and no end");
	is($a->{status}, 422, 'a broken document is refused');
	like($a->{content}, qr/no Word document/, 'with a sentence');
};

subtest 'a letter in Word and back' => sub {
	my %f = (form($one, "$at/letters"), letter => 'case_update',
		format => 'docx');
	my $a = $one->post("$at/letters", \%f);

	is($a->{status}, 200, 'it goes out');
	like($a->{content}, qr/^PK/, 'as a document');
	my $b = upload($one, "$at/letters/back",
		{ csrf => $f{csrf}, back => 'case_update' }, 'x.docx',
		$a->{content});
	is($b->{status}, 303, 'and comes back');
	my $back = sql("SELECT ref FROM case_letter WHERE came_back = 1");
	$b = $one->post("$at/letters", { %f, format => 'text', from => $back });
	like($b->{content}, qr/looking into your complaint/,
		'its words in another format');
	my %ask = (form($one, "$at/access"), asker => 'complainant',
		checked => 'yes');
	$b = $one->post("$at/access", \%ask);
	is($b->{status}, 200, 'a file for who asks for their data');
	like($b->{content}, qr/<mark>\[somebody else:/, 'others are marked');
	unlike($b->{content}, qr/somebody else: Ann Example/, 'but not they');
};

done_testing();
