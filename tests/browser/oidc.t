#!/usr/bin/env node
// oidc.t: signing in through a real identity provider (oidc-provider) on this
// machine: RS256 and ES256, roles from claims, joined by subject and never by
// address, and the break-glass sign-in where the directory is the only door.

'use strict';

const { execFileSync, spawn } = require('node:child_process');
const { mkdtempSync, rmSync } = require('node:fs');
const { createServer } = require('node:http');
const { createServer: tcp } = require('node:net');
const { generateKeyPairSync } = require('node:crypto');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');

let n = 0, failed = 0;
const ok = (pass, what) => {
	console.log(`${pass ? '' : 'not '}ok ${++n} - ${what}`);
	failed += pass ? 0 : 1;
};

const freePort = () => new Promise((done) => {
	const s = tcp().listen(0, '127.0.0.1', () => {
		const { port } = s.address();
		s.close(() => done(port));
	});
});

// What the directory says about whom; changed by the tests.
const people = {
	ada: { name: 'Ada Lead', email: 'ada@trust.example', groups: ['exp'] },
	bob: { name: 'Bob', email: 'bob@trust.example', groups: ['other'] },
	eve: { name: 'Eve', email: 'glass@trust.example', groups: ['exp'] },
};
const jwk = (kind, options, kid, alg) => ({
	...generateKeyPairSync(kind, options).privateKey
		.export({ format: 'jwk' }), kid, alg, use: 'sig' });

async function provider(issuer, port, back, alg) {
	const { Provider } = await import('oidc-provider');
	const p = new Provider(issuer, {
		clients: [{ client_id: 'heard', redirect_uris: [back],
			token_endpoint_auth_method: 'none',
			application_type: 'native',
			id_token_signed_response_alg: alg }],
		jwks: { keys: [jwk('rsa', { modulusLength: 2048 }, 'r', 'RS256'),
			jwk('ec', { namedCurve: 'P-256' }, 'e', 'ES256')] },
		claims: { openid: ['sub', 'name', 'email', 'groups'] },
		conformIdTokenClaims: false,
		pkce: { required: () => true },
		findAccount: (ctx, id) => ({ accountId: id,
			claims: () => ({ sub: id, ...people[id] }) }),
	});
	const s = createServer(p.callback());

	await new Promise((r) => s.listen(port, '127.0.0.1', r));
	return s;
}

// A browser without a face: cookies by host, forms by hand.
class Jar {
	constructor() { this.cookies = new Map(); }
	async ask(url, form) {
		const { origin } = new URL(url);
		const mine = this.cookies.get(origin) ?? new Map();
		const r = await fetch(url, { redirect: 'manual',
			method: form ? 'POST' : 'GET',
			body: form && new URLSearchParams(form),
			headers: { Cookie: [...mine].map((c) => c.join('=')).join('; ') } });

		for (const c of r.headers.getSetCookie()) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(c);
			value ? mine.set(name, value) : mine.delete(name);
		}
		this.cookies.set(origin, mine);
		return { status: r.status, text: await r.text(), url,
			to: r.headers.get('location') &&
				new URL(r.headers.get('location'), url).href };
	}
	// Follows until `stop` matches an address not asked yet, or a page stands.
	async follow(url, form, stop) {
		let a = await this.ask(url, form);

		for (let i = 0; a.to && i < 15; i++) {
			if (stop?.test(a.to))
				return a;
			a = await this.ask(a.to);
		}
		return a;
	}
}

const action = (a) => new URL(/<form[^>]*action="([^"]+)"/.exec(a.text)[1],
	a.url).href;

// From Heard to the provider, signed in there; the address that leads back.
async function wayBack(jar, base, who, path = '/sign-in/oidc') {
	let a = await jar.follow(base + path);

	if (a.to === null && a.url.includes('/interaction/'))
		a = await jar.follow(action(a),
			{ prompt: 'login', login: who, password: 'x' }, /oidc\/back/);
	if (!a.to)
		a = await jar.follow(action(a), { prompt: 'consent' }, /oidc\/back/);
	return a.to;
}

const csrf = (a) => /name="csrf" value="([^"]*)"/.exec(a.text)?.[1] ?? '';
const byPassword = async (jar, base, email, password) => {
	const page = await jar.ask(base + '/sign-in');

	return jar.follow(base + '/sign-in',
		{ csrf: csrf(page), email, password, next: '/account' });
};

async function walk(base, alg) {
	const jar = new Jar();
	let a = await jar.follow(await wayBack(jar, base, 'ada'));

	ok(a.status === 200 && a.text.includes('Ada Lead'), `${alg}: in`);
	a = await jar.ask(base + '/account');
	ok(/Patient experience lead/.test(a.text), `${alg}: the role of the claim`);
	people.ada.groups = ['mod'];
	const again = new Jar();
	a = await again.follow(await wayBack(again, base, 'ada'));
	a = await again.ask(base + '/account');
	ok(/Moderator/.test(a.text) && !/Patient experience lead/.test(a.text),
		`${alg}: roles follow the claim`);
	people.ada.groups = ['exp'];

	const bob = new Jar();
	a = await bob.follow(await wayBack(bob, base, 'bob'));
	ok(a.status === 422 && /names no role/.test(a.text), `${alg}: no role`);
	const eve = new Jar();
	a = await eve.follow(await wayBack(eve, base, 'eve'));
	ok(a.status === 422 && /already/.test(a.text),
		`${alg}: an address alone opens nobody's sign-in`);

	const one = new Jar(), back = await wayBack(one, base, 'ada');
	a = await new Jar().follow(back);
	ok(a.status === 422, `${alg}: another browser cannot finish it`);
	a = await one.ask(back.replace(/state=[^&]*/, 'state=x'));
	ok(a.status === 422, `${alg}: nor another state`);
	const two = new Jar(), used = await wayBack(two, base, 'ada');
	const held = new Map(two.cookies.get(base));
	a = await two.ask(used);
	two.cookies.set(base, held);
	a = await two.ask(used);
	ok(a.status === 422, `${alg}: a code works once`);
}

async function settings(jar, base, values) {
	const page = await jar.ask(base + '/settings');

	return jar.ask(base + '/settings', { csrf: csrf(page), ...values });
}

async function main() {
	const heard = resolve(process.env.HEARD_BIN ?? 'build/asan/heard');
	const dir = mkdtempSync(join(tmpdir(), 'heard-oidc-'));
	const env = { ...process.env, HEARD_DB: join(dir, 'heard.db'),
		HEARD_KEY_FILE: join(dir, 'root.key') };
	const run = (...a) => execFileSync(heard, a,
		{ env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
	const port = await freePort(), at = await freePort();
	const base = `http://127.0.0.1:${port}`, issuer = `http://127.0.0.1:${at}`;

	run('init', '--name', 'Test trust');
	const secret = / ([0-9a-z-]{39})\n/.exec(run('user', 'break-glass',
		'--email', 'glass@trust.example', '--name', 'Glass'))?.[1];
	ok(!!secret, 'a break-glass sign-in with a long password');
	const plain = / ([0-9a-z-]{19})\n/.exec(run('user', 'add', '--email',
		'cy@trust.example', '--name', 'Cy', '--role', 'moderator'))?.[1];
	const child = spawn(heard, ['serve', '--listen', `127.0.0.1:${port}`],
		{ env, stdio: 'ignore' });
	let idp;

	try {
		for (let i = 0; i < 100; i++)
			if (await fetch(base + '/healthz').catch(() => null))
				break;
			else
				await new Promise((r) => setTimeout(r, 100));
		const glass = new Jar();

		await byPassword(glass, base, 'glass@trust.example', secret);
		let a = await settings(glass, base, { oidc_issuer: issuer,
			oidc_client_id: 'heard',
			oidc_roles: 'exp = experience_lead; mod = moderator' });
		ok(a.status === 303, 'settings are kept');
		a = await new Jar().ask(base + '/sign-in/oidc');
		ok(a.status === 503, 'no provider: a sentence');
		for (const alg of ['RS256', 'ES256']) {
			idp = await provider(issuer, at, base + '/sign-in/oidc/back',
				alg);
			await walk(base, alg);
			idp.closeAllConnections();
			await new Promise((r) => idp.close(r));
		}
		a = await byPassword(new Jar(), base, 'cy@trust.example', plain);
		ok(a.url.endsWith('/account'), 'a password opens, so far');
		await settings(glass, base, { oidc_only: '1' });
		a = await byPassword(new Jar(), base, 'cy@trust.example', plain);
		ok(a.status === 422, 'no longer where the directory is the door');
		a = await byPassword(new Jar(), base, 'glass@trust.example', secret);
		ok(a.url.endsWith('/account'), 'break-glass opens');
		a = await glass.ask(base + '/audit');
		ok(/break glass/.test(a.text), 'and is in the audit trail');
	} finally {
		child.kill();
		rmSync(dir, { recursive: true, force: true });
	}
	console.log(`1..${n}`);
	process.exit(failed ? 1 : 0);
}

main();
