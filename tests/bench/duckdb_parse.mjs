// Parses observations.csv with DuckDB, its types given, and prints what that
// took as one JSON line. Every cell is parsed: an aggregate of each column is
// asked for. Nothing is checked, sorted or kept.
//
//     node duckdb_parse.mjs FILE
import { DuckDBInstance } from '@duckdb/node-api';

const quoted = process.argv[2].replaceAll("'", "''");
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
const began = performance.now();
const reader = await connection.runAndReadAll(`
  SELECT count(*), max(measure), max(force), max(period_end), max(period_months),
         sum(numerator), sum(denominator), max(status), max(standard_error)
  FROM read_csv('${quoted}', header = true, columns = {
    'measure': 'VARCHAR', 'force': 'VARCHAR', 'period_end': 'DATE', 'period_months': 'SMALLINT',
    'numerator': 'BIGINT', 'denominator': 'BIGINT', 'status': 'VARCHAR',
    'standard_error': 'DOUBLE'})`);
const seconds = (performance.now() - began) / 1000;
const rows = Number(reader.getRows()[0][0]);
console.log(JSON.stringify({ rows, seconds, peak_bytes: process.resourceUsage().maxRSS * 1024 }));
connection.closeSync();
