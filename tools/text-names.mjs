// Writes the list of names and common words that redaction reads
// (src/text/names.h says the format):
//	node tools/text-names.mjs WORDS HAND OUT
// WORDS is the British English word list of Debian's wbritish, HAND what we
// know besides (assets/text/names.txt). Names come from
// three packages of npm: @faker-js/faker (first names and surnames of some
// seventy languages and countries), humannames and @cspell/dict-people-names.
// Only Latin letters: what another script calls a name is no word of its own
// there, and a list without a dictionary beside it would take too much out.
import { readFileSync, writeFileSync } from 'node:fs';
import { allFakers } from '@faker-js/faker';

const FIRST = 1, ENGLISH = 2, LAST = 4, NAME = 8, WORD = 16, PROPER = 32;
const hand = { place: 64, never: 128, role: 256, title: 512, formal: 1024,
	function: 2048, site: 4096, season: 8192, first: FIRST | ENGLISH | NAME,
	last: LAST | NAME,
	mostly: FIRST | ENGLISH | NAME | 65536 };
const BLOCK = 32;
const flags = new Map();

// As base/fold.h folds: small letters without accents.
const pairs = { æ: 'ae', œ: 'oe', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd',
	þ: 'th', ı: 'i', ħ: 'h' };
const fold = (s) => s.toLowerCase().normalize('NFD')
	.replace(/[\u0300-\u036f]/g, '').replace(/[’ʼ`]/g, "'")
	.replace(/[æœßøłđðþıħ]/g, (c) => pairs[c]);

function add(text, flag)
{
	for (const w of fold(text).split(/[\s.-]+/)) {
		const plain = w.replaceAll("'", '');

		if (/^[a-z]{1,20}$/.test(plain))
			flags.set(plain, (flags.get(plain) ?? 0) | flag);
	}
}

function words(path, each)
{
	for (const line of readFileSync(path, 'utf8').split('\n'))
		if (line !== '' && !line.startsWith('#'))
			each(line.replace(/ #.*$/, '').trim());
}

const all = (v) => v === undefined ? [] : Object.values(v).flat();

for (const [locale, faker] of Object.entries(allFakers)) {
	const person = faker.rawDefinitions.person ?? {};
	const english = /^en/.test(locale) ? ENGLISH : 0;

	for (const n of all(person.first_name))
		add(n, FIRST | NAME | english);
	for (const n of all(person.last_name))
		add(n, LAST | NAME);
}
words('node_modules/humannames/list.txt', (w) => add(w, NAME));
words('node_modules/@cspell/dict-people-names/dict/people-names.txt',
	(w) => add(w, NAME));
words(process.argv[2], (w) => {
	const possessive = w.endsWith("'s") ? w.slice(0, -2) : w;
	const capital = possessive !== possessive.toLowerCase();

	if (w === possessive || !flags.has(fold(possessive)))
		add(possessive, capital ? PROPER : WORD);
});

let section = 0;

for (const line of readFileSync(process.argv[3], 'utf8').split('\n')) {
	if (/^(#|$)/.test(line))
		continue;
	const head = /^(\w+):/.exec(line);

	if (head !== null && hand[head[1]] === undefined)
		throw new Error(`no such section: ${line}`);
	if (head !== null)
		section = hand[head[1]];
	else
		add(line, section);
}

// A name first of all: "john" is in the dictionary, and nobody means that.
for (const [w, f] of flags)
	if (f & 65536)
		flags.set(w, f & 65535 & ~WORD);

// Entries in order; each block of 32 begins with a whole word, the others say
// how many letters they share with the one before.
const list = [...flags.keys()].sort();
const out = [], starts = [];
let size = 0, before = '';

list.forEach((w, i) => {
	let shared = 0;

	if (i % BLOCK === 0)
		starts.push(size);
	else
		while (shared < 15 && shared < w.length && w[shared] === before[shared])
			shared++;
	const rest = Buffer.from(w.slice(shared));
	const long = rest.length >= 15;
	const entry = Buffer.from([(shared << 4) | (long ? 15 : rest.length),
		...long ? [rest.length] : [], flags.get(w) & 255, flags.get(w) >> 8,
		...rest]);

	out.push(entry);
	size += entry.length;
	before = w;
});
const head = Buffer.alloc(12 + 4 * starts.length);

head.write('HNM1', 0, 'latin1');
head.writeUInt32LE(list.length, 4);
head.writeUInt32LE(starts.length, 8);
starts.forEach((at, i) => head.writeUInt32LE(at, 12 + 4 * i));
writeFileSync(process.argv[4], Buffer.concat([head, ...out]));
