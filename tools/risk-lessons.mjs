#!/usr/bin/env node
// What the model of risk learns from, as lines for `heard risk train`: our
// sentences, the dangerous ones eight times and the harmless ones three times,
// and 9,000 sentences of ordinary comments in which the lexicon finds nothing.
// The same files give the same lines.
//
//	tools/risk-lessons.mjs HEARD SENTENCES.tsv COMMENTS.csv…
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const ORDINARY = 9000;
const [heard, sentences, ...files] = process.argv.slice(2);

// The column "text" of a file of comma-separated values.
function texts(path) {
	const rows = [[]];
	const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/gy;
	const all = readFileSync(path, "utf8");
	for (let m; cell.lastIndex < all.length && (m = cell.exec(all)); ) {
		const raw = m[1];
		rows.at(-1).push(raw[0] === '"' ?
			raw.slice(1, -1).replaceAll('""', '"') : raw);
		if (m[2] !== ",")
			rows.push([]);
	}
	const at = rows[0].indexOf("text");
	return rows.slice(1).map((r) => r[at] ?? "").filter((t) => t !== "");
}

// FNV-1a: which sentences are taken is chance, but the same each time.
function hash(s) {
	let h = 2166136261;
	for (const c of Buffer.from(s))
		h = Math.imul(h ^ c, 16777619) >>> 0;
	return h;
}

const all = files.flatMap(texts).map((t) => t.replace(/\s+/g, " ").trim());
const found = execFileSync(heard, ["risk"], {
	input: all.map((text) => JSON.stringify({ text })).join("\n") + "\n",
	maxBuffer: 1 << 28,
}).toString().trim().split("\n").map((line) => JSON.parse(line));
const ordinary = new Set();
all.forEach((text, i) => {
	if (found[i].categories.length === 0)
		for (const s of text.split(/(?<=[.!?])\s+/))
			if (s.split(" ").length >= 3)
				ordinary.add(s);
});
const ours = readFileSync(sentences, "utf8").split("\n")
	.filter((l) => /^[01]\t/.test(l));
const lines = [
	...ours.flatMap((l) => Array(l[0] === "1" ? 8 : 3).fill(l)),
	...[...ordinary].sort((a, b) => hash(a) - hash(b) || (a < b ? -1 : 1))
		.slice(0, ORDINARY).map((s) => `0\t${s}`),
];
process.stdout.write(lines.join("\n") + "\n");
