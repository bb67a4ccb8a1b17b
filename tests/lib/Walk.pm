# Walk.pm: for tests that go through every route and every kind: a small trust
# with people in it, a browser without a screen, and the program's own tables.
#
#   my $w = Walk->world('sqlite');          # served, with units and people
#   my $ann = $w->person('ward_manager');   # signed in, role on the whole trust
#   my $a = $ann->get('/day');              # { status, headers, content }
#   $w->routes; $w->kinds; $w->rows('SELECT …');
package Walk;
use strict;
use warnings;
use Server;

# Trust, two directorates with a service and a team each. Team B is not shown
# to the public, so that nothing of it is ever published.
use constant UNITS => <<'END';
directorate,service,team,setting,site code,ods code,opened,promise,public
North,North service,Team A,inpatient,A01,ABC01,2020-01-01,monthly,yes
South CANARY,South service CANARY,Team B CANARY,inpatient,B01,ABC02,2020-01-01,monthly,no
END

sub world {
	my ($class, $engine, %o) = @_;
	my $s = Server->new(engine => $engine, no_start => 1,
		init => [ '--name', 'Walk Trust' ], %o);
	my $w = bless { s => $s, canary => $o{canary} // 'Kanarienvogel',
		n => 0 }, $class;
	(my $units = UNITS) =~ s/CANARY/$w->{canary}/g;

	$w->must('import', 'units', $w->file('units.csv', $units));
	return $w;
}

sub server { return $_[0]{s} }

sub file {
	my ($w, $name, $text) = @_;
	my $path = $w->{s}->dir . "/$name";

	open my $out, '>:raw', $path or die "$path: $!\n";
	print $out $text;
	close $out or die "$path: $!\n";
	return $path;
}

sub must {
	my ($w, @args) = @_;
	my ($exit, $out, $err) = $w->{s}->heard(@args);

	die "heard @args: exit $exit\n$out$err" if $exit;
	return $out;
}

# Every route: method, path, cap, flags.
sub routes {
	my ($w) = @_;
	my @route;

	for (split /\n/, qx{"$w->{s}{bin}" routes}) {
		my ($method, $path, $cap, $flags) = /^(\S+)\s+(\S+)\s+(\d+)(.*)$/
		    or die "heard routes: $_\n";
		push @route, { method => $method, path => $path, cap => $cap,
			name => "$method $path",
			map { $_ => $flags =~ /\b$_\b/ ? 1 : 0 }
			    ('public', 'heavy', 'upload', 'framed', 'own token') };
	}
	die "heard routes: none\n" unless @route;
	return @route;
}

# Every kind: name (its table), path, read, write, unit (its column) or ''.
sub kinds {
	my ($w) = @_;
	my @kind;

	for (split /\n/, qx{"$w->{s}{bin}" kinds}) {
		if (m{^(\w+)\t/k/(\S+)$}) {
			push @kind, { name => $1, path => $2 };
		} elsif (/^  read (\d+), write (\d+), on (?:the unit in (\w+))?/) {
			@{ $kind[-1] }{qw(read write unit)} = ($1, $2, $3 // '');
		}
	}
	die "heard kinds: none\n" unless @kind;
	return @kind;
}

# Rows of the database itself, each a list of texts.
sub rows {
	my ($w, $sql) = @_;
	my $s = $w->{s};
	my @cmd = $s->{engine} eq 'pg'
	    ? ('psql', '-qXAt', '-F', "\t", '-c', $sql, $s->db)
	    : ('sqlite3', '-tabs', '-cmd', '.timeout 5000', $s->db, $sql);
	open my $in, '-|', @cmd or die "$cmd[0]: $!\n";
	my @row = map { chomp; [ split /\t/, $_, -1 ] } <$in>;

	close $in or die "@cmd\n";
	return @row;
}

# A new person with one role on one unit (a slug; else the trust), signed in.
sub person {
	my ($w, $role, $unit) = @_;
	my $email = sprintf 'p%d@example.invalid', ++$w->{n};
	my $said = $w->must('user', 'add', '--email', $email, '--name',
		"Person $w->{n}", '--role', $role,
		$unit ? ('--unit', $unit) : ());
	my ($password) = $said =~ /: (\S+)\n/ or die "user add: $said\n";

	$w->{s}->start unless $w->{s}->pid;
	my $c = $w->visitor;
	my $page = $c->get('/sign-in');
	my %field = $c->hidden($page->{content});
	my $a = $c->post('/sign-in',
		{ %field, email => $email, password => $password });
	die "sign-in: $a->{status}\n$a->{content}" if $a->{status} != 303;
	$c->{email} = $email;
	$c->{role} = $role;
	return $c;
}

# Gives a person every role there is, on one unit, through the form that
# administrators use.
sub every_role {
	my ($w, $admin, $c, $unit) = @_;
	my ($person) = map { $_->[0] }
	    $w->rows("SELECT ref FROM person WHERE email = '$c->{email}'");
	my ($at) = map { $_->[0] }
	    $w->rows("SELECT ref FROM unit WHERE slug = '$unit'");

	for my $role (map { $_->[0] }
	    $w->rows('SELECT DISTINCT role FROM role_cap ORDER BY role')) {
		next if $role eq $c->{role};
		my %f = $admin->hidden($admin->get('/k/roles/new')->{content});
		my $a = $admin->post('/k/roles/new', { %f, person => $person,
			unit => $at, role => $role, from_on => '' });
		die "role $role: $a->{status}\n$a->{content}"
		    if $a->{status} != 303;
	}
	return $c;
}

sub trust_slug {
	my ($w) = @_;

	return ($w->rows("SELECT slug FROM unit WHERE level = 'trust'"))[0][0];
}

sub visitor {
	my ($w) = @_;

	$w->{s}->start unless $w->{s}->pid;
	return Walk::Visitor->new($w->{s});
}

package Walk::Visitor;
use HTTP::Tiny;

my $serial = 0;

sub new {
	my ($class, $s) = @_;

	# A connection for each request: kept, the body of a POST would wait 40 ms
	# for the kernel to acknowledge its head.
	return bless { s => $s, cookie => {}, http => HTTP::Tiny->new(
		max_redirect => 0, timeout => 60, keep_alive => 0) }, $class;
}

sub encode {
	my ($s) = @_;

	utf8::encode($s) if utf8::is_utf8($s);
	$s =~ s/([^A-Za-z0-9_.~-])/sprintf '%%%02X', ord $1/ge;
	return $s;
}

sub ask {
	my ($c, $method, $path, %o) = @_;
	my %header = %{ $o{headers} // {} };

	$header{Cookie} = join '; ', map { "$_=$c->{cookie}{$_}" }
	    sort keys %{ $c->{cookie} } if %{ $c->{cookie} };
	my $a = $c->{http}->request($method, $c->{s}->url . $path,
		{ headers => \%header,
		    defined $o{body} ? (content => $o{body}) : () });
	my $set = $a->{headers}{'set-cookie'};
	for (ref $set ? @$set : $set // ()) {
		my ($name, $value) = /^\s*([^=;]+)=([^;]*)/ or next;
		$c->{cookie}{$name} = $value;
		delete $c->{cookie}{$name} if $value eq '';
	}
	return $a;
}

sub get { return $_[0]->ask('GET', $_[1]) }

# Fields as a hash, or as a list of pairs where a name comes twice.
sub post {
	my ($c, $path, $field) = @_;
	my @pair = ref $field eq 'HASH'
	    ? map { [ $_, $field->{$_} ] } sort keys %$field : @$field;

	return $c->ask('POST', $path,
		headers => { 'Content-Type' =>
		    'application/x-www-form-urlencoded' },
		body => join '&', map { encode($_->[0]) . '='
		    . encode($_->[1] // '') } @pair);
}

sub plain {
	my ($s) = @_;
	my %named = (amp => '&', lt => '<', gt => '>', quot => '"');

	$s =~ s/&(?:#(\d+)|(amp|lt|gt|quot));/$1 ? chr $1 : $named{$2}/ge;
	return $s;
}

sub attributes {
	my ($tag) = @_;
	my %a;

	$a{$1} = plain($2 // '') while $tag =~ /\s([\w-]+)(?:="([^"]*)")?/g;
	return %a;
}

# The inputs of the page's forms: name, type, value, options.
sub inputs {
	my ($c, $html) = @_;
	my @input;

	while ($html =~ m{<(input|textarea|select)\b([^>]*)>(?:(.*?)</\1>)?}gs) {
		my ($tag, $inner) = ($1, $3 // '');
		my %a = attributes($2);
		next unless defined $a{name};
		my ($chosen) = $inner =~ /<option\b([^>]*\bselected\b[^>]*)>/;
		my %chosen = attributes($chosen // '');
		push @input, { %a, tag => $tag,
			type => $tag eq 'input' ? $a{type} // 'text' : $tag,
			$tag eq 'textarea' ? (value => plain($inner)) : (),
			defined $chosen ? (chosen => $chosen{value} // '') : (),
			options => [ map { my %o = attributes($_); $o{value} // '' }
			    $inner =~ /<option\b([^>]*)>/g ] };
	}
	return @input;
}

sub hidden {
	my ($c, $html) = @_;

	return map { ($_->{name}, $_->{value} // '') }
	    grep { $_->{type} eq 'hidden' } $c->inputs($html);
}

# Forms ------------------------------------------------------------------

# The inputs within <main>: those of the page's own form, not of the header.
# Of a list page with several forms, all of them.
sub main_inputs {
	my ($c, $html) = @_;

	$html =~ s/^.*<main\b//s;
	$html =~ s/<\/main>.*//s;
	return $c->inputs($html);
}

# What the form would send as it stands.
sub form_values {
	my ($c, $html) = @_;
	my %v;

	for my $i ($c->main_inputs($html)) {
		next if $i->{type} =~ /^(?:radio|checkbox)$/
		    && !exists $i->{checked};
		$v{ $i->{name} } = $i->{chosen} // $i->{value} // '';
	}
	return %v;
}

# What may be put into an input: the text, and where that is not taken, what
# such a field may want. One more is tried each time the form comes back.
sub guesses {
	my ($i, $text, $n) = @_;

	return grep { $_ ne '' } @{ $i->{options} } if $i->{type} eq 'select';
	return ('') if $i->{name} =~ /-(?:day|month|year)$/;
	return ($i->{value} // 'yes') if $i->{type} =~ /^(?:radio|checkbox)$/;
	return ($text, '2026-03-02', sprintf('%d', 1 + $n),
		"a$n-$$\@example.invalid", "guess-$n", 'ABCDEF', 'Team A',
		'2026-03-02T10:00:00Z', 'en', 'Words with {code}.',
		'3', '60', '14:30');
}

# Opens the form at `path`, fills every field with `text` or else with
# something that it takes, and posts it, also again while fields are wrong.
# The last answer, with {said}: the problems; and the fields as posted. %fix:
# fields with a value of their own.
sub fill {
	my ($c, $path, $text, %fix) = @_;
	my $page = $c->get($path);
	my %field = $c->form_values($page->{content});
	my (%of, %at);

	for my $i ($c->main_inputs($page->{content})) {
		next if $i->{type} eq 'hidden';
		push @{ $of{ $i->{name} } }, guesses($i, $text, ++$serial);
	}
	# A box stays as it is; of radio buttons each is a guess.
	$field{$_} = $fix{$_} // $of{$_}[0] // '' for keys %of;
	my $a;
	for (1 .. 25) {
		$a = $c->post($path, \%field);
		last if $a->{status} != 422;
		my ($said) = $a->{content} =~
		    m{nhsuk-error-summary(.*?)</ul>}s;
		$a->{said} = ($said // '') =~ s/<[^>]+>|\s+/ /gr;
		my @wrong = grep { $of{$_} && !exists $fix{$_} }
		    ($said // '') =~ /href="#([\w-]+)"/g;
		last unless @wrong;
		$field{$_} = $of{$_}[ ++$at{$_} ] // '' for @wrong;
	}
	$a->{said} //= "status $a->{status}";
	return ($a, %field);
}

1;
