#!/usr/bin/env node
// axe.t: every page of the route table, signed out and as each of the
// demonstration's people: no axe violation (all rules, WCAG 2.2 AA among
// them), nothing wider than a 320 pixel window, one h1, a language, a title,
// names for pictures, nothing said on the console. Addresses with parameters
// are filled with what the pages themselves link to, and with records.
'use strict';
const { execFileSync } = require('node:child_process');
const { join } = require('node:path');

const top = join(__dirname, '..', '..');
const bin = process.env.HEARD_BIN ?? join(top, 'build/asan/heard');
// In the order of the demonstration's sign-ins.
const NAMES = ['ward manager', 'experience lead', 'complaints officer',
	'member', 'board member', 'administrator', 'chief executive',
	'involvement lead', 'budget holder', 'finance officer',
	'complaints manager', 'analyst', 'Caldicott Guardian',
	'volunteer', 'governor'];
const PAGES_AT_ONCE = 3;
// The same kind of page is one page to axe; this many addresses of each.
const OF_EACH = 2;

function heard(...args) {
	return execFileSync(bin, args, { encoding: 'utf8' }).split('\n');
}

const routes = heard('routes').map((l) => /^GET\s+(\S+)/.exec(l)?.[1])
	.filter(Boolean);
const kinds = heard('kinds').map((l) => /^\S+\s+(\/k\/\S+)$/.exec(l)?.[1])
	.filter(Boolean);

// One pattern for each route; the fixed ones are matched before the open ones.
const shapes = routes.map((route) => ({
	route,
	open: route.includes('{'),
	test: new RegExp('^' + route.replace(/[.]/g, '\\.')
		.replace(/\{\w+\}/g, '[^/?#]+') + '$'),
})).sort((a, b) => a.open - b.open ||
	(a.route.match(/\{/g) ?? []).length - (b.route.match(/\{/g) ?? []).length);

function shapeOf(path) {
	return shapes.find((s) => s.test.test(path));
}

// "/k/{kind}/{ref}" of units is another page than that of people.
function sortOf(path) {
	return shapeOf(path)?.route.replace('/k/{kind}',
		'/k/' + path.split('/')[2]);
}

// What each sort of address has been seen as, up to OF_EACH.
class Found {
	bySort = new Map();
	seen = new Set();
	take(path) {
		const sort = sortOf(path);
		const list = this.bySort.get(sort) ?? [];

		if (!sort || this.seen.has(path) || list.length >= OF_EACH)
			return false;
		this.seen.add(path);
		list.push(path);
		this.bySort.set(sort, list);
		return true;
	}
	// What the parameter of a route has been: "/comments/{ref}/thread" takes
	// what stood in "/comments/{ref}" or in "/k/comments/{ref}".
	values(base, name) {
		return [base, '/k' + base].flatMap((b) =>
			(this.bySort.get(`${b}/{${name}}`) ?? [])
				.map((path) => path.split('/').pop()));
	}
}

// The links of a page, without what follows the path.
function links(html) {
	return [...html.matchAll(/<a [^>]*href="(\/[^"?#]*)/g)].map((m) => m[1]);
}

// What a page is made of, without its words, numbers and order: another reader
// who sees the same things needs no second look.
function bones(html) {
	const tags = html.slice(html.indexOf('<body')).match(/<[a-z][^>]*>/g) ?? [];

	return [...new Set(tags.map((tag) => tag
		.replace(/ (id|for|href|value|name|action|aria-\w+|d|x|y|x1|x2|y1|y2|cx|cy|points|datetime|width|height|transform)="[^"]*"/g, '')))]
		.sort().join('');
}

// In the page: what is wrong with it, as sentences.
function faults() {
	const bad = [];
	const root = document.documentElement;
	const named = (e) => e.getAttribute('aria-hidden') === 'true' ||
		e.getAttribute('role') === 'presentation' ||
		e.closest('[aria-hidden="true"]') || e.getAttribute('aria-label') ||
		e.getAttribute('aria-labelledby') ||
		(e.localName === 'img' ? e.hasAttribute('alt')
			: e.querySelector(':scope > title'));

	if (document.querySelectorAll('h1').length !== 1)
		bad.push(`${document.querySelectorAll('h1').length} h1`);
	if (!root.lang || !root.dir)
		bad.push(`lang "${root.lang}" dir "${root.dir}"`);
	if (!document.title.trim())
		bad.push('no title');
	for (const e of document.querySelectorAll('img, svg'))
		if (!named(e))
			bad.push(`no name: ${e.outerHTML.slice(0, 120)}`);
	return bad;
}

// What has been looked at.
const looked = new Set();
let axeViolations;

// A narrow window. The menu folds a moment after the window became narrow, on
// a busy machine later, or when it is told once more.
async function narrow(page) {
	for (const from of [1024, 400]) {
		if (from === 400)
			await page.setViewportSize({ width: from, height: 640 });
		await page.setViewportSize({ width: 320, height: 640 });
		const fits = await page.waitForFunction(() =>
			document.documentElement.scrollWidth <= 320,
			null, { timeout: 8000 }).catch(() => null);

		if (fits)
			return;
	}
}

// In another language the page is made of the same parts: axe has seen them.
async function wrong(page, withAxe) {
	await page.setViewportSize({ width: 1024, height: 800 });
	const bad = await page.evaluate(faults);

	if (withAxe)
		bad.push(...await axeViolations(page));
	await narrow(page);
	const [wide, widest] = await page.evaluate(() => {
		const over = [...document.querySelectorAll('body *')]
			.filter((e) => e.getBoundingClientRect().right > 321);
		return [document.documentElement.scrollWidth,
			over.slice(0, 3).map((e) => e.outerHTML.slice(0, 100))];
	});
	if (wide > 320)
		bad.push(`${wide} pixels wide in 320: ${widest.join('  ')}`);
	bad.push(...page.context().bad.splice(0));
	return bad;
}

// Whether this page wants a look: one that looks the same had it, or enough of
// its kind. A refusal is the same page wherever it stands.
const LOOKS_OF_EACH = 2;
const looks = new Map();

function wantsLook(query, sort, status, body) {
	const kind = `${query} ${status < 400 ? sort : ''} ${status}`;
	const key = kind + bones(body);

	if (looked.has(key) || (looks.get(kind) ?? 0) >= LOOKS_OF_EACH)
		return false;
	looked.add(key);
	looks.set(kind, (looks.get(kind) ?? 0) + 1);
	return true;
}

// One address: a page is looked at, once for all readers to whom it looks the
// same; a file only has to answer. Its links.
async function visit(t, page, path, query, who) {
	const answer = await page.request.get(t.url + path + query,
		{ maxRedirects: 0 });
	const status = answer.status();
	const type = answer.headers()['content-type'] ?? '';
	const what = `${path}${query} ${who}`;

	if (status >= 300 && status < 400)
		return [];
	const body = await answer.text();
	if (status >= 500 || body === '' || type === '') {
		t.ok(false, what, `${status} ${type}, ${body.length} characters`);
		return [];
	}
	if (!type.startsWith('text/html'))
		return [];
	if (wantsLook(query, sortOf(path), status, body)) {
		await page.goto(t.url + path + query);
		const bad = await wrong(page, query === '');
		t.ok(bad.length === 0, what, bad.join('\n'));
	}
	return links(body);
}

// Walks what there is for one reader, from the routes and onwards by links.
async function walk(t, who, query, known) {
	const name = who === null ? 'signed out' : `as ${NAMES[who]}`;
	const found = new Found();
	const queue = [];
	const add = (path) => { if (found.take(path)) queue.push(path); };
	const spread = () => {
		for (const s of shapes) {
			if (!s.open)
				add(s.route);
			for (const base of s.route.startsWith('/k/{kind}') ? kinds
				: [s.route.split('/{')[0]]) {
				const route = s.route.replace('/k/{kind}', base);
				const name = /\{(\w+)\}/.exec(route)?.[1];

				if (!name)
					add(route);
				for (const v of found.values(base, name))
					add(route.replace(`{${name}}`, v));
			}
		}
		for (const path of known)
			add(path);
	};

	spread();
	await Promise.all(Array.from({ length: PAGES_AT_ONCE }, async () => {
		const page = await t.page({ what: name });

		if (who !== null)
			await t.signIn(page, who);
		for (let path; (path = queue.shift()) !== undefined;) {
			for (const l of await visit(t, page, path, query, name))
				add(l);
			if (queue.length === 0)
				spread();
		}
		await page.context().close();
	}));
	return found;
}

async function everyPage(t) {
	const seen = new Set();
	const sorts = new Set();

	// The ward manager's day leads to the one action with a file; the lead
	// and the administrator find most; the others then try the same
	// addresses, whether or not anything links there.
	const first = [0, 1, 5];
	const others = [...NAMES.keys()].filter((who) => !first.includes(who));
	for (const who of [...first, ...others, null])
		for (const paths of
			(await walk(t, who, '', seen)).bySort.values()) {
			sorts.add(shapeOf(paths[0]).route);
			paths.forEach((p) => seen.add(p));
		}
	for (const r of routes)
		t.ok(sorts.has(r), `an address was found for ${r}`);
	for (const who of [1, null])
		await walk(t, who, '?lang=ar-XB', seen);
}

import('./lib.mjs').then((lib) => {
	({ axeViolations } = lib);
	return lib.journey({ demo: true, serve: ['--locale', 'build/pseudo'] },
		everyPage);
});
