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
