// docs/cohort-export.sql, the very text, on SQLite and DuckDB.
import assert from "node:assert/strict";
import test from "node:test";
import { differences, exportSql } from "./compare.mjs";
import { runOnDuckdb, runOnSqlite, toCsv } from "./engines.mjs";
import { countDirectly, makeLog } from "./log.mjs";

/** Both tables from both databases, which must agree with each other and with the direct count. */
async function checked(rows, { sql = exportSql, years, date } = {}) {
  const onSqlite = await runOnSqlite(sql, rows);
  const onDuckdb = await runOnDuckdb(sql, rows, { date });
  const [customers, retention] = onDuckdb;
  assert.deepEqual(differences(onSqlite, { customers, retention }), [], "SQLite against DuckDB");
  assert.deepEqual(differences(onSqlite, countDirectly(rows, years)), [], "SQLite against the direct count");
  assert.deepEqual(differences(onDuckdb, countDirectly(rows, years)), [], "DuckDB against the direct count");
  return onSqlite;
}

/** Rows from lines such as "ann 2020-05-01 100". */
const rowsOf = (...lines) =>
  lines.map((line) => {
    const [customer, date, amount] = line.split(" ");
    return { customer, date, amount: Number(amount) };
  });

/** The text with years typed, as its user would: in both statements. */
function withYears(first, last) {
  const typed = exportSql
    .replaceAll("CAST(NULL AS integer) AS first_complete_year", `CAST(${first} AS integer) AS first_complete_year`)
    .replaceAll("CAST(NULL AS integer) AS last_complete_year", `CAST(${last} AS integer) AS last_complete_year`);
  assert.equal(typed.split(`CAST(${first} AS integer) AS first_complete_year`).length, 3);
  return typed;
}

const byHand = rowsOf(
  "ann 2020-01-01 100", // there in the first year: nobody knows since when
  "ann 2021-03-01 110",
  "ann 2022-03-01 120",
  "bob 2020-06-01 50", // leaves in 2021, won again in 2022, stays in 2023
  "bob 2022-06-01 60",
  "bob 2023-06-01 75",
  "cat 2021-02-01 30", // won in 2021 with 30 + 25 − 5, stays, leaves in 2023
  "cat 2021-02-01 25",
  "cat 2021-12-31 -5",
  "cat 2022-01-01 41",
  "dan 2021-07-01 20", // won in 2021, leaves in 2022
  "eve 2023-12-31 7",
  "eve 2024-02-01 9", // 2024 is not complete
);

test("a log of five customers gives what one counts by hand", async () => {
  const [customers, retention] = await checked(byHand);
  assert.deepEqual(customers, [
    // new: cat 50 and dan 20; before: ann and bob; stayed: ann 110; left: bob, who brought 50 in 2020
    line(2021, [2, 35], [2, 110], [1, 50]),
    // new: bob again; before: ann, cat, dan; stayed: ann 120 and cat 41; left: dan 20
    line(2022, [1, 60], [3, 80.5], [1, 20]),
    // new: eve; before: ann, bob, cat; stayed: bob 75; left: ann 120 and cat 41
    line(2023, [1, 7], [3, 75], [2, 80.5]),
  ]);
  assert.deepEqual(
    retention.map(({ cohort, age, customers: left }) => [cohort, age, left]),
    [[2021, 0, 2], [2021, 1, 1], [2021, 2, 0], [2022, 0, 1], [2022, 1, 1], [2023, 0, 1]],
  );
});

/** A row of the customers table from pairs of customers and revenue per customer. */
function line(year, ...pairs) {
  const [new_customers, revenue_per_new, existing_customers, revenue_per_existing, churned_customers, revenue_per_churned] = pairs.flat();
  return { year, new_customers, revenue_per_new, existing_customers, revenue_per_existing, churned_customers, revenue_per_churned };
}

test("a hundred thousand transactions", async () => {
  const rows = makeLog({ rows: 100_000, seed: 20 });
  assert.equal(rows.length, 100_000);
  const [customers, retention] = await checked(rows);
  // 2017 only says who was there before 2018; the log ends in March 2025.
  assert.deepEqual(customers.map((row) => row.year), [2018, 2019, 2020, 2021, 2022, 2023, 2024]);
  assert.equal(retention.length, (7 * 8) / 2);
  assert.ok(customers.every((row) => row.new_customers > 100 && row.churned_customers > 100), "a log worth testing with");
  for (const [index, row] of customers.entries()) {
    const won = retention.filter(({ cohort }) => cohort === row.year);
    assert.equal(won[0].customers, row.new_customers, "age 0 of a cohort is the new customers of its year");
    assert.ok(won.every(({ customers: left }, age) => age === 0 || left <= won[age - 1].customers), "survivors never rise");
    if (index === 0) continue;
    const before = customers[index - 1];
    const closing = before.existing_customers + before.new_customers - before.churned_customers;
    assert.equal(row.existing_customers, closing, "the year opens with those with whom the year before closed");
  }
});

test("many small logs, in which everything happens", async () => {
  for (let seed = 1; seed <= 25; seed++) {
    await checked(makeLog({ rows: 3 * seed, seed, firstYear: 2019, lastYear: 2022 }));
  }
});

// The same letter é twice, in one code point and in two: two customers, as in any database.
const oddNames = ["O'Neill", 'say "hi"', "a;b", "a,b", "--x", "NULL", "0", " ann", "ann", "Ann", "Žižka", "顧客", "👩‍👧", "e\u0301", "\u00e9"];

const odd = {
  "no transactions": [],
  "one transaction": rowsOf("ann 2021-05-05 10"),
  "only one year": rowsOf("ann 2021-01-01 10", "bob 2021-12-31 10"),
  "one customer for three years": rowsOf("ann 2021-01-01 10", "ann 2022-06-01 11", "ann 2023-12-31 12"),
  "everybody leaves": rowsOf("ann 2020-01-01 10", "bob 2021-02-01 10", "cat 2022-12-31 10"),
  "years with nobody": rowsOf("ann 2018-01-02 10", "bob 2019-04-01 10", "ann 2022-04-01 20", "bob 2023-12-30 10"),
  "back after one year, and again": rowsOf("ann 2018-01-02 1", "ann 2019-01-02 2", "ann 2021-01-02 3", "ann 2023-12-30 4"),
  "several purchases a day": rowsOf("ann 2020-01-01 10", "ann 2021-05-05 10", "ann 2021-05-05 10", "bob 2021-12-31 5", "bob 2021-12-31 5"),
  "a year of refunds alone": rowsOf("ann 2020-01-01 10", "bob 2021-05-05 -30", "ann 2021-12-31 -10", "bob 2022-12-31 4"),
  "revenue that cancels out is 0, not empty": rowsOf("ann 2020-01-01 10", "bob 2021-05-05 30", "bob 2021-12-31 -30"),
  "the last and the first day of a year": rowsOf(
    "ann 2020-12-31 1",
    "ann 2020-01-01 1",
    "bob 2021-01-01 2",
    "bob 2021-12-31 2",
    "ann 2022-01-01 4",
    "cat 2022-12-31 5",
  ),
  "29 February": rowsOf("ann 2020-02-29 1", "ann 2020-01-03 1", "bob 2021-02-28 1", "bob 2024-02-29 7", "ann 2024-12-29 1"),
  "names that look like something else": oddNames.flatMap((customer, index) => [
    { customer, date: `${2020 + (index % 2)}-01-0${1 + (index % 7)}`, amount: index },
    { customer, date: `2022-12-${10 + index}`, amount: 2 * index },
    { customer, date: "2023-12-31", amount: 1 },
  ]),
};

for (const [name, rows] of Object.entries(odd)) {
  test(`odd log: ${name}`, async () => {
    await checked(rows);
  });
}

test("rows without a customer or a date are left out, also where blank cells came as empty texts", async () => {
  const whole = rowsOf("ann 2020-01-01 10", "bob 2021-05-05 30", "bob 2022-12-31 30");
  const expected = await checked(whole);
  for (const blank of [null, ""]) {
    const rows = [
      ...whole,
      { customer: blank, date: "2021-05-05", amount: 1000 },
      { customer: "ann", date: blank, amount: 1000 },
      { customer: "bob", date: blank, amount: 1000 },
    ];
    assert.deepEqual(await checked(rows, { date: "VARCHAR" }), expected);
  }
});

test("one year alone gives two tables without rows, with their headers", async () => {
  const tables = await checked(odd["only one year"]);
  assert.deepEqual(tables.map(toCsv), [
    "year,new_customers,revenue_per_new,existing_customers,revenue_per_existing,churned_customers,revenue_per_churned\n",
    "cohort,age,customers\n",
  ]);
});

test("no customers to divide by leave an empty cell, nobody left is a 0", async () => {
  const [customers, retention] = await checked(odd["years with nobody"]);
  assert.equal(
    toCsv(customers).split("\n").slice(1).join("\n"),
    ["2019,1,10,1,,1,10", "2020,0,,1,,1,10", "2021,0,,0,,0,", "2022,1,20,0,,0,", "2023,1,10,1,,1,20", ""].join("\n"),
  );
  assert.equal(retention.length, (5 * 6) / 2);
  assert.deepEqual(
    retention.filter(({ cohort }) => cohort === 2020),
    [0, 1, 2, 3].map((age) => ({ cohort: 2020, age, customers: 0 })),
  );
});

test("a year counts as complete when the log reaches its first or last week", async () => {
  const years = async (first, last) => {
    const [customers] = await checked(rowsOf(`ann ${first} 1`, "bob 2020-06-01 1", "bob 2021-06-01 1", `ann ${last} 1`));
    return customers.map((row) => row.year);
  };
  assert.deepEqual(await years("2019-01-07", "2022-12-25"), [2020, 2021, 2022]);
  assert.deepEqual(await years("2019-01-08", "2022-12-25"), [2021, 2022]);
  assert.deepEqual(await years("2019-01-07", "2022-12-24"), [2020, 2021]);
});

test("typed years overrule the derived ones", async () => {
  const rows = makeLog({ rows: 3000, seed: 7 });
  const [customers] = await checked(rows, { sql: withYears(2019, 2022), years: { firstYear: 2019, lastYear: 2022 } });
  assert.deepEqual(customers.map((row) => row.year), [2020, 2021, 2022]);
});

test("the year before a company began makes all its first customers new", async () => {
  const [customers] = await checked(byHand, { sql: withYears(2019, 2023), years: { firstYear: 2019, lastYear: 2023 } });
  assert.deepEqual(customers[0], line(2020, [2, 75], [0, null], [0, null]));
});

test("dates and amounts of other types give the same tables", async () => {
  const rows = makeLog({ rows: 2000, seed: 3 }).map((row) => ({ ...row, amount: Math.round(row.amount) }));
  const expected = countDirectly(rows);
  for (const date of ["DATE", "TIMESTAMP", "VARCHAR"]) {
    for (const amount of ["DOUBLE", "DECIMAL(12,2)", "BIGINT"]) {
      assert.deepEqual(differences(await runOnDuckdb(exportSql, rows, { date, amount }), expected), [], `${date}, ${amount}`);
    }
  }
  assert.deepEqual(differences(await runOnSqlite(exportSql, rows, { amount: "INTEGER" }), expected), []);
});

test("both statements derive the years alike, and no comment holds a semicolon", () => {
  const [customers, retention, rest] = exportSql.split(";");
  assert.equal(rest.trim(), "");
  const head = (statement) => statement.slice(statement.indexOf("WITH RECURSIVE"), statement.indexOf("\nactive AS ("));
  assert.ok(head(customers).length > 1000);
  assert.equal(head(customers), head(retention));
});
