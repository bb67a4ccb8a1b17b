// lib.mjs: what a browser test stands on: a real server, Chromium without
// rights to anything else, TAP, and a page that fails its test when the page
// policy reports, a script throws, or a request leaves the server.
//
//   import { journey } from './lib.mjs';
//   await journey({ demo: true }, async (t) => {   // or init: [...], run: [...]
//     const page = await t.page({ width: 320, js: false });
//     await page.goto(t.url + '/f/ABCDEF');
//     t.is(await page.title(), 'Tell us …', 'the title');
//     await t.axe(page, 'the form');
//     await t.shot(page, 'form');        // build/shots/form.png
//   });
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const top = join(here, '..', '..');
const executablePath = process.env.HEARD_CHROMIUM ?? '/usr/bin/chromium';
const ARGS = ['--no-sandbox', '--disable-gpu',
	'--disable-background-networking', '--disable-component-update',
	'--disable-sync', '--no-first-run', '--lang=en-GB'];
const WAIT_MS = 15000;

let tests = 0;
let failed = 0;

function ok(pass, what, why = '') {
	const line = `${pass ? '' : 'not '}ok ${++tests} - ${what}`;
	process.stdout.write(line.replace(/#/g, '\\#').replace(/\n/g, ' ') + '\n');
	if (!pass) {
		failed++;
		for (const l of String(why).split('\n').filter(Boolean))
			process.stdout.write(`# ${l}\n`);
	}
	return pass;
}

// Starts a server by tests/lib/server.pl; it ends when we close its input.
// With `demo` it serves a fresh copy of the invented trust.
async function startServer({ engine = 'sqlite', demo = false, init = [],
	serve = [], run = [] }) {
	const args = ['tests/lib/server.pl', '--engine', engine];

	if (demo)
		args.push('--from', join(top, execFileSync(
			join(here, 'demo'), { encoding: 'utf8' }).trim()));
	for (const a of init)
		args.push('--init', a);
	for (const a of serve)
		args.push('--serve', a);
	for (const a of run)
		args.push('--run', a);
	const child = spawn('perl', args,
		{ cwd: top, stdio: ['pipe', 'pipe', 'inherit'] });
	const ended = new Promise((r) => child.once('exit', r));
	const lines = createInterface({ input: child.stdout });
	const first = await new Promise((resolve, reject) => {
		lines.once('line', resolve);
		ended.then((code) => reject(new Error(`server: exit ${code}`)));
	});
	return {
		...JSON.parse(first),
		async stop() {
			child.stdin.end();
			return ended;
		},
	};
}

// Everything a page did that no page of ours may do.
function watch(context, origin, bad) {
	context.on('request', (r) => {
		const u = r.url();

		if (!u.startsWith(origin + '/') && !u.startsWith('data:') &&
			!u.startsWith('blob:') && u !== 'about:blank')
			bad.push(`foreign request: ${u}`);
	});
	context.on('page', (page) => {
		page.on('pageerror', (e) => bad.push(`script error: ${e.message}`));
		page.on('console', (m) => {
			// The browser says so of every page that is not found, and
			// asks for this picture where a framed letter names none.
			if (m.type() === 'error' && m.location().url !== page.url() &&
				!m.location().url.endsWith('/favicon.ico'))
				bad.push(`${m.text()} at ${m.location().url}`);
			else if (/Content[- ]Security[- ]Policy|Refused/i.test(m.text()))
				bad.push(`policy report: ${m.text()}`);
		});
	});
}

async function openPage(browser, server, contexts, o = {}) {
	const context = await browser.newContext({
		viewport: { width: o.width ?? 1024, height: o.height ?? 900 },
		javaScriptEnabled: o.js ?? true,
		locale: o.locale ?? 'en-GB',
		timezoneId: 'Europe/London',
		reducedMotion: 'reduce',
	});
	const bad = [];

	watch(context, server.url, bad);
	contexts.push({ context, bad, what: o.what ?? 'page' });
	context.bad = bad;
	const page = await context.newPage();
	page.setDefaultTimeout(WAIT_MS);
	return page;
}

// No axe violation, of any impact. The source runs through the debugger, so
// the page's policy stays as it is.
export async function axeViolations(page) {
	await page.evaluate(axe.source);
	const found = await page.evaluate(() => window.axe.run(document,
		{ resultTypes: ['violations'], preload: false }));

	return found.violations.map((v) => `${v.id} (${v.impact}): ${v.help}\n` +
		v.nodes.slice(0, 3).map((n) => `  ${n.html.slice(0, 300)}`)
			.join('\n'));
}

async function axeClean(page, what) {
	const bad = await axeViolations(page);

	return ok(bad.length === 0, `axe: ${what}`, bad.join('\n'));
}

// Nothing is wider than the window.
async function noSideScroll(page, what) {
	const [wide, room] = await page.evaluate(() =>
		[document.documentElement.scrollWidth, window.innerWidth]);

	return ok(wide <= room, `no sideways scrolling: ${what}`,
		`${wide} pixels in ${room}`);
}

// Becomes one of the demonstration's people: 0 ward manager, 1 experience lead,
// 2 complaints officer, 3 member, 4 board member, 5 administrator.
async function signIn(page, url, who) {
	const r = await page.request.post(url + '/demo/sign-in',
		{ form: { who: String(who) }, maxRedirects: 0 });

	if (r.status() !== 303)
		throw new Error(`demo sign-in as ${who}: ${r.status()}`);
}

async function shot(page, name) {
	const dir = join(top, 'build', 'shots');

	mkdirSync(dir, { recursive: true });
	await page.screenshot({ path: join(dir, `${name}.png`), fullPage: true });
}

/*
 * Runs fn with a server and a browser, then fails on whatever the pages did
 * against the policy, prints the plan and ends the process.
 */
export async function journey(options, fn) {
	const contexts = [];
	let server, browser;

	try {
		server = await startServer(options);
		browser = await chromium.launch({ executablePath, args: ARGS });
		await fn({
			ok,
			is: (got, want, what) => ok(got === want, what,
				` got: ${got}\nwant: ${want}`),
			like: (got, want, what) => ok(want.test(got), what,
				` got: ${String(got).slice(0, 300)}\nwant: ${want}`),
			axe: axeClean,
			noSideScroll,
			shot,
			signIn: (page, who) => signIn(page, server.url, who),
			url: server.url,
			server,
			page: (o) => openPage(browser, server, contexts, o),
		});
	} catch (e) {
		ok(false, 'the journey comes to its end', e.stack ?? e);
		for (const { context } of contexts)
			for (const p of context.pages())
				await shot(p, `broken-${tests}-${contexts.findIndex((c) => c.context === context)}`);
	}
	for (const { bad, what } of contexts)
		ok(bad.length === 0, `${what}: keeps to the page policy`,
			bad.join('\n'));
	await browser?.close();
	if (server)
		ok(await server.stop() === 0, 'the server ends in order');
	process.stdout.write(`1..${tests}\n`);
	process.exit(failed > 0 ? 1 : 0);
}
