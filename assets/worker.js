// worker.js: shows the page of a volunteer's shift when there is no signal, as
// offline.js put it aside. It keeps nothing by itself and holds no answers.
const CACHE = "heard-volunteer";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) =>
	event.waitUntil(self.clients.claim()));

async function kept(request) {
	const cache = await caches.open(CACHE);
	return cache.match(request, { ignoreVary: true });
}

async function page(request) {
	try {
		return await fetch(request);
	} catch (failed) {
		const found = await kept(request);
		if (found)
			return found;
		throw failed;
	}
}

async function part(request) {
	return await kept(request) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
	const { request } = event;
	const url = new URL(request.url);

	if (request.method !== "GET" || url.origin !== self.location.origin)
		return;
	if (url.pathname.startsWith("/assets/"))
		event.respondWith(part(request));
	else if (request.mode === "navigate" &&
		url.pathname.startsWith("/volunteer/shifts/"))
		event.respondWith(page(request));
});
