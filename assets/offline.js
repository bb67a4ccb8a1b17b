// offline.js: a volunteer's page without a signal. Answers are kept on this
// device, locked with a key that cannot be taken out of it, each under a token
// that came with the page; they leave when there is a signal, and are thrown
// away only when the answer of the server names their token. The same token
// sent twice counts once, so sending again is always right.
const DAY_MS = 24 * 60 * 60 * 1000;
const TOKEN_DAYS = 29; // the server takes them for 30
const TRY_EVERY_MS = 20000;

const box = document.querySelector("[data-waiting]");
const form = document.querySelector('form[action^="/volunteer/shifts/"]');
const thanks = document.querySelector("[data-thanks]");
const words = box.dataset;
let note = ""; // what is said besides how many wait
let again = null; // a refused answer that is in the form again

// The store on this device -------------------------------------------------

function asked(request) {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
}

function open() {
	const request = indexedDB.open("heard-volunteer", 1);
	request.onupgradeneeded = () => {
		const db = request.result;
		db.createObjectStore("key");
		db.createObjectStore("token", { keyPath: "token" });
		db.createObjectStore("queue", { keyPath: "token" });
	};
	return asked(request);
}

function all(db, store) {
	return asked(db.transaction(store).objectStore(store).getAll());
}

// Done only once it is on the disk.
function change(db, stores, fn) {
	return new Promise((resolve, reject) => {
		const t = db.transaction(stores, "readwrite",
			{ durability: "strict" });
		t.oncomplete = () => resolve();
		t.onabort = t.onerror = () => reject(t.error);
		fn(t);
	});
}

async function lock(db) {
	const found = await asked(
		db.transaction("key").objectStore("key").get("key"));
	if (found)
		return found;
	const key = await crypto.subtle.generateKey(
		{ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
	// Another tab may have been first: its key stays.
	await change(db, ["key"], (t) => t.objectStore("key").add(key, "key"))
		.catch(() => {});
	return asked(db.transaction("key").objectStore("key").get("key"));
}

async function sealed(key, text) {
	const iv = crypto.getRandomValues(new Uint8Array(12));
	const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key,
		new TextEncoder().encode(text));
	return { iv, data };
}

async function opened(key, item) {
	const text = await crypto.subtle.decrypt(
		{ name: "AES-GCM", iv: item.iv }, key, item.data);
	return new URLSearchParams(new TextDecoder().decode(text));
}

// Tokens -------------------------------------------------------------------

// The tokens of this page, once each, and none that is too old to be sent.
async function takeSpares(db) {
	const spares = document.querySelector("[data-spares]");
	const known = await all(db, "token");
	const now = Date.now();
	await change(db, ["token"], (t) => {
		const store = t.objectStore("token");
		for (const k of known)
			if (now - k.at > TOKEN_DAYS * DAY_MS)
				store.delete(k.token);
		for (const pair of spares?.dataset.spares.split(" ") ?? []) {
			const [token, code] = pair.split(":");
			if (!known.some((k) => k.token === token))
				store.add({ token, code, at: made(token), used: false,
					action: form.getAttribute("action") });
		}
	});
}

// A page out of the store brings tokens of the day on which it was made.
function made(token) {
	return parseInt(token.slice(16, 24), 16) * 60000;
}

async function spare(db) {
	const action = form.getAttribute("action");
	const path = (a) => a.split("?")[0];
	return (await all(db, "token")).find((k) => !k.used &&
		path(k.action) === path(action) &&
		Date.now() - k.at < TOKEN_DAYS * DAY_MS);
}

// Keeping ------------------------------------------------------------------

function today() {
	const d = new Date();
	const two = (n) => String(n).padStart(2, "0");
	return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
}

function saysSomething(body) {
	return [...form.elements].some((e) =>
		(e.name === "fft" && e.checked) ||
		(e.localName === "textarea" && e.value.trim() !== "")) ||
		!form.querySelector('[name="fft"], textarea') && [...body].length > 1;
}

async function keep(db, key) {
	const body = new URLSearchParams(new FormData(form));
	if (!saysSomething(body))
		return words.empty;
	const token = again ?? await spare(db);
	if (!token)
		return words.full;
	body.set("token", token.token);
	body.set("answered_on", today());
	const item = { token: token.token, action: form.getAttribute("action"),
		refused: false, ...await sealed(key, body.toString()) };
	await change(db, ["token", "queue"], (t) => {
		// Two tabs may have chosen the same: then this one is refused
		// whole, and its words stay in the form.
		if (again)
			t.objectStore("queue").put(item);
		else
			t.objectStore("queue").add(item);
		// The code was shown to who it belongs to; it does not stay.
		t.objectStore("token").put({ ...token, used: true, code: "" });
	});
	again = null;
	form.reset();
	for (const area of form.querySelectorAll("textarea"))
		area.dispatchEvent(new Event("input", { bubbles: true }));
	// In fours, for writing down.
	thanks.querySelector("[data-code]").textContent =
		token.code.replace(/(.{4})(?=.)/g, "$1 ");
	thanks.hidden = false;
	thanks.focus();
	return "";
}

// Sending ------------------------------------------------------------------

let busy = false;
let onceMore = false; // asked for while one was on its way

async function send(db, key) {
	if (busy) {
		onceMore = true;
		return;
	}
	busy = true;
	try {
		for (const item of await all(db, "queue")) {
			if (item.refused)
				continue;
			const answer = await fetch(item.action, { method: "POST",
				body: await opened(key, item), credentials: "omit" });
			const text = await answer.text();
			if (answer.ok && text.includes(`data-kept="${item.token}"`))
				await change(db, ["queue"], (t) =>
					t.objectStore("queue").delete(item.token));
			else if ([403, 404, 409, 422].includes(answer.status))
				await change(db, ["queue"], (t) =>
					t.objectStore("queue")
						.put({ ...item, refused: true }));
			else
				break; // busy, or something between us and the server
		}
	} catch {
		// No signal: everything stays where it is.
	} finally {
		busy = false;
	}
	await show(db, key);
	if (onceMore) {
		onceMore = false;
		await send(db, key);
	}
}

// What is said -------------------------------------------------------------

async function show(db, key) {
	const queue = await all(db, "queue");
	const refused = queue.filter((q) => q.refused);
	const n = queue.length - refused.length;
	const count = n === 0 ? words.none
		: n === 1 ? words.one : words.some.replace("%d", n);
	const status = box.querySelector("[data-status]");
	const line = [note, count, refused.length > 0 ? words.refused : ""]
		.filter(Boolean).join(" ");

	box.hidden = false;
	if (status.textContent !== line)
		status.textContent = line;
	box.querySelector("button")?.remove();
	if (refused.length === 0 || !form || again)
		return;
	const button = document.createElement("button");
	button.type = "button";
	button.className = "nhsuk-button nhsuk-button--secondary";
	button.textContent = words.again;
	button.onclick = () => lookAgain(db, key, refused[0]);
	box.append(button);
}

async function lookAgain(db, key, item) {
	const body = await opened(key, item);
	for (const e of form.elements) {
		if (!e.name || e.name === "token")
			continue;
		if (e.type === "radio" || e.type === "checkbox")
			e.checked = body.getAll(e.name).includes(e.value);
		else if (e.localName !== "button")
			e.value = body.get(e.name) ?? "";
	}
	const known = await all(db, "token");
	again = known.find((k) => k.token === item.token) ??
		{ token: item.token, code: "", at: Date.now(), used: true };
	thanks.hidden = true;
	await show(db, key);
	form.querySelector("input:not([type=hidden]), textarea")?.focus();
}

// The page itself, for when it is opened again without a signal.
async function keepPage() {
	if (!("serviceWorker" in navigator) || !form)
		return;
	await navigator.serviceWorker.register("/volunteer/worker.js");
	const cache = await caches.open("heard-volunteer");
	const page = await fetch(location.href);
	if (!page.ok || page.redirected)
		return;
	await cache.put(location.href, page);
	const parts = performance.getEntriesByType("resource").map((e) => e.name)
		.filter((u) => new URL(u).pathname.startsWith("/assets/"));
	for (const part of new Set(parts))
		await cache.add(part);
}

async function start() {
	// Without these the form is sent as any other, while there is a signal.
	if (!window.isSecureContext || !window.indexedDB || !crypto.subtle)
		return;
	const db = await open();
	const key = await lock(db);

	await takeSpares(db);
	form?.addEventListener("submit", async (event) => {
		event.preventDefault();
		try {
			note = await keep(db, key);
		} catch {
			note = words.failed;
		}
		await show(db, key);
		if (note)
			box.scrollIntoView();
		await send(db, key);
	});
	addEventListener("online", () => send(db, key));
	setInterval(() => send(db, key), TRY_EVERY_MS);
	await send(db, key);
	await keepPage().catch(() => {});
	document.body.dataset.offlineReady = "yes";
}

start();
