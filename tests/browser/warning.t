#!/usr/bin/env node
// warning.t: from a warning to the comments behind it to an action, walked by
// keyboard: on a desktop, and on a narrow phone without JavaScript. Nothing is
// made up for it: the demonstration's nightly job found the warning.
'use strict';

const TABS_MAX = 250;

const has = (target) => target.evaluate((e) => e === document.activeElement);

async function tabTo(t, page, target, what) {
	for (let i = 0; i < TABS_MAX && !await has(target); i++)
		await page.keyboard.press('Tab');
	if (!t.ok(await has(target), `Tab reaches ${what}`))
		throw new Error(`Tab does not reach ${what}`);
}

async function go(t, page, role, name) {
	const target = page.getByRole(role, { name }).first();

	await tabTo(t, page, target, `the ${role} "${name}"`);
	await Promise.all([page.waitForEvent('domcontentloaded'),
		page.keyboard.press('Enter')]);
}

async function type(t, page, name, words) {
	const field = page.locator(`[name="${name}"]`);

	await tabTo(t, page, field, `the field ${name}`);
	await page.keyboard.press('Control+A');
	await page.keyboard.type(words);
}

async function good(t, page, what) {
	if (!page.noScript)
		await t.axe(page, what);
	await t.noSideScroll(page, what);
	await t.shot(page, what.replace(/\W+/g, '-'));
}

const said = (page) => page.locator('main').innerText();

async function addNote(t, page, words, how) {
	const url = page.url();

	await go(t, page, 'button', 'Add');
	t.ok(await page.locator('.nhsuk-error-summary').isVisible(),
		'nothing written comes back with a sentence');
	await good(t, page, `warning with an error ${how}`);
	await type(t, page, 'words', words);
	await go(t, page, 'button', 'Add');
	t.is(page.url(), url, 'back at the warning');
	t.like(await said(page), new RegExp(words), 'the note stands there');
}

async function walk(t, o) {
	const page = await t.page({ ...o, what: `a manager ${o.how}` });
	const words = `Two colleagues were away, ${o.how}`;
	const title = `Ask at the bedside each day, ${o.how}`;

	page.noScript = !o.js;
	await t.signIn(page, 0);
	await page.goto(t.url + '/understand');
	if (!/Look here first/.test(await said(page)))
		await page.goto(t.url + '/look');
	else
		await go(t, page, 'link', /^Look here first/);
	t.like(await said(page), /not a league/, 'it says that it is no league');
	await good(t, page, `look here first ${o.how}`);
	await go(t, page, 'link', /Rowan Ward has most likely fallen since/);
	t.like(await page.locator('h1').innerText(), /fallen since \w+ 20\d\d/,
		'a warning says what and since when');
	t.like(await said(page), /\d+% \(\d+ of \d+\) since then/,
		'and how much, of how many');
	await good(t, page, `warning ${o.how}`);
	const warning = page.url();
	await addNote(t, page, words, o.how);
	await go(t, page, 'link', 'What people said at that time');
	t.like(page.url(), /unit=rowan-ward.*from=.*to=.*answer=negative/,
		'the comments of that time and team');
	await good(t, page, `comments behind a warning ${o.how}`);
	const first = page.locator('td a[href^="/comments/"]').first();
	await tabTo(t, page, first, 'the first comment');
	await Promise.all([page.waitForEvent('domcontentloaded'),
		page.keyboard.press('Enter')]);
	await go(t, page, 'button', 'Start an action');
	await type(t, page, 'title', title);
	await go(t, page, 'button', 'Start the action');
	t.like(await said(page), new RegExp(title), 'an action came of it');
	await page.goto(warning);
	t.like(await said(page), new RegExp(title),
		'and the warning shows what is done');
	await good(t, page, `warning with an action ${o.how}`);
}

import('./lib.mjs').then((lib) => lib.journey({ demo: true }, async (t) => {
	await walk(t, { width: 1024, js: true, how: 'by keyboard' });
	await walk(t, { width: 320, height: 640, js: false,
		how: 'on a phone without JavaScript' });
}));
