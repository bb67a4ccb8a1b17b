#!/usr/bin/perl
# routes.t: every route of `heard routes`, on both engines (PostgreSQL from
# routes-pg.t, side by side): signed out, with a
# role that does not open it, without the form's token, with a body that is
# too large, and with hostile text in every place where a stranger may write.
# A new route is tested here without a line being added.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use IO::Socket::INET;
use Test::More;
use Walk;

my $marker = 'zq9';
my @hostile = (
	[ 'markup', qq('"><script>$marker</script>) ],
	[ 'an attribute', qq(x' onx="$marker) ],
	[ 'a NUL', "a\0b" ],
	[ '5,000 letters', 'x' x 5000 ],
	[ 'broken UTF-8', "a\xff\xc3(" ],
	[ 'a formula', '=1+1' ],
	[ 'a path upwards', '../../etc/passwd' ],
);

# Names that handlers read, besides those of the forms on their pages.
my @name = qw(q search sort after before page from until month unit team kind
	next lang code ref slug id who email password name text csrf version
	token state action reason);

my %policy = (
	'content-security-policy' => qr/default-src 'none'/,
	'referrer-policy' => qr/^no-referrer$/,
	'x-content-type-options' => qr/^nosniff$/,
	'strict-transport-security' => qr/max-age/,
);

# What is wrong with an answer, whoever asked; '' when nothing is.
sub wrong {
	my ($a) = @_;
	my @bad;

	push @bad, "status $a->{status} "
	    . substr $a->{content} // '', 0, 300 if $a->{status} >= 500;
	for my $name (sort keys %policy) {
		my $v = $a->{headers}{$name};
		push @bad, "no $name"
		    unless defined $v && !ref $v && $v =~ $policy{$name};
	}
	push @bad, 'hostile text as markup'
	    if ($a->{headers}{'content-type'} // '') =~ /html|svg|xml/
	    && $a->{content} =~ /<script>$marker|" onx="$marker/;
	push @bad, 'hostile text in a header'
	    if grep { !ref && /[<"]?script>|\n/ } values %{ $a->{headers} };
	return join '; ', @bad;
}

# The route's path with {names} filled in.
sub filled {
	my ($route, %value) = @_;
	my $path = $route->{path};

	$path =~ s/\{(\w+)\}/$value{$1} \/\/ $value{''}/ge;
	return $path;
}

# Each route as often as there are kinds, where the kind is a part of it.
sub places {
	my ($w, $route) = @_;

	return { '' => 'nosuch' } unless $route->{path} =~ /\{kind\}/;
	return map { { '' => 'nosuch', kind => $_->{path}, of => $_ } } $w->kinds;
}

sub signed_out {
	my ($v, $route, $path) = @_;
	my $a = $route->{method} eq 'GET' ? $v->get($path) : $v->post($path, {});
	my $good = $route->{public} ? $a->{status} =~ /^(?:2|303|4)/
	    : $a->{status} == 303
	    && ($a->{headers}{location} // '') =~ m{^/sign-in\b};

	ok($good && wrong($a) eq '', "signed out: $route->{name} $path")
	    or diag("status $a->{status}, ", wrong($a));
}

# A person whose role opens nothing gets nothing from a route with a right,
# nor any record of a kind.
sub wrong_role {
	my ($none, $route, $path, $kind) = @_;
	return if $route->{public} || (!$route->{cap} && !$kind);
	my $a = $route->{method} eq 'GET' ? $none->get($path)
	    : $none->post($path, { csrf => $none->{csrf} });

	ok($a->{status} =~ /^40[34]$/ && wrong($a) eq '',
		"no right: $route->{name} $path")
	    or diag("status $a->{status}, ", wrong($a));
}

sub no_token {
	my ($boss, $route, $path) = @_;
	return if $route->{method} ne 'POST' || $route->{'own token'};

	for my $csrf (undef, 'A' x 26) {
		my $a = $boss->post($path, { defined $csrf ? (csrf => $csrf) : () });
		ok($a->{status} == 403 && wrong($a) eq '', (defined $csrf
			? 'a wrong' : 'no') . " token: $route->{name} $path")
		    or diag("status $a->{status}, ", wrong($a));
	}
}

# Announces more than the route takes and sends none of it.
sub too_large {
	my ($w, $route, $path, $cookie) = @_;
	return if $route->{method} ne 'POST';
	my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
		PeerPort => $w->server->port, Timeout => 10) or die "$!\n";
	my $n = ($route->{upload} ? 33 : 1) << 20;

	print $s "POST $path HTTP/1.1\r\nHost: 127.0.0.1\r\n"
	    . "Cookie: $cookie\r\nConnection: close\r\n"
	    . "Content-Type: application/x-www-form-urlencoded\r\n"
	    . "Expect: 100-continue\r\nContent-Length: $n\r\n\r\n";
	my $line = <$s> // '';
	ok($line =~ m{^HTTP/1\.1 413 }, "too large: $route->{name}")
	    or diag($line);
}

sub hostile_get {
	my ($v, $route, $place) = @_;
	my $text = Walk::Visitor::encode($place->{text});
	# An address of more than some 30 kB never reaches a route: the listener
	# refuses it before it knows that it is one.
	my @ask = length $text > 1000 ? ($name[0]) : @name;
	my @bad;

	for my $path (filled($route, %$place, '' => $text),
	    filled($route, %$place) . '?' . join '&',
		map { "$_=$text" } @ask) {
		my $a = $v->get($path);
		my $why = wrong($a);
		push @bad, substr($path, 0, 200) . ": $why" if $why;
	}
	return @bad;
}

sub hostile_post {
	my ($v, $route, $place) = @_;
	my $path = filled($route, %$place);
	my $text = $place->{text};
	# The form is at the same address, or one step up.
	(my $up = $path) =~ s{/[^/]*$}{};
	my %field = map { $_ => $text } @name;

	for my $at ($path, $up || '/') {
		my $page = $v->get($at);
		$field{ $_->{name} } = $_->{type} eq 'hidden'
		    ? $_->{value} : $text for $v->inputs($page->{content});
	}
	$field{csrf} = $v->{csrf} if $v->{csrf};
	my $a = $v->post($path, \%field);
	my $why = wrong($a);
	return $why ? "$path: $why" : ();
}

# All texts, but for the pages of a kind: one engine makes them all, so that
# after the first kind each takes its turn with two (kinds.t puts markup into
# every field of every kind). PostgreSQL gets those that a database may take
# differently: the pages are the same.
my @text = @hostile;

sub texts_for {
	my ($turn) = @_;

	return @text unless $turn;
	return @text[ $turn % @text, ($turn + 3) % @text ];
}

sub hostile {
	my ($v, $route, $place, $who, $turn) = @_;
	# Would end the walk's own sign-in.
	return if $route->{path} =~ m{^/(?:sign-out|account/sessions)};

	for my $h (texts_for($turn)) {
		my %p = (%$place, text => $h->[1]);
		my @bad = $route->{method} eq 'GET'
		    ? hostile_get($v, $route, \%p)
		    : hostile_post($v, $route, \%p);
		ok(!@bad, "$who, $h->[0]: $route->{name} "
			. ($place->{kind} // '')) or diag(join "\n", @bad);
	}
}

my $only = $ENV{HEARD_ROUTES_ENGINE} // 'sqlite';
@text = grep { $_->[0] =~ /markup|NUL|UTF-8/ } @hostile if $only eq 'pg';

for my $engine (grep { $_ eq $only } Server::engines()) {
	my $w = Walk->world($engine);
	my $admin = $w->person('administrator');
	my $boss = $w->every_role($admin, $w->person('experience_lead'),
		$w->trust_slug);
	my $none = $w->person('member');
	my $out = $w->visitor;
	for my $c ($boss, $none) {
		my %f = $c->hidden($c->get('/account')->{content});
		$c->{csrf} = $f{csrf} or die "no token on /account\n";
	}
	my $cookie = join '; ', map { "$_=$boss->{cookie}{$_}" }
	    keys %{ $boss->{cookie} };

	note($engine);
	for my $route ($w->routes) {
		my $turn = 0;
		for my $place (places($w, $route)) {
			my $path = filled($route, %$place);
			signed_out($out, $route, $path);
			wrong_role($none, $route, $path, $place->{kind});
			no_token($boss, $route, $path);
			hostile($boss, $route, $place, 'signed in', $turn++);
		}
		my ($first) = places($w, $route);
		hostile($out, $route, $first, 'signed out') if $route->{public};
		too_large($w, $route, filled($route, %$first), $cookie);
	}
	is($boss->get('/account')->{status}, 200, 'still signed in at the end');
	is($w->server->stop, 0, "$engine: the server ends in order")
	    or diag($w->server->log_text);
}
done_testing();
