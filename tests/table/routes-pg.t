#!/usr/bin/perl
# routes-pg.t: routes.t on PostgreSQL.
use strict;
use warnings;
use FindBin;
use Test::More;

plan skip_all => 'no PostgreSQL' unless $ENV{HEARD_TEST_PG};
$ENV{HEARD_ROUTES_ENGINE} = 'pg';
exec $^X, "$FindBin::Bin/routes.t" or die "$!\n";
