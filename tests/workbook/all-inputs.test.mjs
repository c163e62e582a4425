// Every number of the sheets of inputs at once, changed in the workbook and in the plan file alike.

import assert from "node:assert/strict";
import test from "node:test";
import { Book } from "./book.mjs";
import { differences, errors } from "./compare.mjs";
import { recalculate } from "./office.mjs";
import { set } from "./places.mjs";
import { enteredYearsOnly, evaluate, example, workbook } from "./plans.mjs";

/** Whole numbers and what is a part of a whole are left for other tests. */
const LEFT = /^(active_scenario|settings\.horizon|survey\.factor|segments\.\d+\.(band|score)\.\d+)$/;

/** A number near `value` that the place accepts; the same for the same count. */
function near(place, value, count) {
  const factor = 1 + 0.02 * Math.sin(count + 1);
  if (/start_year$/.test(place)) return (value % 3) + 1;
  if (/phase_in\.\d+$/.test(place)) return Math.min(1, value * 0.98);
  if (/scores\.\d+\.today$/.test(place)) return Math.min(10, value * factor);
  if (/gross_margin|churn_timing|retention_|causal_share/.test(place)) return Math.min(1, value * factor);
  if (value === 0) return /conversion$/.test(place) ? 0.003 : 0.01;
  return value * factor;
}

/** What is typed into an empty cell. */
function typed(place) {
  if (/driver\.(retention|.*growth)$/.test(place)) return place.endsWith("retention") ? 0.87 : 0.013;
  if (/driver\.(opening|new)/.test(place)) return 2345;
  if (/driver\./.test(place)) return 321;
  if (/conversion$/.test(place)) return 0.004;
  if (/weight/.test(place)) return 1.7;
  return 50_000;
}

/** Column and calendar year of the entered years. */
function years(book) {
  const heads = [...book.sheets.get("Inputs")].filter(([address, cell]) => /^[G-Z]3$/.test(address) && cell.value !== "");
  const entered = ([address]) => book.value("Inputs", address.replace("3", "4")) === "entered";
  return heads.filter(entered).map(([address, cell]) => [address.replace("3", ""), cell.value]);
}

/** The rows of the sheet of inputs: place and row number. */
function rows(book) {
  const places = [...book.sheets.get("Inputs")].filter(([address]) => /^D\d+$/.test(address) && Number(address.slice(1)) > 4);
  return places.map(([address, cell]) => [cell.value, address.slice(1)]).filter(([place]) => place !== "" && !LEFT.test(place));
}

/** Changes everything on the sheet of inputs and returns how many numbers that were. */
function changeInputs(file, book, { fill }) {
  let count = 0;
  const change = (place, address, at) => {
    const value = book.value("Inputs", address);
    if (typeof value !== "number" && (value !== "" || !fill || /survey_weight|scores/.test(place))) return;
    const changed = value === "" ? typed(place) : near(place, value, count);
    count += 1;
    book.write("Inputs", address, changed);
    set(file.plan, place, changed, at);
  };
  for (const [place, row] of rows(book)) {
    if (!place.includes("{year}")) change(place, `C${row}`);
    else for (const [column, year] of years(book)) change(place, `${column}${row}`, { year });
  }
  return count;
}

/** Changes what a scenario changes. */
function changeScenario(file, book, number, entries) {
  const scenario = file.plan.scenarios[number - 2];
  for (const [place, value] of entries) {
    book.write("Scenarios", `${book.column("Scenarios", 4, number)}${book.row("Scenarios", place)}`, value);
    set(file.plan, place, value, { scenario });
  }
}

function compared(file, book) {
  const calculated = new Book(recalculate(book.bytes()));
  assert.deepEqual(errors(calculated), []);
  assert.deepEqual(differences(calculated, file.plan, evaluate(file)), []);
}

test("every number of the inputs is live", () => {
  for (const make of [example, enteredYearsOnly]) {
    for (const fill of [false, true]) {
      const file = make();
      const book = workbook(file);
      assert.ok(changeInputs(file, book, { fill }) > 100);
      compared(file, book);
    }
  }
});

test("everything that a scenario changes is live", () => {
  const file = example();
  const book = workbook(file);
  const [subscriptions, services] = file.plan.segments;
  const [first, second, third] = file.plan.stages;
  const [initiative, other] = file.plan.initiatives;
  const at = "scenarios.{id}";
  changeScenario(file, book, 2, [
    [`${at}.initiatives.${initiative.id}`, 0],
    [`${at}.initiatives.${file.plan.initiatives.at(-1).id}`, 1],
    [`${at}.initiatives.${other.id}`, 1],
    [`${at}.points_by_hand.${third.id}`, 0.4],
    [`${at}.cost_to_serve`, 0.05],
    [`${at}.overrides.causal_share`, 0.61],
    [`${at}.overrides.end_points.spend_ratio`, 2.1],
    [`${at}.overrides.end_points.retention_poorest`, 0.4],
    [`${at}.overrides.end_points.retention_best`, 0.8],
    ...[0.3, 0.6, 0.95].map((share, index) => [`${at}.overrides.phase_in.${index}`, share]),
    [`${at}.overrides.conversion.${first.id}`, 0.002],
    [`${at}.overrides.conversion.${second.id}`, 0.001],
    [`${at}.overrides.segments.${subscriptions.id}.driver.retention`, 0.9],
    [`${at}.overrides.segments.${subscriptions.id}.driver.price_growth`, 0.02],
    [`${at}.overrides.segments.${services.id}.driver.opening_customers`, 2800],
    [`${at}.overrides.segments.${services.id}.driver.revenue_per_new`, 3200],
    [`${at}.overrides.segments.${services.id}.driver.servicing_cost_per_existing`, 1650],
  ]);
  compared(file, book);
});
