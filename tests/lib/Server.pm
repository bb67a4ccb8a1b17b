# Server.pm: a real heard server for tests: own database (SQLite file, or a
# database in the server that HEARD_TEST_PG names), own key, free loopback port.
# It is stopped by its process number when the object goes.
#
#   my $s = Server->new(engine => 'sqlite' | 'pg', init => [...], serve => [...],
#	make => 'init' | 'demo');
#   my $s = Server->new(from => FOLDER)     a copy of its heard.db and root.key
#   $s->url; $s->db; $s->key; $s->pid
#   my ($exit, $out, $err) = $s->heard('import', 'units', 'x.csv');
#   $s->stop; $s->kill9; $s->start; $s->start(HEARD_FAIL_DB => 7);
#
# HEARD_BIN is the program, build/asan/heard by default.
package Server;
use strict;
use warnings;
use Cwd qw(abs_path);
use Errno qw(EINTR);
use File::Copy qw(copy);
use File::Temp qw(tempdir);
use IO::Socket::INET;
use POSIX qw(WNOHANG);
use Time::HiRes qw(sleep time);

# Sanitizers make a start slow when two cores are busy.
use constant START_SECONDS => 30;
use constant STOP_SECONDS => 60;

my $serial = 0;

sub engines {
	return $ENV{HEARD_TEST_PG} ? qw(sqlite pg) : qw(sqlite);
}

sub new {
	my ($class, %o) = @_;
	my $self = bless {
		engine => $o{engine} // 'sqlite',
		serve => $o{serve} // [],
		dir => tempdir('heard-test-XXXXXX', TMPDIR => 1, CLEANUP => 1),
		bin => abs_path($ENV{HEARD_BIN} // 'build/asan/heard'),
		owner => $$,
	}, $class;

	$self->{key} = "$self->{dir}/root.key";
	$self->{db} = $self->{engine} eq 'pg'
	    ? $self->_pg_create : "$self->{dir}/heard.db";
	if ($o{from}) {
		copy("$o{from}/$_", "$self->{dir}/$_") or die "copy $_: $!\n"
		    for qw(heard.db root.key);
		chmod 0600, $self->{key};
	} else {
		my $make = $o{make} // 'init';
		my ($exit, $out, $err) = $self->heard($make,
			@{ $o{init} // [] });
		die "heard $make: exit $exit\n$out$err" if $exit;
	}
	$self->start unless $o{no_start};
	return $self;
}

sub url { return "http://127.0.0.1:$_[0]{port}" }
sub port { return $_[0]{port} }
sub db { return $_[0]{db} }
sub key { return $_[0]{key} }
sub pid { return $_[0]{pid} }
sub dir { return $_[0]{dir} }

sub _pg_create {
	my ($self) = @_;
	my $admin = $ENV{HEARD_TEST_PG} or die "HEARD_TEST_PG is not set\n";
	my $name = sprintf 'heard_%d_%d_%d', $$, $serial++, int(time) % 100000;

	system('psql', '-qX', '-c', "CREATE DATABASE $name", $admin) == 0
	    or die "cannot create $name\n";
	(my $url = $admin) =~ s{/[^/?]*(\?|$)}{/$name$1};
	$self->{pg_name} = $name;
	return $url;
}

# Runs a command of heard on this database: exit code, output, messages.
sub heard {
	my ($self, @args) = @_;
	my $out = "$self->{dir}/out";
	my $err = "$self->{dir}/err";
	my $pid = fork // die "fork: $!\n";

	if ($pid == 0) {
		open STDIN, '<', '/dev/null';
		open STDOUT, '>', $out;
		open STDERR, '>', $err;
		exec $self->{bin}, @args, '--db', $self->{db},
		    '--key-file', $self->{key}
		    or POSIX::_exit(127);
	}
	waitpid $pid, 0;
	my $exit = $? & 127 ? 128 + ($? & 127) : $? >> 8;
	return ($exit, slurp($out), slurp($err));
}

sub slurp {
	my ($path) = @_;

	open my $in, '<', $path or return '';
	local $/;
	return scalar <$in> // '';
}

sub log_text { return slurp("$_[0]{dir}/log") }

sub _free_port {
	my $s = IO::Socket::INET->new(
		Listen => 1, LocalAddr => '127.0.0.1') or die "port: $!\n";

	return $s->sockport;
}

# Starts serving and returns when /healthz answers, whatever it says. %env:
# what this process finds in its environment besides.
sub start {
	my ($self, %env) = @_;
	my $until = time + START_SECONDS;

	$self->{port} = _free_port();
	my $pid = fork // die "fork: $!\n";
	if ($pid == 0) {
		open STDIN, '<', '/dev/null';
		open STDOUT, '>>', "$self->{dir}/log";
		open STDERR, '>>', "$self->{dir}/log";
		@ENV{ keys %env } = values %env;
		exec $self->{bin}, 'serve', '--db', $self->{db}, '--key-file',
		    $self->{key}, '--listen', "127.0.0.1:$self->{port}",
		    @{ $self->{serve} }
		    or POSIX::_exit(127);
	}
	$self->{pid} = $pid;
	while (time < $until) {
		if (waitpid($pid, WNOHANG) == $pid) {
			delete $self->{pid};
			die "heard serve ended:\n" . $self->log_text;
		}
		return $self if $self->_answers;
		sleep 0.005;
	}
	$self->stop;
	die "heard serve did not answer:\n" . $self->log_text;
}

sub _answers {
	my ($self) = @_;
	my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
		PeerPort => $self->{port}, Timeout => 1) or return 0;

	print $s "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n"
	    . "Connection: close\r\n\r\n";
	my $line = <$s>;
	return defined $line && $line =~ m{^HTTP/1\.1 \d};
}

sub _end {
	my ($self, $signal) = @_;
	my $pid = delete $self->{pid} or return 0;
	my $until = time + STOP_SECONDS;

	kill $signal, $pid;
	while (time < $until) {
		return $? if waitpid($pid, WNOHANG) == $pid;
		sleep 0.01;
	}
	kill 'KILL', $pid;
	waitpid $pid, 0;
	return -1;
}

# The wait status; 0 is an orderly end, and a sanitizer's report is not.
sub stop { return $_[0]->_end('TERM') }
sub kill9 { return $_[0]->_end('KILL') }

sub DESTROY {
	my ($self) = @_;
	return if $self->{owner} != $$;
	local $?;

	$self->stop;
	system('psql', '-qX', '-c',
		"DROP DATABASE IF EXISTS $self->{pg_name} WITH (FORCE)",
		$ENV{HEARD_TEST_PG}) if $self->{pg_name};
}

1;
