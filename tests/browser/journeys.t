#!/usr/bin/env node
// journeys.t: one comment's way from a person to the public answer, walked by
// keyboard alone: on a desktop, and on a narrow phone without JavaScript. What
// has the focus must look different from when it has not.
'use strict';

const WARD = 'Rowan Ward';
const TABS_MAX = 250;

// How an element and a little around it look.
async function look(page, target) {
	const b = await target.boundingBox();
	const edge = 12;
	const x = Math.max(0, b.x - edge), y = Math.max(0, b.y - edge);

	return page.screenshot({ clip: { x, y, width: b.width + 2 * edge,
		height: b.height + 2 * edge } });
}

const has = (target) => target.evaluate((e) => e === document.activeElement);

// Moves on by the Tab key until the element has the focus, and sees it there.
async function tabTo(t, page, target, what) {
	for (let i = 0; i < TABS_MAX && !await has(target); i++)
		await page.keyboard.press('Tab');
	if (!t.ok(await has(target), `Tab reaches ${what}`))
		throw new Error(`Tab does not reach ${what}`);
	const shown = await look(page, target);
	await target.evaluate((e) => e.blur());
	const plain = await look(page, target);
	await target.evaluate((e) => e.focus({ preventScroll: true }));
	t.ok(!shown.equals(plain), `the focus is visible on ${what}`);
}

// Presses a key that leads to another page.
async function leave(page, key) {
	await Promise.all([page.waitForEvent('domcontentloaded'),
		page.keyboard.press(key)]);
}

async function follow(t, page, name) {
	const link = page.getByRole('link', { name }).first();

	await tabTo(t, page, link, `the link "${name}"`);
	await leave(page, 'Enter');
}

async function press(t, page, name, key = 'Enter') {
	const button = page.getByRole('button', { name }).first();

	await tabTo(t, page, button, `the button "${name}"`);
	await leave(page, key);
}

async function type(t, page, name, words) {
	const field = page.locator(`[name="${name}"]`);

	await tabTo(t, page, field, `the field ${name}`);
	await page.keyboard.press('Control+A');
	await page.keyboard.type(words);
}

// The n-th of a group of radios: Tab to the group, Space, then the arrows.
async function choose(t, page, name, n) {
	const radios = page.locator(`input[type=radio][name="${name}"]`);
	const checked = page.locator(
		`input[type=radio][name="${name}"]:checked`);
	const start = await checked.count() ? checked : radios.first();

	await tabTo(t, page, start, `the choice ${name}`);
	await page.keyboard.press('Space');
	for (let i = 0; i < n; i++)
		await page.keyboard.press('ArrowDown');
	t.ok(await radios.nth(n).isChecked(), `${name} is chosen by keyboard`);
}

async function good(t, page, what) {
	// axe is a script too; axe.t looks at the same pages with scripts on.
	if (!page.noScript)
		await t.axe(page, what);
	await t.noSideScroll(page, what);
	await t.shot(page, what.replace(/\W+/g, '-'));
}

async function said(t, page) {
	return page.locator('main').innerText();
}

async function giveFeedback(t, page, words, how) {
	await page.goto(t.url + '/');
	await follow(t, page, 'How was your care?');
	await type(t, page, 'q', WARD);
	await leave(page, 'Enter');
	await follow(t, page, WARD);
	await press(t, page, 'Send');
	t.ok(await page.locator('.nhsuk-error-summary a').count() > 0,
		'an empty form comes back with a link to what is missing');
	await type(t, page, 'better', words);
	await type(t, page, 'when-day', '45');
	await press(t, page, 'Send');
	t.is(await page.locator('.nhsuk-error-summary a').count(), 1,
		'a day that is none comes back with one link to it');
	t.is(await page.locator('[name=better]').inputValue(), words,
		'and with the words as typed');
	t.like(await page.title(), /^Error/, 'and says so in the title');
	await good(t, page, `form with an error ${how}`);
	await tabTo(t, page, page.locator('.nhsuk-error-summary a'),
		'the link to the mistake');
	await page.keyboard.press('Enter');
	t.like(await page.evaluate(() => document.activeElement.name ??
		document.activeElement.id), /^when/, 'it leads to the mistake');
	await type(t, page, 'when-day', '');
	await page.keyboard.press('Delete');
	await choose(t, page, 'fft', 3);
	await choose(t, page, 'may_show', 0);
	await press(t, page, 'Send');
	const code = (await page.locator('.heard-code').first().innerText())
		.trim();
	t.like(code, /^(\w{4}[ -]?)+$/, 'the thanks have a return code');
	await good(t, page, `thanks ${how}`);
	await page.emulateMedia({ media: 'print' });
	await t.shot(page, `thanks-printed-${how}`);
	t.ok(await page.locator('.heard-code').first().isVisible(),
		'the return code is on paper too');
	await page.emulateMedia({ media: null });
	return code;
}

async function askWhatCame(t, page, code, want, how) {
	await page.goto(t.url + '/reply');
	await type(t, page, 'code', code.toLowerCase());
	await leave(page, 'Enter');
	t.like(await said(t, page), want, `the return code says: ${want.source}`);
	t.is(await page.getByRole('heading', { name: 'What came of it' })
		.count(), 1, 'under one heading');
	await good(t, page, `reply ${how}`);
}

async function enter(t, page, role) {
	await page.goto(t.url + '/');
	await press(t, page, role);
	t.is(await page.locator('h1').innerText(), 'My day', `${role}: My day`);
}

async function leaveWork(t, page) {
	await press(t, page, 'Sign out');
}

async function startAction(t, page, words, title, how) {
	await enter(t, page, 'Ward manager');
	await good(t, page, `day of a ward manager ${how}`);
	await follow(t, page, words);
	t.like(await said(t, page), new RegExp(words), 'the comment is there');
	await good(t, page, `comment ${how}`);
	await press(t, page, 'Start an action');
	await press(t, page, 'Start the action');
	t.ok(await page.locator('.nhsuk-error-summary').isVisible(),
		'an action needs a title');
	await type(t, page, 'title', title);
	await press(t, page, 'Start the action');
	t.like(await said(t, page), new RegExp(title), 'the action stands');
	await good(t, page, `action ${how}`);
	return page.url();
}

async function finishAction(t, page, action, title, did, how) {
	await page.goto(action);
	await press(t, page, 'Change');
	await choose(t, page, 'state', 1);
	await type(t, page, 'outcome', did);
	await press(t, page, 'Save');
	await page.goto(action + '/you-said');
	await type(t, page, 'said', title);
	await press(t, page, 'Send for approval');
	t.like(await said(t, page), /waits for approval/,
		'the answer waits for somebody else');
	await good(t, page, `answer that waits ${how}`);
	return page.url();
}

async function publish(t, page, words, answer, how) {
	await enter(t, page, 'Patient experience lead');
	await page.goto(t.url + '/moderation');
	await good(t, page, `moderation ${how}`);
	await page.goto(t.url + '/comments?unit=rowan-ward');
	await follow(t, page, words);
	const ref = page.url();
	await press(t, page, /^(Publish|Show)/);
	await page.goto(ref);
	t.like(await said(t, page), /published|shown/i, 'the comment is public');
	await page.goto(answer);
	await press(t, page, 'Approve and publish');
	await good(t, page, `answer approved ${how}`);
}

async function teamPage(t, page, how) {
	await page.goto(t.url + '/t/rowan-ward');
	t.like(await page.locator('h1').innerText(), /Rowan Ward/, 'team page');
	t.ok(await page.locator('svg').count() > 0, 'with a chart');
	t.ok(await page.locator('table').count() > 0, 'and its table');
	await good(t, page, `team ${how}`);
}

async function goldenPath(t, o) {
	const words = `The tea trolley never came, ${o.how}`;
	const title = `Tea comes at ten and three, ${o.how}`;
	const did = `A volunteer now brings tea twice a day, ${o.how}.`;
	const person = await t.page({ ...o, what: `a person ${o.how}` });
	const staff = await t.page({ ...o, what: `staff ${o.how}` });
	person.noScript = staff.noScript = !o.js;
	const code = await giveFeedback(t, person, words, o.how);

	await askWhatCame(t, person, code, /not been read|will read|waits|read/i,
		o.how);
	const action = await startAction(t, staff, words, title, o.how);
	await askWhatCame(t, person, code, /working on a change/, o.how);
	await teamPage(t, staff, o.how);
	const answer = await finishAction(t, staff, action, title, did, o.how);
	await leaveWork(t, staff);
	await publish(t, staff, words, answer, o.how);
	await askWhatCame(t, person, code, new RegExp(did), o.how);
	for (const path of ['/services/rowan-ward', '/you-said-we-did']) {
		await person.goto(t.url + path);
		t.like(await said(t, person), new RegExp(did),
			`${path} shows what was done`);
		await good(t, person, `public ${path} ${o.how}`);
	}
}

// A PDF with something on it.
async function pdf(t, page, path) {
	const r = await page.request.get(t.url + path);
	const body = await r.body();

	t.is(r.headers()['content-type'], 'application/pdf', `${path}: a PDF`);
	t.ok(r.status() === 200 && body.length > 5000 &&
		body.subarray(0, 5).toString() === '%PDF-' &&
		/%%EOF\s*$/.test(body.subarray(-10).toString('latin1')),
		`${path}: whole, ${body.length} bytes`);
}

async function posters(t) {
	const page = await t.page({ what: 'posters' });
	await t.signIn(page, 5);
	await pdf(t, page, '/services/rowan-ward/poster.pdf');
	const list = await (await page.request.get(t.url + '/k/touch-points'))
		.text();
	const [, ref] = /\/k\/touch-points\/(\w{12,})"/.exec(list);
	await pdf(t, page, `/touch-points/${ref}/poster.pdf`);
}

import('./lib.mjs').then((lib) => lib.journey({ demo: true }, async (t) => {
	await goldenPath(t, { width: 1024, js: true, how: 'by keyboard' });
	await goldenPath(t, { width: 320, height: 640, js: false,
		how: 'on a phone without JavaScript' });
	await posters(t);
}));
