#!/usr/bin/env node
// axe-other.t: the other half of the kinds of page that axe.t looks at.
'use strict';

process.env.HEARD_AXE_HALF = '1';
require('./axe.t');
