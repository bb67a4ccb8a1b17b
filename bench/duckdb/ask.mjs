// The rows and questions of bench/cube.c asked of DuckDB, in one thread:
//
//	node ask.mjs FOLDER
//
// reads cube.csv and cube.sql and prints for each question the milliseconds of
// the processor, the least of five. Only make bench-duckdb fetches the library.
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const folder = process.argv[2];
const db = await DuckDBInstance.create(':memory:', { threads: '1' });
const c = await db.connect();

await c.run(`CREATE TABLE r AS SELECT * FROM read_csv('${folder}/cube.csv',
	header = false, columns = { key: 'UTINYINT', team: 'USMALLINT',
	day: 'USMALLINT', id: 'UINTEGER', month: 'INTEGER', age: 'UTINYINT',
	eth: 'UTINYINT', answer: 'UTINYINT', themes: 'BIGINT' })
	ORDER BY key, team, day`);
for (const q of readFileSync(`${folder}/cube.sql`, 'utf8').trim().split('\n')) {
	let least = Infinity;

	for (let i = 0; i < 5; i++) {
		const before = process.cpuUsage();
		await c.runAndReadAll(q);
		const used = process.cpuUsage(before);
		least = Math.min(least, (used.user + used.system) / 1000);
	}
	console.log(least.toFixed(3));
}
