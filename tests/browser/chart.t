#!/usr/bin/env node
// chart.t: a chart of a team: read on a phone without scripts, changed by
// somebody who knows what happened, with the trust's target, on paper, beside
// the charts of other teams, and on a board member's day.
'use strict';

const TEAM = '/t/rowan-ward';
const UNITS = '/t/community-health/units';

// Nothing that the key says is outside the window.
async function keyInside(t, page, width) {
	const boxes = await page.locator('.heard-key li').evaluateAll((list) =>
		list.map((e) => e.getBoundingClientRect().right));

	t.ok(boxes.length >= 3 && boxes.every((right) => right <= width),
		'the whole key is on a narrow screen', boxes.join(' '));
}

async function reading(t) {
	const page = await t.page({ width: 320, js: false, what: 'phone' });

	await t.signIn(page, 1);
	await page.goto(t.url + TEAM);
	await t.noSideScroll(page, 'a team on a phone');
	await keyInside(t, page, 320);
	const says = await page.locator('.heard-figure').first().innerText();

	t.like(says, /^Percent positive (is|was|has been) /, 'the finding is first');
	t.like(says, /(As usual|than usual: )/, 'the icon has words');
	t.like(says, /By chance alone|no more than chance/, 'how sure');
	t.like(says, /We would change our mind if/, 'what would change our mind');
	t.like(says, /profile mdc/, 'the profile');
	t.like(says, /target of 90/, 'the target, which the trust has set');
	return page;
}

// The same chart after somebody noted what changed.
async function noting(t, page) {
	await page.getByRole('link', { name: 'Note what changed' }).click();
	t.ok(await page.locator('[name="unit"]').inputValue() !== '',
		'the team is filled in');
	await page.getByLabel('New limits from this month on').check();
	await page.locator('[name="month"]').fill('1/4/2030');
	await page.locator('[name="reason"]').fill('A new day room');
	await page.getByRole('button', { name: 'Save' }).click();
	t.like(await page.locator('main').innerText(),
		/must not be in the future/, 'a month ahead is refused');
	t.is(await page.locator('[name="reason"]').inputValue(),
		'A new day room', 'and nothing typed is lost');
	await page.locator('[name="month"]').fill('1/4/2026');
	await page.getByRole('button', { name: 'Save' }).click();
	await page.goto(t.url + TEAM);
	const says = await page.locator('.heard-figure').first().innerText();

	t.like(says, /New limits from April 2026 on: A new day room/,
		'the chart names the change');
	t.like(says, /Meera Desai/, 'and who made it');
	t.like(says, /Trial limits: there are fewer than 13 months/, 'trial limits');
	const csv = await (await page.request.get(t.url + TEAM + '/months.csv'))
		.text();

	t.like(csv, /,positive,2,/, 'the file has the new segment');
	const svg = await page.request.get(t.url + TEAM + '/chart.svg');

	t.like(await svg.text(), /Trial limits<\/text>/,
		'the picture alone has its key');
}

async function target(t) {
	const page = await t.page({ what: 'administrator' });

	await t.signIn(page, 5);
	await page.goto(t.url + '/settings');
	await page.locator('[name="target_positive"]').fill('85');
	await page.getByRole('button', { name: 'Save' }).click();
	const lead = await t.page({ what: 'lead' });

	await t.signIn(lead, 1);
	await lead.goto(t.url + '/t/adult-mental-health');
	t.like(await lead.locator('.heard-figure').first().innerText(),
		/target of 85/, 'a target that was changed');
	t.like(await lead.locator('.heard-key').first().innerText(), /Target/,
		'the target is in the key');
	await t.axe(lead, 'a directorate with a target');
	await lead.getByRole('link', { name: 'Note what changed' }).click();
	await t.axe(lead, 'the form');
	return lead;
}

async function beside(t, page) {
	await page.goto(t.url + UNITS);
	await t.axe(page, 'teams beside each other');
	t.like(await page.locator('main').innerText(),
		/(None|\d+) of \d+ teams (lies|lie) outside/, 'a funnel of them');
	const names = await page.locator('.heard-lines tbody th').allInnerTexts();

	t.ok(names.length > 20, 'many teams');
	t.is(names.join(), [...names].sort((a, b) => a.localeCompare(b, 'en'))
		.join(), 'in the order of names');
	t.is(await page.locator('.heard-lines .heard-small').count(),
		names.length, 'each with its chart');
	await page.setViewportSize({ width: 320, height: 900 });
	await t.noSideScroll(page, 'teams beside each other');
	await page.setViewportSize({ width: 1024, height: 900 });
}

async function paper(t, page) {
	await page.goto(t.url + TEAM);
	await t.axe(page, 'a team with a change noted');
	const [brand, name] = await page.evaluate(() =>
		['.nhsuk-header__organisation-name', '.nhsuk-header__service-name']
			.map((q) => {
				const range = document.createRange();

				range.selectNodeContents(document.querySelector(q));
				return range.getBoundingClientRect().bottom;
			}));

	t.ok(Math.abs(brand - name) <= 3, 'the names stand on one line',
		`${brand} ${name}`);
	await page.emulateMedia({ media: 'print' });
	const print = await page.evaluate(() => ({
		ground: ['html', 'body'].map((q) => getComputedStyle(
			document.querySelector(q)).backgroundColor).join(),
		after: getComputedStyle(document.querySelector('main a'),
			'::after').content,
	}));

	t.is(print.ground, 'rgba(0, 0, 0, 0),rgba(0, 0, 0, 0)', 'paper is white');
	t.ok(print.after === 'none' || print.after === 'normal',
		'links have no address on paper', print.after);
}

async function board(t) {
	const page = await t.page({ what: 'board' });

	await t.signIn(page, 4);
	await page.goto(t.url + '/day');
	t.ok(await page.locator('.heard-icons li').count() >= 1,
		'the board sees the answer in words');
	t.is(await page.getByRole('link', { name: 'Note what changed' }).count(),
		0, 'and does not redraw');
	await t.axe(page, 'the board');
}

import('./lib.mjs').then(({ journey }) => journey({ demo: true },
	async (t) => {
		const phone = await reading(t);

		await noting(t, phone);
		const lead = await target(t);

		await beside(t, lead);
		await paper(t, lead);
		await board(t);
	}));
