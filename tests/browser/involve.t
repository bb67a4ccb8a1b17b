#!/usr/bin/env node
// involve.t: people who take part, by keyboard alone: joining in small steps,
// saying yes and being chosen, claiming and being paid by three people, and a
// member who takes all her data with her. On a desktop, and on a narrow phone
// without JavaScript.
'use strict';

const TABS_MAX = 400;
const MEMBER = 3, LEAD = 7, HOLDER = 8, FINANCE = 9;

const has = (target) => target.evaluate((e) => e === document.activeElement);

async function tabTo(t, page, target, what) {
	for (let i = 0; i < TABS_MAX && !await has(target); i++)
		await page.keyboard.press('Tab');
	if (!t.ok(await has(target), `Tab reaches ${what}`))
		throw new Error(`Tab does not reach ${what}`);
}

async function leave(page, key) {
	await Promise.all([page.waitForEvent('domcontentloaded'),
		page.keyboard.press(key)]);
}

async function follow(t, page, name) {
	await tabTo(t, page, page.getByRole('link', { name }).first(),
		`the link "${name}"`);
	await leave(page, 'Enter');
}

async function press(t, page, name) {
	await tabTo(t, page, page.getByRole('button', { name }).first(),
		`the button "${name}"`);
	await leave(page, 'Enter');
}

async function type(t, page, name, words) {
	await tabTo(t, page, page.locator(`[name="${name}"]`).first(),
		`the field ${name}`);
	await page.keyboard.press('Control+A');
	await page.keyboard.type(words);
}

async function tick(t, page, label) {
	const box = page.getByRole('checkbox', { name: label }).first();

	await tabTo(t, page, box, `the box "${label}"`);
	await page.keyboard.press('Space');
	t.ok(await box.isChecked(), `"${label}" is ticked by keyboard`);
}

async function good(t, page, what) {
	if (!page.noScript)
		await t.axe(page, what);
	await t.noSideScroll(page, what);
	await t.shot(page, what.replace(/\W+/g, '-'));
}

const said = (page) => page.locator('main').innerText();

// Every heading, label and button in the order in which they are read.
async function names(page) {
	return page.evaluate(() => [...document.querySelectorAll(
		'main h1, main label, main legend, main button')]
		.map((e) => e.innerText.replace(/\s+/g, ' ').trim()));
}

async function joining(t, page, how) {
	const name = `Zsófia ${how}`;

	await page.goto(t.url + '/involve');
	await good(t, page, `involve ${how}`);
	await press(t, page, /^Join$/);
	await press(t, page, 'Next');
	t.ok(await page.locator('.nhsuk-error-summary a').count() === 1,
		'a name is missing, and it is said');
	await type(t, page, 'name', name);
	await type(t, page, 'outward', 'LE2');
	await press(t, page, 'Next');
	t.like(await page.locator('h1').innerText(), /step 2 of 5/i, 'step 2');
	await type(t, page, 'phone', '01632 960000');
	await press(t, page, 'Next');
	t.is((await names(page))[0].replace(/.*5 /i, ''),
		'What you like, and what you need', 'the heading comes first');
	await good(t, page, `join ${how}`);
	await tick(t, page, 'Hospital wards');
	await tick(t, page, 'Large print');
	await press(t, page, 'Back');
	t.is(await page.locator('[name=phone]').inputValue(), '01632 960000',
		'going back loses nothing');
	await press(t, page, 'Next');
	t.ok(await page.getByRole('checkbox', { name: 'Hospital wards' })
		.first().isChecked(), 'nor what was ticked');
	await press(t, page, 'That is enough');
	t.like(await said(page), /You have joined/, 'joined');
	await good(t, page, `joined ${how}`);
	return name;
}

async function enter(t, page, who) {
	await t.signIn(page, who);
}

// From hello to the chat: the lead sees who came, and what they need first.
async function welcome(t, page, name, how) {
	await enter(t, page, LEAD);
	await page.goto(t.url + '/k/members?state=enquiry&sort=-state_since');
	await follow(t, page, name);
	t.like(await said(page), /Large print/, 'what she needs is flagged');
	await good(t, page, `member ${how}`);
	await press(t, page, 'We have spoken');
	t.like(await said(page), /Chat/, 'the next step');
}

async function sayYes(t, page, how) {
	await page.goto(t.url + '/involve');
	const first = page.locator('.nhsuk-card a').first();
	const title = await first.innerText();

	await tabTo(t, page, first, title);
	await leave(page, 'Enter');
	await good(t, page, `opportunity ${how}`);
	await type(t, page, 'words', `I would like to, ${how}`);
	await press(t, page, 'Yes, I would like to');
	t.like(await said(page), new RegExp(title), 'it is on her page');
	return title;
}

async function matchAndInvite(t, page, how) {
	await page.goto(t.url + '/k/opportunities?state=advertised');
	await tabTo(t, page, page.locator('main tbody a').first(), 'the first');
	await leave(page, 'Enter');
	await follow(t, page, 'Whom to ask');
	t.like(await said(page), /They (bring|were|are)|This topic/,
		'each suggestion says why');
	await good(t, page, `match ${how}`);
	const box = page.locator('input[name=member]').first();
	await tabTo(t, page, box, 'the first suggestion');
	await page.keyboard.press('Space');
	await press(t, page, 'Invite those I ticked');
	t.like(await said(page), /They are invited/, 'invited');
	await press(t, page, /^Choose/);
	t.like(await said(page), /they are told/, 'one who said yes is chosen');
}

async function claim(t, page, how) {
	await page.goto(t.url + '/me');
	await good(t, page, `my page ${how}`);
	await follow(t, page, 'Claim costs and payment');
	await claimTree(t, page);
	t.like((await names(page)).join(' | '),
		/Claim costs and payment \| How did you travel.*Miles.*Bus/,
		'the form reads in order');
	await type(t, page, 'miles', 'twelve');
	await press(t, page, 'Send the claim');
	t.is(await page.locator('[name=miles]').inputValue(), 'twelve',
		'what was typed is still there');
	t.ok(await page.locator('.nhsuk-error-summary a').count() >= 1,
		'with what is wrong');
	await good(t, page, `claim with a mistake ${how}`);
	await type(t, page, 'miles', '12');
	await page.locator('[name=vehicle]').selectOption('car');
	await press(t, page, 'Send the claim');
	t.like(await said(page), /Your claim is sent/, 'sent');
	t.like(await said(page), /£80\.40/, 'half a day and twelve miles');
}

async function approve(t, page, how) {
	await page.goto(t.url + '/k/claims?state=sent');
	await follow(t, page, /^The new visitors/);
	await good(t, page, `claim to approve ${how}`);
	await press(t, page, 'Approve');
	t.like(await said(page), /Approved, waits for payment/, 'approved');
}

async function payThem(t, page, how) {
	await page.goto(t.url + '/involve/pay');
	await good(t, page, `payments ${how}`);
	await press(t, page, 'Make a batch');
	const href = await page.getByRole('link', { name: 'Download its file' })
		.getAttribute('href');
	const file = await (await page.request.get(t.url + href)).text();

	t.like(file, /^\uFEFF?reference,name,sort_code,account/, 'its file');
	t.like(file, /total,\d+ payments,/, 'with its total');
	await good(t, page, `batch ${how}`);
	await press(t, page, 'It has been paid');
	t.like(await said(page), /everybody in it is told/, 'paid');
}

// What a screen reader is given, line by line: role, name, words.
const tree = (page) => page.locator('main').ariaSnapshot();

// One that the tree has in this order.
function inOrder(t, snapshot, parts, what) {
	let at = 0;

	for (const part of parts) {
		const found = snapshot.indexOf(part, at);

		if (!t.ok(found >= 0, `${what}: ${part}`, snapshot))
			return;
		at = found + part.length;
	}
}

async function books(t, page) {
	await page.goto(t.url + '/involve/events');
	inOrder(t, await tree(page), ['heading "Events and cafés" [level=1]',
		'heading "Involvement café, Linfold" [level=2]', 'term: When',
		'term: Where', 'term: Access',
		'textbox "What do you need on that day? (optional)"',
		'button "Book a place Involvement café, Linfold"',
		'heading "Involvement café, Askerby" [level=2]'],
	'the form to book is read in order, and buttons differ');
	await press(t, page, 'Book a place Involvement café, Linfold');
	inOrder(t, await tree(page), ['alert "Success"',
		'It is booked. We remind you two days before.',
		'heading "My page" [level=1]', 'heading "My events" [level=2]',
		'Involvement café, Linfold'], 'that it is booked is announced');
	await follow(t, page, 'Get there without paying first');
	await press(t, page, 'Ask for it');
	inOrder(t, await tree(page), ['alert', 'heading "There is a problem"',
		'link "Choose what would help"',
		'heading "Getting there without paying first" [level=1]',
		'combobox "What would help?"', 'button "Ask for it"'],
	'what is missing is announced first');
	await page.locator('[name=what]').selectOption('taxi');
	await press(t, page, 'Ask for it');
	t.like(await said(page), /You hear from us before the day/, 'asked for');
}

async function claimTree(t, page) {
	inOrder(t, await tree(page),
		['heading "Claim costs and payment" [level=1]',
			'combobox "How did you travel? (optional)"',
			'textbox "Miles there and back (optional)"',
			'textbox "Bus, train, taxi or parking, in pounds (optional)"',
			'textbox "Food, in pounds (optional)"',
			'A photo of the receipts', 'button "Send the claim"'],
		'the claim is read in order');
}

async function scores(t, page, seat) {
	await follow(t, page, 'Applicant 1');
	t.ok(!/Ruth Vaughan/.test(await said(page)),
		'who shortlists reads no name');
	for (const n of [0, 1, 2]) {
		await tabTo(t, page, page.locator(`[name=p${n}]`).first(),
			`the line ${n}`);
		for (let i = 0; i < 3; i++)
			await page.keyboard.press('ArrowDown');
	}
	await press(t, page, 'Keep the scores');
	t.like(await said(page), /Applicant 1\s[^A]{0,60}\b15\b/, seat);
}

// A cohort: applied for, scored without a name, and not hurried.
async function recruits(t, member, lead) {
	await member.goto(t.url + '/involve/leaders');
	await follow(t, member, 'Patient leaders, cohort 4');
	await press(t, member, 'Send my application');
	inOrder(t, await tree(member), ['alert', 'heading "There is a problem"',
		'heading "Patient leaders, cohort 4" [level=1]',
		'textbox "Listens"', 'button "Send my application"'],
	'an empty application is not sent');
	await type(t, member, 'answer0', 'I let people finish.');
	await press(t, member, 'Send my application');
	inOrder(t, await tree(member), ['alert "Success"',
		'heading "My applications" [level=2]',
		'Patient leaders, cohort 4', 'We have your application.'],
	'it is sent');
	await lead.goto(t.url + '/k/campaigns?state=shortlist');
	await follow(t, lead, 'Patient leaders, cohort 3');
	t.like(await said(lead), /Somebody is not shortlisted yet/,
		'nobody is left without an answer');
	await scores(t, lead, 'three of four points are 15 of 20');
	await good(t, lead, 'a cohort');
	await lead.goto(t.url + '/k/campaigns?state=open');
	await follow(t, lead, 'Patient leaders, cohort 4');
	await press(t, lead, 'Close it, and shortlist');
	t.like(await said(lead), /Shortlisting/, 'it is closed');
}

async function takesAll(t, page) {
	const r = await page.request.get(t.url + '/me/data.json');
	const all = JSON.parse(await r.text());

	for (const part of ['member', 'contact', 'about_me', 'opportunities',
		'events', 'claims', 'training', 'journeys',
		'letters_and_calls', 'notes_about_me'])
		t.ok(part in all, `her data has ${part}`);
	t.ok(all.claims.length > 0, 'with her claims');
	t.ok(!/sort_code|account/.test(JSON.stringify(all)),
		'and no account number');
}

async function walk(t, o) {
	const person = await t.page({ ...o, what: `a person ${o.how}` });
	const member = await t.page({ ...o, what: `a member ${o.how}` });
	const lead = await t.page({ ...o, what: `a lead ${o.how}` });

	person.noScript = member.noScript = lead.noScript = !o.js;
	await welcome(t, lead, await joining(t, person, o.how), o.how);
	await enter(t, member, MEMBER);
	await sayYes(t, member, o.how);
	await matchAndInvite(t, lead, o.how);
}

import('./lib.mjs').then((lib) => lib.journey({ demo: true }, async (t) => {
	await walk(t, { width: 1024, js: true, how: 'by keyboard' });
	await walk(t, { width: 320, height: 640, js: false,
		how: 'on a phone without JavaScript' });
	const member = await t.page({ width: 320, what: 'a member' });
	const holder = await t.page({ what: 'a budget holder' });
	const finance = await t.page({ what: 'finance' });

	const lead = await t.page({ what: 'a lead' });

	await enter(t, member, MEMBER);
	await books(t, member);
	await enter(t, lead, LEAD);
	await recruits(t, member, lead);
	await claim(t, member, 'on a phone');
	await enter(t, holder, HOLDER);
	await approve(t, holder, 'by keyboard');
	await enter(t, finance, FINANCE);
	await payThem(t, finance, 'by keyboard');
	await takesAll(t, member);
}));
