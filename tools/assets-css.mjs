// Makes what sass wrote smaller, and turns it over for right-to-left pages:
//	node tools/assets-css.mjs IN.css OUT.css OUT-rtl.css
// Neighbouring blocks of the same media query become one, and rules for class
// names that no page of Heard can have are left out.
import { readFileSync, writeFileSync } from "node:fs";
import postcss from "postcss";
import rtlcss from "rtlcss";

// Parts of the design system that src/web/component*.h does not offer, and
// names that it keeps only for pages written for its earlier versions.
const unused = [
	/\.nhsuk-(hero|expander|search-input|image|code|u-static-|contents-list)/,
	/\.nhsuk-(button--(brand|login)|frontend-not-supported)/,
	/\.nhsuk-[a-z_-]+--reverse/,
	/\.nhsuk-[a-z_-]*(grey-panel|care-card|review-date|promo)/,
];
const isUnused = (selector) => unused.some((re) => re.test(selector));

const prune = (root) => {
	root.walkRules((rule) => {
		const kept = rule.selectors.filter((s) => !isUnused(s));
		if (kept.length === 0) rule.remove();
		else rule.selectors = kept;
	});
	root.walkAtRules((at) => {
		if (at.nodes && at.nodes.length === 0) at.remove();
	});
};

// Only neighbours: the order of rules keeps its meaning.
const merge = (root) => {
	root.each((node) => {
		for (let next = node.next(); ; next = node.next()) {
			const same = next && node.type === "atrule" &&
				next.type === "atrule" && node.name === next.name &&
				node.params === next.params && node.name === "media";
			if (!same) break;
			node.append(next.nodes);
			next.remove();
		}
	});
};

// What only Internet Explorer asks for is left out of the queries.
const modern = (root) => {
	root.walkAtRules("media", (at) => {
		at.params = at.params.split(",")
			.filter((q) => !q.includes("-ms-high-contrast")).join(",");
		if (at.params === "") at.remove();
	});
};

const [from, to, toRtl] = process.argv.slice(2);
const root = postcss.parse(readFileSync(from, "utf8").replace(/^\uFEFF/, ""));
prune(root);
modern(root);
merge(root);
writeFileSync(to, root.toString());
writeFileSync(toRtl, rtlcss.process(root.toString()));
