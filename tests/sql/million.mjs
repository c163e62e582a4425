// node million.mjs [rows]: the export over a million rows on both databases, timed, and compared with the direct count.
import { performance } from "node:perf_hooks";
import { differences, exportSql } from "./compare.mjs";
import { runOnDuckdb, runOnSqlite } from "./engines.mjs";
import { countDirectly, makeLog } from "./log.mjs";

const size = Number(process.argv[2] ?? 1_000_000);
const rows = makeLog({ rows: size, seed: 1 });
const customers = new Set(rows.map((row) => row.customer)).size;
console.log(`${rows.length} transactions of ${customers} customers`);
const expected = countDirectly(rows);

for (const [name, run] of [["SQLite (sql.js)", runOnSqlite], ["DuckDB", runOnDuckdb]]) {
  const moments = { start: performance.now() };
  const tables = await run(exportSql, rows, { watch: (what) => (moments[what] = performance.now()) });
  const seconds = (from, to) => `${((moments[to] - moments[from]) / 1000).toFixed(1)} s`;
  console.log(`${name}: loading ${seconds("start", "loaded")}, both tables ${seconds("loaded", "done")}`);
  const wrong = differences(tables, expected);
  console.log(wrong.length === 0 ? "  equals the direct count" : wrong.join("\n"));
  if (wrong.length > 0) process.exitCode = 1;
}
