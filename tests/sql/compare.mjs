// The exported text, and how its tables are held against a count.
import { readFileSync } from "node:fs";

export const exportSql = readFileSync(new URL("../../docs/cohort-export.sql", import.meta.url), "utf8");

const columns = {
  customers: [
    "year",
    "new_customers",
    "revenue_per_new",
    "existing_customers",
    "revenue_per_existing",
    "churned_customers",
    "revenue_per_churned",
  ],
  retention: ["cohort", "age", "customers"],
};

/**
 * What differs between two result tables and a count, a sentence each. Numbers of customers must be equal, revenue per customer to
 * 1e-9 of it: databases add doubles up in an order of their own.
 */
export function differences(tables, expected) {
  if (tables.length !== 2) return [`${tables.length} tables instead of 2`];
  return ["customers", "retention"].flatMap((name, index) => tableDifferences(name, tables[index], expected[name]));
}

function tableDifferences(name, table, expected) {
  if (table.columns.join() !== columns[name].join()) return [`${name}: columns ${table.columns}`];
  if (table.length !== expected.length) return [`${name}: ${table.length} rows instead of ${expected.length}`];
  return expected.flatMap((row, index) =>
    columns[name]
      .filter((column) => !agrees(column, table[index][column], row[column]))
      .map((column) => `${name}, row ${index + 1}, ${column}: ${table[index][column]} instead of ${row[column]}`),
  );
}

function agrees(column, got, expected) {
  if (!column.startsWith("revenue") || got === null || expected === null) return got === expected;
  return Math.abs(got - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
}
