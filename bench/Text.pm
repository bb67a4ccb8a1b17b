# Text.pm: the goals of bench/run about words: the filters of the command line,
# the search, and an import with all that is read in it. Figures are of the
# processor's time where the machine may be shared.
package Text;
use strict;
use warnings;
use Exporter 'import';
use HTTP::Tiny;
use POSIX ();
use Server;
use Time::HiRes qw(sleep time);

our @EXPORT_OK = qw(filters importing searching);

my @who = ('the nurse', 'my doctor', 'reception', 'the ward sister',
	'the driver', 'everybody', 'the physio');
my @did = ('was kind and listened to me', 'kept us waiting for hours',
	'explained every step', 'never answered the phone',
	'made the ward feel safe', 'forgot my tablets');
my @more = ('and the food was cold.', 'but parking is a nightmare.',
	'so thank you all.', 'and nobody told us why.');

# About 90 letters, made of invented pieces.
sub comment {
	my ($i) = @_;

	return ucfirst($who[$i % 7]) . " $did[$i % 6] $more[$i % 4] "
	    . ucfirst($who[$i % 5]) . " $did[$i % 3], $i times.";
}

sub write_lines {
	my ($path, $head, $n, $line) = @_;

	open my $out, '>', $path or die "$path: $!\n";
	print $out $head;
	print $out $line->($_) for 1 .. $n;
	close $out or die "$path: $!\n";
}

# Lines a second of one core.
sub rate {
	my ($n, $command) = @_;
	my $before = (POSIX::times())[3];

	system($command) == 0 or die "$command failed\n";
	my $cpu = ((POSIX::times())[3] - $before)
	    / POSIX::sysconf(POSIX::_SC_CLK_TCK());
	return $n / ($cpu || 0.01);
}

# Each filter beside `wc -w`, which looks at the same bytes for words.
sub filters {
	my ($dir, $row) = @_;
	my $n = 100_000;

	write_lines("$dir/c.csv", "id,text,question_type\n", $n,
		sub { "$_[0],\"" . comment($_[0]) . "\",nonspecific\n" });
	write_lines("$dir/c.jsonl", '', $n,
		sub { '{"text":"' . comment($_[0]) . "\"}\n" });
	for my $f (['themes', 'themes classify', 'c.csv'],
		['redaction', 'redact', 'c.jsonl'],
		['risk', 'risk', 'c.jsonl']) {
		my ($name, $command, $file) = @$f;
		my $words = rate($n, "LC_ALL=C.UTF-8 wc -w <$dir/$file >$dir/null");
		my $ours = rate($n, "build/heard $command <$dir/$file >$dir/null");

		$row->("$name, comments/s of one core; wc -w",
			sprintf('%.0f', $ours), sprintf('%.0f', $words),
			$ours / $words, '>= 100000', $ours >= 100_000);
	}
}

# The most memory that a process has had, MB.
sub peak_mb {
	my ($pid) = @_;

	return Server::slurp("/proc/$pid/status") =~ /^VmHWM:\s+(\d+)/m
	    ? $1 / 1024 : 0;
}

sub cpu_of {
	my ($pid) = @_;
	my @f = split ' ', Server::slurp("/proc/$pid/stat") =~ s/^.*\) //r;

	return @f ? ($f[11] + $f[12]) / POSIX::sysconf(POSIX::_SC_CLK_TCK()) : 0;
}

# A command to its end: seconds of the processor and MB at the most.
sub watched {
	my (@cmd) = @_;
	my $pid = fork // die "fork: $!\n";
	my ($cpu, $mb) = (0, 0);

	if ($pid == 0) {
		open STDOUT, '>', '/dev/null';
		open STDERR, '>', '/dev/null';
		exec @cmd or POSIX::_exit(127);
	}
	while (waitpid($pid, POSIX::WNOHANG()) == 0) {
		my $now = peak_mb($pid);

		$mb = $now if $now > $mb;
		$now = cpu_of($pid);
		$cpu = $now if $now > $cpu;
		sleep 0.01;
	}
	die "@cmd failed\n" if $?;
	return ($cpu, $mb);
}

# Until every comment was read for names, risks and themes.
sub all_read {
	my ($s, $asked) = @_;
	my $last = $asked->($s, 'SELECT coalesce(max(id), 0) FROM comment');

	for (1 .. 36_000) {
		return if $asked->($s, 'SELECT coalesce(max(below), 0) FROM'
			. ' screen_state') >= $last
		    && $asked->($s, 'SELECT coalesce(max(upto), 0) FROM'
			. ' theme_progress') >= $last;
		sleep 0.1;
	}
	die "the comments were not read within an hour\n";
}

# One import into an empty trust, with what the server's jobs do about it.
sub import_once {
	my ($dir, $n, $asked) = @_;
	my $s = Server->new(engine => 'sqlite', no_start => 1);
	my ($exit, $out, $err) = $s->heard('import', 'units',
		'tests/data/units.csv');
	my @scores = (1, 1, 1, 2, 5);

	die "units: $err" if $exit;
	write_lines("$dir/said.csv", "date,score,comment\n", $n, sub {
		sprintf "2026-%02d-%02d,%d,\"%s\"\n", 1 + $_[0] % 9,
		    1 + $_[0] % 28, $scores[$_[0] % 5], comment($_[0]) });
	my ($cpu, $mb) = watched($s->{bin}, 'import', 'feedback',
		"$dir/said.csv", '--scale', '1-best', '--unit', 'acorn-ward',
		'--source', 'bench', '--db', $s->db, '--key-file', $s->key);
	$s->start;
	all_read($s, $asked);
	my $jobs = cpu_of($s->pid);
	my $peak = peak_mb($s->pid);
	$s->stop;
	return ($n / ($cpu + $jobs), $mb, $peak);
}

# Rows a second of one core with themes, redaction and risk done, beside the
# sqlite3 shell taking the same lines into one table; and the memory for three
# times as many rows.
sub importing {
	my ($dir, $row, $n, $asked) = @_;
	my (undef, $small, $before) = import_once($dir, int($n / 3), $asked);
	my ($rate, $mb, $peak) = import_once($dir, $n, $asked);
	my $shell = rate($n, "sqlite3 $dir/plain.db '.mode csv' "
		. "'.import $dir/said.csv r' >$dir/null");

	$row->("import of $n rows, all read, rows/s", sprintf('%.0f', $rate),
		sprintf('%.0f', $shell), $rate / $shell, '>= 1/100',
		$rate * 100 >= $shell);
	$row->('    its memory, MB; of a third as many',
		sprintf('%.0f', $mb), sprintf('%.0f', $small), $mb / $small,
		'<= 1.5', $mb <= 1.5 * $small);
	# The server keeps its counts in memory, so it grows with what there is.
	printf "    the server that read them: %.0f MB, %.2f kB for each more\n",
	    $peak, 1024 * ($peak - $before) / ($n - int($n / 3));
}

sub median {
	my @sorted = sort { $a <=> $b } @_;

	return $sorted[ $#sorted / 2 ];
}

# The page of a search on the demonstration trust, in the server's own time,
# beside a plain LIKE over the same words in the same database.
sub searching {
	my ($s, $row, $cookie) = @_;
	my $http = HTTP::Tiny->new(keep_alive => 1, max_redirect => 0);
	my %as = (headers => { Cookie => $cookie });
	my $times = 50;
	my $page = $http->get($s->url . '/comments', \%as)->{content};
	sleep 2; # what a start has to do
	my ($csrf) = $page =~ /name="csrf" value="([^"]+)"/
	    or die "no form to search\n";

	for my $q ('waiting', 'food cold', '"the ward"', 'nurs*') {
		my ($word) = $q =~ /([a-z]{4,})/;
		my $before = cpu_of($s->pid);

		# A word that nobody said keeps each page from being a kept one.
		for (1 .. $times) {
			my $r = $http->post_form($s->url . '/comments/search',
				{ csrf => $csrf, q => "$q -zz$_" }, { %as });
			die "search: $r->{status}\n" if $r->{status} != 200;
		}
		my $ms = 1e3 * (cpu_of($s->pid) - $before) / $times;
		my $like = 1e3 / rate(1, "sqlite3 @{[ $s->db ]} \"SELECT"
			. " count(*) FROM comment WHERE shown LIKE '%$word%'\""
			. ' >/dev/null');
		$row->("search $q, ms of the page; LIKE", sprintf('%.1f', $ms),
			sprintf('%.1f', $like), $ms / $like, '<= 5 ms', $ms <= 5);
	}
}

1;
