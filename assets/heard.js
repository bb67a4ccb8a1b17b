// heard.js: what a page gains where scripts run. Every page works without it.
// nhsuk-frontend's components start only where the body says that they may;
// its template does that with an inline script, which our page policy forbids.
import { initAll } from "./nhsuk.js";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
// The scripted box for files has a name that differs from its words (WCAG
// 2.5.3); the browser's own has not.
for (const box of document.querySelectorAll('[data-module="nhsuk-file-upload"]'))
	box.removeAttribute("data-module");
initAll();

// A staff form keeps what is typed, so that a closed window loses nothing. What
// is kept is for its author alone and saved as a record only by the button.
const DRAFT_WAIT_MS = 3000;

for (const form of document.querySelectorAll("form[data-draft]")) {
	const said = form.querySelector("[data-said]");
	let timer = 0;

	const keep = async () => {
		const body = new URLSearchParams(new FormData(form));
		body.set("quiet", "1");
		try {
			const answer = await fetch(form.dataset.draft, {
				method: "POST",
				body,
				redirect: "manual",
			});
			// A kept draft answers by sending the browser on.
			if (said && answer.type === "opaqueredirect")
				said.textContent = said.dataset.said;
		} catch {
			// No network: the words stay on the page, and the next
			// keystroke tries again.
		}
	};
	form.addEventListener("input", () => {
		clearTimeout(timer);
		if (said)
			said.textContent = "";
		timer = setTimeout(keep, DRAFT_WAIT_MS);
	});
	// A draft that arrived after the record was saved would haunt its author.
	form.addEventListener("submit", () => clearTimeout(timer));
}

// A volunteer's page keeps answers while there is no signal.
if (document.querySelector("[data-waiting]"))
	import("./offline.js");
