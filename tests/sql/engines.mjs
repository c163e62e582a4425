// The export run on two databases. Both give the result tables of a text of several statements as arrays of plain objects;
// as in d3, each array knows its `columns`, so that a table without rows still has a header.
import { DOUBLE, DuckDBDataChunk, DuckDBInstance, VARCHAR } from "@duckdb/node-api";
import initSqlJs from "sql.js";

const rowsPerChunk = 2048; // what DuckDB calls a vector

/**
 * The result tables of `sqlText` over a table `transactions` that holds `rows` ({customer, date, amount}).
 * `amount` is the type of that column; `watch` is called with "loaded" and "done".
 */
export async function runOnSqlite(sqlText, rows, { amount = "REAL", watch = () => {} } = {}) {
  const { Database } = await initSqlJs();
  const database = new Database();
  try {
    database.run(`CREATE TABLE transactions(customer TEXT, date TEXT, amount ${amount}); BEGIN`);
    const insert = database.prepare("INSERT INTO transactions VALUES (?, ?, ?)");
    for (const row of rows) insert.run([row.customer, row.date, row.amount]);
    insert.free();
    database.run("COMMIT");
    watch("loaded");
    const tables = [];
    for (const statement of database.iterateStatements(sqlText)) {
      const table = emptyTable(statement.getColumnNames());
      while (statement.step()) table.push(statement.getAsObject());
      tables.push(table);
    }
    watch("done");
    return tables;
  } finally {
    database.close();
  }
}

/** The same on DuckDB, where dates have a type too: DATE, TIMESTAMP or VARCHAR. */
export async function runOnDuckdb(sqlText, rows, { date = "DATE", amount = "DOUBLE", watch = () => {} } = {}) {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await append(connection, rows);
    await connection.run(
      `CREATE TABLE transactions AS SELECT customer, CAST(date AS ${date}) AS date, CAST(amount AS ${amount}) AS amount FROM texts`,
    );
    watch("loaded");
    const tables = [];
    const statements = await connection.extractStatements(sqlText);
    for (let i = 0; i < statements.count; i++) {
      const reader = await (await statements.prepare(i)).runAndReadAll();
      const table = emptyTable(reader.columnNames());
      table.push(...reader.getRowObjectsJS().map(withoutBigInts));
      tables.push(table);
    }
    watch("done");
    return tables;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** A table as CSV with a header line; NULL is an empty cell. Every cell is a number, so nothing needs quotes. */
export function toCsv(table) {
  const lines = table.map((row) => table.columns.map((column) => row[column] ?? "").join(","));
  return [table.columns.join(","), ...lines].map((line) => `${line}\n`).join("");
}

async function append(connection, rows) {
  await connection.run("CREATE TEMP TABLE texts(customer VARCHAR, date VARCHAR, amount DOUBLE)");
  const appender = await connection.createAppender("texts");
  for (let start = 0; start < rows.length; start += rowsPerChunk) {
    const part = rows.slice(start, start + rowsPerChunk);
    const chunk = DuckDBDataChunk.create([VARCHAR, VARCHAR, DOUBLE]);
    chunk.setColumns([part.map((row) => row.customer), part.map((row) => row.date), part.map((row) => row.amount)]);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** Counts are 64 bits wide in DuckDB; those of customers fit a number. */
const withoutBigInts = (row) =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [key, typeof value === "bigint" ? Number(value) : value]));

function emptyTable(columns) {
  // Not enumerable: two tables are equal when their rows are.
  return Object.defineProperty([], "columns", { value: columns });
}
