#!/usr/bin/env node
// casework.t: what people bring and how it is answered, walked by keyboard on
// a desktop and on a narrow phone without JavaScript: a concern that becomes a
// complaint and is answered on day 24, a complaint that is late, a compliment
// that reaches somebody by name.
'use strict';

let fillIn, follow, go, press, reach, words;

// A day as people type it, so many days from today.
function day(n) {
	const d = new Date(Date.now() + n * 86400000);

	return `${d.getDate()}/${d.getMonth() + 1}/${d.getFullYear()}`;
}

async function good(t, page, what) {
	if (!page.noScript)
		await t.axe(page, what);
	await t.noSideScroll(page, what);
	await t.shot(page, what.replace(/\W+/g, '-'));
}

async function enter(t, page, role) {
	await page.goto(t.url + '/');
	await press(t, page, new RegExp(`^${role}$`));
}

async function leave(t, page) {
	await press(t, page, 'Sign out');
}

// Takes a step of the case at `at` and comes back to it.
async function step(t, page, at, code, fields) {
	await page.goto(`${at}/step/${code}`);
	await fillIn(t, page, fields);
	await press(t, page, 'Save');
	t.is(page.url(), at, `${code} is taken`);
}

async function becomesComplaint(t, o) {
	const page = await t.page({ ...o, what: `concern ${o.how}` });

	page.noScript = !o.js;
	await enter(t, page, 'Complaints officer');
	await good(t, page, `cases ${o.how}`);
	await press(t, page, 'Enter a call, a letter or a visit');
	await press(t, page, 'Keep it');
	t.ok(await page.locator('.nhsuk-error-summary a').count() > 2,
		'an empty form comes back with what is missing');
	await good(t, page, `entry with errors ${o.how}`);
	await fillIn(t, page, { type: { radio: 'pals' },
		channel: { radio: 'phone' }, received_on: day(-33),
		unit: { pick: 'Rowan Ward' }, title: `Nobody rang back ${o.how}`,
		words: 'I left three messages.', on_behalf: { pick: 'The person' },
		name: 'Ann Invented' });
	await press(t, page, 'Keep it');
	const at = page.url();

	t.like(await words(page), /I left three messages/, 'the case is kept');
	await good(t, page, `case ${o.how}`);
	await step(t, page, at, 'triage', { severity: { radio: 'medium' },
		reason: 'It went on for weeks', handler: { pick: 'Patrick Lovell' },
		looked: { tick: true } });
	await page.goto(`${at}/step/convert`);
	await fillIn(t, page, { type: { radio: 'complaint' },
		decided: { radio: 'team' }, reason: 'They are cross' });
	await press(t, page, 'Save');
	t.like(await words(page), /Only the person who brought it/,
		'only the person decides');
	t.is(await page.locator('[name=reason]').inputValue(),
		'They are cross', 'what was typed is still there');
	await fillIn(t, page, { decided: { radio: 'person' } });
	await press(t, page, 'Save');
	t.like(await words(page), /Complaint, Open/, 'it is a complaint now');
	await step(t, page, at, 'acknowledge', { day: day(-32),
		how: { radio: 'phone' }, safe: { tick: true },
		advocacy: { radio: 'offered' } });
	await step(t, page, at, 'discuss', { day: day(-32),
		discussed: { radio: 'accepted' } });
	await step(t, page, at, 'period', { due_on: day(2), agreed_on: day(-32),
		agreed_with: { radio: 'complainant' } });
	await step(t, page, at, 'lead', { lead: { pick: 'Patrick Lovell' } });
	await step(t, page, at, 'issue', { what: 'Nobody rang back',
		subject: { pick: 'Communications' },
		service: { pick: 'Mental health' },
		profession: { pick: 'Nursing' } });
	await step(t, page, at, 'found', { issue: { pick: '1' },
		outcome: { radio: 'upheld' }, reason: 'The messages are there' });
	await step(t, page, at, 'draft', { considered: 'We asked.',
		conclusion: 'You are right.', remedy: 'We ring within a day.',
		confirmation: 'Since Monday.' });
	await leave(t, page);
	await enter(t, page, 'Complaints manager');
	await page.goto(`${at}/step/check`);
	t.like(await words(page), /Ombudsman/,
		'without the Ombudsman it cannot be checked');
	await leave(t, page);
	await enter(t, page, 'Complaints officer');
	await step(t, page, at, 'draft', { rights: 'The Ombudsman, free.' });
	await leave(t, page);
	await enter(t, page, 'Complaints manager');
	await step(t, page, at, 'check', { result: { radio: 'pass' },
		facts: { tick: true } });
	await leave(t, page);
	await enter(t, page, 'Chief executive');
	await good(t, page, `day of who signs ${o.how}`);
	await step(t, page, at, 'sign', { read: { tick: true } });
	await leave(t, page);
	await enter(t, page, 'Complaints officer');
	await step(t, page, at, 'respond', { day: day(0),
		how: { radio: 'letter' } });
	await step(t, page, at, 'close', { learning: 'Ring within a day.' });
	t.like(await words(page), /Answered in writing/, 'it is closed');
	t.like(await words(page), /Type changed/, 'with its history');
	await good(t, page, `case closed ${o.how}`);
}

async function runsLate(t, o) {
	const page = await t.page({ ...o, what: `late ${o.how}` });

	page.noScript = !o.js;
	await enter(t, page, 'Complaints officer');
	await follow(t, page, /^Late/);
	t.ok(await page.locator('.nhsuk-tag--red').count() > 0,
		'late cases are marked in words');
	await good(t, page, `late ${o.how}`);
	await reach(t, page, page.locator('td a, th a').first(), 'a late case');
	await go(page);
	t.like(await words(page), /Late/, 'its page says so first');
	t.like(await words(page), /Raised because it is late/,
		'and that it was raised');
	await good(t, page, `late case ${o.how}`);
}

async function reachesByName(t, o) {
	const page = await t.page({ ...o, what: `compliment ${o.how}` });
	const kind = `She sat with me at night, ${o.how}`;

	page.noScript = !o.js;
	await page.goto(t.url + '/');
	await follow(t, page, 'Tell us something');
	await good(t, page, `tell us ${o.how}`);
	await press(t, page, 'Go on');
	t.ok(await page.locator('.nhsuk-error-summary a').count() > 0,
		'an empty form comes back');
	await good(t, page, `tell us with errors ${o.how}`);
	for (const answer of [{ wants: { radio: 'thank' } }, { words: kind }, {},
		{ unit: { pick: 'Rowan Ward' } }, {},
		{ on_behalf: { radio: 'me' } }, {}, {}]) {
		await fillIn(t, page, answer);
		await press(t, page, 'Go on');
	}
	t.like(await words(page), new RegExp(kind), 'all of it before it goes');
	await good(t, page, `tell us to be sent ${o.how}`);
	await press(t, page, 'Send');
	const code = await page.locator('.heard-code').first().innerText();

	await good(t, page, `told ${o.how}`);
	await page.goto(t.url + '/reply');
	await fillIn(t, page, { code });
	await go(page);
	t.like(await words(page), /We have it/, 'the code says how it goes');
	await enter(t, page, 'Complaints officer');
	await fillIn(t, page, { find: code });
	await press(t, page, 'Find it');
	const at = page.url();

	t.like(await words(page), new RegExp(kind), 'found by its code');
	await step(t, page, at, 'triage', { severity: { radio: 'low' },
		reason: 'Thanks', handler: { pick: 'Patrick Lovell' },
		looked: { tick: true } });
	await step(t, page, at, 'thank', { person: { pick: 'Grace Whitlock' },
		note: kind });
	await step(t, page, at, 'thanked', { what: 'By name' });
	await leave(t, page);
	await enter(t, page, 'Ward manager');
	await follow(t, page, /thank you to you/);
	t.like(await words(page), new RegExp(kind), 'the words reach her');
	await good(t, page, `thanks by name ${o.how}`);
}

import('./hands.mjs').then(async (hands) => {
	({ fillIn, follow, go, press, reach, words } = hands);
	return (await import('./lib.mjs')).journey({ demo: true }, walk);
});

async function walk(t) {
	for (const o of [{ width: 1024, js: true, how: 'by keyboard' },
		{ width: 320, height: 640, js: false,
			how: 'on a phone without JavaScript' }]) {
		await reachesByName(t, o);
		await becomesComplaint(t, o);
		await runsLate(t, o);
	}
}
