#!/usr/bin/env node
// themes.t: what comments are about: from a number on a team's page to its
// comments; one is put right, by hand and without scripts; and what was put
// right is learnt.
'use strict';

const { execFileSync } = require('node:child_process');

const BIN = process.env.HEARD_BIN ?? 'build/asan/heard';
const TEAM = '/t/rowan-ward';
const WORDS = 'Better signs';
const THEME = 'Parking';

async function numberToComments(t, page) {
	await page.goto(t.url + TEAM);
	const row = page.locator('tr', { hasText: 'Food & drink' }).first();
	const link = row.getByRole('link').first();
	const number = (await link.innerText()).match(/\d+/)[0];

	await link.click();
	t.like(page.url(), /theme=food/, 'the filter is in the address');
	t.is(await page.locator('h1 .heard-muted').innerText(), number,
		'a number is one click from as many comments');
}

async function putRight(t, page) {
	await page.locator('td a[href^="/comments/"]').first().click();
	await page.getByText('Change what it is about').click();
	await page.getByLabel('Parking', { exact: true }).check();
	await page.getByLabel('Negative', { exact: true }).check();
	await page.getByRole('button', { name: 'Save what it is about' }).click();
	const main = page.locator('main');

	t.like(await main.innerText(), /learns from this/, 'thanks are said');
	t.ok(await main.locator('.heard-tags', { hasText: 'Parking' }).count(),
		'the new theme is shown');
	t.like(await main.innerText(), /changed “.*Food.*” to “|changed “/,
		'and who changed it');
	await t.noSideScroll(page, 'a comment that was put right');
}

// The comments with just these words, newest first.
async function found(t, page) {
	await page.goto(t.url + '/comments');
	await page.locator('#search-q').fill(`"${WORDS}"`);
	await page.getByRole('button', { name: 'Find' }).click();
	const all = await page.locator('td a[href^="/comments/"]')
		.evaluateAll((list) => list.map((a) =>
			[a.getAttribute('href'), a.textContent.trim()]));

	return all.filter(([, words]) => words === WORDS).map(([href]) => href);
}

async function sayParking(page, t, href) {
	await page.goto(t.url + href);
	const token = await page.locator('form[action$="/themes"] [name="csrf"]')
		.first().getAttribute('value');
	const r = await page.request.post(t.url + href + '/themes', {
		form: { csrf: token, theme: 'parking', mood: 'negative' },
		maxRedirects: 0 });

	return r.status();
}

async function learning(t, page) {
	const refs = await found(t, page);
	const witness = refs.pop();

	t.ok(refs.length >= 35, 'there is something to teach',
		String(refs.length));
	let fine = 0;

	for (const href of refs)
		fine += await sayParking(page, t, href) === 303;
	t.is(fine, refs.length, 'each is taken');
	await page.goto(t.url + witness);
	t.ok(!await page.locator('.heard-tags', { hasText: THEME }).count(),
		'one that nobody touched is not known yet');
	const said = execFileSync(BIN, ['themes', 'learn', '--db', t.server.db],
		{ encoding: 'utf8' });

	t.like(said, /a new model is heard with/, 'the night learns', said);
	await page.reload();
	t.ok(await page.locator('.heard-tags', { hasText: THEME }).count(),
		'and now it is');
	await t.axe(page, 'a comment with its themes');
	await page.goto(t.url + '/themes');
	t.like(await page.locator('main').innerText(), /In use/,
		'the page says what is in use');
	t.like(await page.locator('tr', { hasText: THEME }).first().innerText(),
		/0% \(0 of \d+\)/, 'and how well the theme was heard before');
	await t.axe(page, 'how well themes are heard');
	await t.shot(page, 'themes');
}

import('./lib.mjs').then(({ journey }) => journey({ demo: true },
	async (t) => {
		const phone = await t.page({ width: 320, js: false,
			what: 'phone' });

		await t.signIn(phone, 1);
		await numberToComments(t, phone);
		await putRight(t, phone);
		const desk = await t.page({ what: 'desk' });

		await t.signIn(desk, 1);
		await learning(t, desk);
	}));
