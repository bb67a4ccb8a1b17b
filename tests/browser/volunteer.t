#!/usr/bin/env node
// volunteer.t: answers given on a ward without a signal: they stay on the
// device, also when the page is opened again; they say how many wait; they are
// sent once when the signal is back, and once more is still once.
'use strict';

const VOLUNTEER = 13;

import('./lib.mjs').then(({ journey }) => journey({ demo: true }, async (t) => {
	const page = await t.page({ what: 'the tablet' });
	const status = () => page.locator('[data-status]').textContent();
	const says = (want) => page.waitForFunction((text) => document
		.querySelector('[data-status]').textContent.includes(text), want);
	const ready = () => page.waitForFunction(() =>
		document.body.dataset.offlineReady === 'yes');
	const answer = async (words) => {
		await page.locator('input[name=fft]').first().check();
		await page.locator('textarea').first().fill(words);
		// The button takes no second press within a second.
		await page.waitForTimeout(1100);
		await page.locator('#send').click();
	};
	const posted = [];

	page.on('request', (r) => r.method() === 'POST' && posted.push(r));
	await t.signIn(page, VOLUNTEER);
	await page.goto(t.url + '/day');
	await page.getByRole('link', { name: /Your shift/ }).first().click();
	await page.locator('main table a').first().click();
	await ready();
	t.like(await status(), /Nothing waits/, 'nothing waits at first');
	await t.axe(page, 'the form of a shift');

	await page.context().setOffline(true);
	await page.locator('#send').click();
	await says('Please answer the first question');
	t.ok(true, 'an empty answer is not kept, and that is said');
	await answer('The first without a signal');
	await says('1 answer waits');
	t.like(await page.locator('[data-code]').textContent(),
		/^[0-9a-z]{4}( [0-9a-z]{4}){2}$/, 'the return code is shown');
	await page.reload();
	await says('1 answer waits');
	t.ok(true, 'the page opens again without a signal, with what waits');
	await answer('The second without a signal');
	await says('2 answers wait');

	// The first answer of the server gets lost: it is sent again.
	let lost = 0;
	await page.context().route('**/volunteer/shifts/**', async (route) => {
		if (route.request().method() !== 'POST' || lost++ > 0)
			return route.continue();
		await route.fetch();
		return route.abort();
	});
	await page.context().setOffline(false);
	await page.evaluate(() => dispatchEvent(new Event('online')));
	while (lost === 0)
		await page.waitForTimeout(50);
	await says('2 answers wait');
	await page.evaluate(() => dispatchEvent(new Event('online')));
	await says('Nothing waits');
	// What the browser says of requests that we made fail is no fault.
	page.context().bad.length = 0;
	await page.goto(t.url + '/volunteer');
	t.is(await page.locator('main table').first().locator('tbody tr').first()
		.locator('td').last().textContent().then((s) => s.trim()
			.replace(/\D+/g, '')), '2', 'two answers are counted, once each');
	t.ok(posted.length >= 3, 'one of them was sent twice');
	t.is(await page.evaluate(async () => (await new Promise((resolve) => {
		const open = indexedDB.open('heard-volunteer');
		open.onsuccess = () => {
			const all = open.result.transaction('queue')
				.objectStore('queue').getAll();
			all.onsuccess = () => resolve(all.result);
		};
	})).length), 0, 'nothing of them stays on the device');
}));
