// hands.mjs: a person at a keyboard, for journeys: Tab to a thing, see that it
// has the focus, and use it. No mouse anywhere.
const TABS_MAX = 300;

const has = (target) => target.evaluate((e) => e === document.activeElement);

export async function reach(t, page, target, what) {
	for (let i = 0; i < TABS_MAX && !await has(target); i++)
		await page.keyboard.press('Tab');
	if (!t.ok(await has(target), `Tab reaches ${what}`))
		throw new Error(`Tab does not reach ${what}`);
}

// Presses Enter on what leads to another page.
export async function go(page, key = 'Enter') {
	await Promise.all([page.waitForEvent('domcontentloaded'),
		page.keyboard.press(key)]);
}

export async function follow(t, page, name) {
	await reach(t, page, page.getByRole('link', { name }).first(),
		`the link "${name}"`);
	await go(page);
}

export async function press(t, page, name) {
	await reach(t, page, page.getByRole('button', { name }).first(),
		`the button "${name}"`);
	await go(page);
}

// A form by its names: text is typed, { pick } chosen in a select by its
// words, { radio } the radio button of that value, { tick } a box.
export async function fillIn(t, page, fields) {
	for (const [name, v] of Object.entries(fields)) {
		if (v.radio) {
			const all = page.locator(`input[type=radio][name="${name}"]`);
			const values = await all.evaluateAll(
				(list) => list.map((e) => e.value));
			const on = await all.evaluateAll(
				(list) => list.findIndex((e) => e.checked));
			const to = values.indexOf(v.radio);

			// Tab stops at the chosen one, or else at the first.
			await reach(t, page, all.nth(Math.max(on, 0)),
				`the choice ${name}`);
			await page.keyboard.press('Space');
			for (let i = Math.max(on, 0); i < to; i++)
				await page.keyboard.press('ArrowDown');
			for (let i = Math.max(on, 0); i > to; i--)
				await page.keyboard.press('ArrowUp');
			t.ok(await page.locator(
				`[name="${name}"][value="${v.radio}"]`).isChecked(),
			`${name} is ${v.radio}`);
		} else if (v.tick) {
			await reach(t, page, page.locator(`[name="${name}"]`), name);
			await page.keyboard.press('Space');
		} else {
			await reach(t, page, page.locator(`[name="${name}"]`), name);
			if (!v.pick)
				await page.keyboard.press('Control+A');
			await page.keyboard.type(v.pick ?? v);
		}
	}
}

export async function words(page) {
	return page.locator('main').innerText();
}
