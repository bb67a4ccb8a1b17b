#!/usr/bin/env node
// moderating.t: fifty comments decided about by keyboard, without JavaScript:
// access keys alone, one page after the other.
'use strict';

const FIFTY = 50;

async function signIn(t, page) {
	await page.goto(t.url + '/');
	await page.getByRole('button', { name: /patient experience/i }).first()
		.click();
}

// Playwright's keyboard leaves out the letter that an access key is known by.
async function key(page, letter) {
	const cdp = await page.context().newCDPSession(page);
	const code = letter.toUpperCase().charCodeAt(0);
	const event = { modifiers: 1, key: letter, windowsVirtualKeyCode: code,
		code: 'Key' + letter.toUpperCase(), unmodifiedText: letter,
		text: letter };

	await Promise.all([page.waitForEvent('domcontentloaded'),
		cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event })]);
	await cdp.detach().catch(() => {});
}

const waiting = async (page) => Number((await page.locator('h1 .heard-muted')
	.innerText()).replace(/\D/g, ''));

// The checks of axe are a script, so they need a page that runs scripts.
async function looks(t, address) {
	const page = await t.page({ width: 320 });

	await signIn(t, page);
	await page.goto(t.url + '/moderation');
	await t.axe(page, 'the queue');
	await page.goto(address);
	await t.axe(page, 'a comment of the queue');
	await page.close();
}

async function fifty(t) {
	const page = await t.page({ js: false });

	await signIn(t, page);
	await page.goto(t.url + '/moderation');
	const before = await waiting(page);
	const seen = new Set();

	await key(page, 'b');
	while (seen.size < FIFTY) {
		// One that may speak of a risk is dealt with first, by somebody.
		const risky = await page.locator('#risk').count() > 0;
		const path = new URL(page.url()).pathname;

		if (seen.has(path))
			break;
		if (!risky)
			seen.add(path);
		await key(page, risky ? 'n' : 'u');
	}
	t.ok(seen.size === FIFTY, 'fifty different comments by two keys',
		`${seen.size} of ${FIFTY}`);
	await page.goto(t.url + '/moderation');
	const after = await waiting(page);

	t.ok(after <= before - FIFTY / 2, 'the queue is shorter',
		`${before} before, ${after} after`);
	await key(page, 'b');
	await key(page, 'n');
	t.ok(/\/comments\//.test(page.url()), 'the next one by its key');
	const address = page.url();

	await page.close();
	await looks(t, address);
}

import('./lib.mjs').then((lib) => lib.journey({ demo: true }, async (t) => {
	await fifty(t);
}));
