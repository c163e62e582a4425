// The workbook in another calculator: what LibreOffice finds after a change of inputs is what `evaluate` finds for the
// equally changed plan.

import assert from "node:assert/strict";
import test from "node:test";
import { Book } from "./book.mjs";
import { changed, differences, errors, FIGURES } from "./compare.mjs";
import { recalculate } from "./office.mjs";
import { enteredYearsOnly, evaluate, example, workbook } from "./plans.mjs";

const value = (place, number, sheet = "Inputs") => (book) => book.write(sheet, `C${book.row(sheet, place)}`, number);

const ofYear = (place, year, number) => (book) =>
  book.write("Inputs", `${book.column("Inputs", 3, year)}${book.row("Inputs", place)}`, number);

const ofScenario = (place, index, number) => (book) =>
  book.write("Scenarios", `${book.column("Scenarios", 4, index)}${book.row("Scenarios", place)}`, number);

const survivors = (place, age, number) => (book) =>
  book.write("Cohorts", `${book.column("Cohorts", 4, age)}${book.row("Cohorts", place)}`, number);

/** The figures of the years ahead, those that `evaluate` does not print among them. */
const AHEAD = [...FIGURES.filter((key) => key !== "equity_this_year"), "baseline_present_value", "peak_funding", "affordable_cost"];

/** An output, or what is said of it in another column. */
const output = (book, key, column = "C") => book.value("Outputs", `${column}${book.row("Outputs", key)}`);

/** Changes a plan file and its workbook alike; each change is [of the plan, of the workbook]. */
function changedAlike(file, changes) {
  const book = workbook(file);
  for (const [ofPlan, ofBook] of changes) {
    ofPlan(file.plan);
    ofBook(book);
  }
  return book;
}

/** Recalculates and compares; returns what differs. */
function compared(file, book) {
  const calculated = new Book(recalculate(book.bytes()));
  assert.deepEqual(errors(calculated), []);
  return differences(calculated, file.plan, evaluate(file));
}

const initiative = (plan, name) => plan.initiatives.find((i) => i.name === name);

/** Three inputs of different kinds: a rate of the plan, points of an initiative, a figure of a year. */
function three(plan) {
  const [first] = plan.initiatives;
  const [lift] = first.lifts;
  const [segment] = plan.segments;
  return [
    [(p) => (p.settings.discount = 0.083), value("settings.discount", 0.083)],
    [() => (lift.points.likely = 0.77), value(`initiatives.${first.id}.points.${lift.stage}`, 0.77)],
    [
      () => (segment.years.at(-1).revenue_per_existing = 871.5),
      ofYear(`segments.${segment.id}.figure.{year}.revenue_per_existing`, segment.years.at(-1).year, 871.5),
    ],
  ];
}

test("short: LibreOffice finds in every cell what is kept there", () => {
  for (const file of [example(), enteredYearsOnly()]) {
    const book = workbook(file);
    const calculated = new Book(recalculate(book.bytes()));
    assert.deepEqual(errors(calculated), []);
    assert.deepEqual(changed(book, calculated), []);
    assert.deepEqual(differences(calculated, file.plan, evaluate(file)), []);
  }
});

test("short: three changed inputs give what evaluate gives", () => {
  for (const file of [example(), enteredYearsOnly()]) {
    const before = evaluate(file).scenarios.find((s) => s.active);
    const book = changedAlike(file, three(file.plan));
    const after = evaluate(file).scenarios.find((s) => s.active);
    assert.notEqual(before.npv, after.npv, "the changes must matter");
    assert.deepEqual(compared(file, book), []);
  }
});

test("short: a broken formula is found", () => {
  const file = example();
  const book = changedAlike(file, three(file.plan));
  // The customers at the end of one year are counted without those who were won.
  const [address] = [...book.sheets.get("Forecast")].find(
    ([, cell]) => cell.formula?.includes("+") && /^IFERROR\(\w\$\d+\+\w\$\d+-\w\$\d+,/.test(cell.formula),
  );
  book.writeFormula("Forecast", address, (formula) => formula.replace("+", "-"));
  assert.notDeepEqual(compared(file, book), []);
});

test("another scenario, overrides, risk and dates give what evaluate gives", () => {
  const file = example();
  const { plan } = file;
  const [subscriptions, services] = plan.segments;
  const second = plan.scenarios[1];
  const [stage] = plan.stages;
  const changes = [
    [(p) => (p.active_scenario = second.id), value("active_scenario", 3)],
    [(p) => (p.settings.timing = "end"), value("settings.timing", "End")],
    [(p) => (p.settings.benefit_risk = 0.15), value("settings.benefit_risk", 0.15)],
    [(p) => (p.settings.cost_risk = 0.1), value("settings.cost_risk", 0.1)],
    [(p) => (p.settings.horizon = 4), value("settings.horizon", 4)],
    [(p) => (p.settings.phase_in = [0.2, 0.7, 0.9]), (book) => [0.2, 0.7, 0.9].forEach((x, i) => value(`settings.phase_in.${i}`, x)(book))],
    [() => (second.cost_to_serve = 0.12), ofScenario("scenarios.{id}.cost_to_serve", 3, 0.12)],
    [() => (second.overrides.causal_share = 0.4), ofScenario("scenarios.{id}.overrides.causal_share", 3, 0.4)],
    [() => (stage.conversion = 0.01), value(`stages.${stage.id}.conversion`, 0.01)],
    [() => second.points_by_hand.push([stage.id, 0.5]), ofScenario(`scenarios.{id}.points_by_hand.${stage.id}`, 3, 0.5)],
    [
      () => second.overrides.drivers.push([services.id, "new_growth", 0.06]),
      ofScenario(`scenarios.{id}.overrides.segments.${services.id}.driver.new_growth`, 3, 0.06),
    ],
    [() => (subscriptions.gross_margin = 0.7), value(`segments.${subscriptions.id}.gross_margin`, 0.7)],
    [() => (services.drivers.price_growth = 0.03), value(`segments.${services.id}.driver.price_growth`, 0.03)],
    [() => (initiative(plan, plan.initiatives[1].name).start_year = 3), value(`initiatives.${plan.initiatives[1].id}.start_year`, 3)],
  ];
  assert.deepEqual(compared(file, changedAlike(file, changes)), []);
});

test("changed cohorts and scores give what evaluate gives", () => {
  const file = example();
  const [subscriptions] = file.plan.segments;
  const cohort = subscriptions.cohorts[0];
  const [stage] = file.plan.stages;
  const bands = [0.2, 0.3, 0.3, 0.2];
  const at = `segments.${subscriptions.id}`;
  const changes = [
    [() => (cohort.survivors[4] = 7100), survivors(`${at}.survivors.${cohort.year}.{age}`, 4, 7100)],
    [() => (subscriptions.score_mix = { bands }), (book) => bands.forEach((x, i) => value(`${at}.band.${i}`, x)(book))],
    [() => (stage.scores[0].today = 8.9), value(`stages.${stage.id}.scores.0.today`, 8.9)],
    [(p) => (p.roles[0].weight = 2.5), value(`roles.${file.plan.roles[0].id}.weight`, 2.5)],
    [(p) => (p.settings.spend_curve = "linear"), value("settings.spend_curve", "Linear")],
    [(p) => (p.settings.end_points.retention_best = 0.8), value("settings.end_points.retention_best", 0.8)],
  ];
  assert.deepEqual(compared(file, changedAlike(file, changes)), []);
});

test("texts of the user's stay texts, whatever they look like", () => {
  const file = example();
  const hostile = ["=cmd|'/c calc'!A1", "+1", "@SUM(A1)", "\t=2", "<img src=x onerror=alert(1)>", "https://example.com/?a&b"];
  hostile.slice(0, 3).forEach((name, index) => (file.plan.stages[index].name = name));
  file.plan.title = hostile[0];
  file.plan.initiatives[0].name = hostile[3];
  file.plan.initiatives[1].name = hostile[4];
  file.plan.initiatives[0].source = hostile[5];
  const book = workbook(file);
  assert.match(book.text("xl/styles.xml"), /quotePrefix="1"/);
  assert.ok(!book.paths().some((path) => /\.rels$/.test(path) && /hyperlink/.test(book.text(path))));
  const calculated = new Book(recalculate(book.bytes()));
  assert.deepEqual(errors(calculated), []);
  assert.deepEqual(differences(calculated, file.plan, evaluate(file)), []);
  const cells = [...calculated.sheets.values()].flatMap((sheet) => [...sheet.values()]);
  for (const text of hostile) {
    const found = cells.filter((cell) => typeof cell.value === "string" && cell.value.includes(text.trim()));
    assert.ok(found.length > 0, text);
    assert.ok(found.every((cell) => cell.formula === undefined), text);
  }
});

test("where evaluate finds no forecast the workbook gives no figure of the years ahead", () => {
  const edits = [
    ["new_customers", null, (book, address) => book.clear("Inputs", address)],
    ["churned_customers", 99_999, (book, address) => book.write("Inputs", address, 99_999)],
  ];
  for (const [figure, number, write] of edits) {
    const file = example();
    const [segment] = file.plan.segments;
    const latest = segment.years.at(-1);
    const book = workbook(file);
    latest[figure] = number;
    write(book, `${book.column("Inputs", 3, latest.year)}${book.row("Inputs", `segments.${segment.id}.figure.{year}.${figure}`)}`);
    const calculated = new Book(recalculate(book.bytes()));
    assert.deepEqual(errors(calculated), []);
    const evaluation = evaluate(file).scenarios.find((scenario) => scenario.active);
    for (const key of AHEAD) {
      assert.equal(evaluation[key] ?? null, null, `${key} by evaluate`);
      assert.equal(output(calculated, key), "n/a", `${key} without ${figure}`);
    }
    assert.equal(output(calculated, "npv", "F"), "A year or driver is incomplete; see Past years and Drivers.");
    const said = [...calculated.sheets.get("Outputs").values()].map((cell) => cell.value);
    assert.ok(said.includes("A year is incomplete, or more customers leave in it than are there: see the sheet Past years."), figure);
    assert.ok(!said.includes("All inputs lie within what they may be."), figure);
  }
});

test("without a gross margin the present values say what they are, and the case what it needs", () => {
  const file = example();
  const [segment] = file.plan.segments;
  const clear = (book) => book.clear("Inputs", `C${book.row("Inputs", `segments.${segment.id}.gross_margin`)}`);
  const calculated = new Book(recalculate(changedAlike(file, [[() => (segment.gross_margin = null), clear]]).bytes()));
  assert.deepEqual(differences(calculated, file.plan, evaluate(file)), []);
  const values = ["present_value", "baseline_present_value", "scenario_gain"];
  for (const key of AHEAD) {
    const figure = values.includes(key);
    assert.equal(typeof output(calculated, key), figure ? "number" : "string", key);
    const said = figure ? "In revenue terms, because a segment lacks its gross margin." : "Enter the gross margin of every segment.";
    assert.equal(output(calculated, key, "F"), said, key);
  }
});

test("the first sheet and the results say which scenario and which dates are shown", () => {
  const file = example();
  const book = workbook(file);
  value("active_scenario", 3)(book);
  value("settings.timing", "End")(book);
  value("settings.discount", 0.07)(book);
  value("settings.horizon", 4)(book);
  const calculated = new Book(recalculate(book.bytes()));
  for (const sheet of ["Read me", "Outputs"]) {
    const beside = (label) => {
      const [address] = [...calculated.sheets.get(sheet)].find(([, cell]) => cell.value === label);
      return calculated.value(sheet, address.replace("A", "C"));
    };
    assert.equal(beside("Scenario shown"), `Scenario: ${file.plan.scenarios[1].name}`);
    assert.equal(beside("Flows count at"), "the end of the year");
    assert.equal(beside("Discount rate"), 0.07);
    assert.equal(beside("Years ahead that are counted"), 4);
  }
});

test("what is not live shows the live figures beside it and says when they have moved", () => {
  const file = example();
  const then = evaluate(file).scenarios.find((scenario) => scenario.active);
  const book = changedAlike(file, [[(p) => (p.settings.discount = 0.083), value("settings.discount", 0.083)]]);
  const calculated = new Book(recalculate(book.bytes()));
  const now = evaluate(file).scenarios.find((scenario) => scenario.active);
  const at = (label, column) => {
    const [address] = [...calculated.sheets.get("Not live")].find(([, cell]) => cell.value === label);
    return calculated.value("Not live", address.replace("A", column));
  };
  const near = (label, expected) => assert.ok(Math.abs(at(label, "C") - expected) < 1e-3, `${label}: ${at(label, "C")}, ${expected}`);
  near("Net present value, when the workbook was made", then.npv);
  near("NPV after cost, now", now.npv);
  near("Scenario gain, now", now.scenario_gain);
  for (const label of ["NPV after cost, now", "Scenario gain, now", "Present value, baseline, now"]) {
    assert.equal(at(label, "F"), "The inputs have changed since.", label);
  }
  assert.equal(at("All figures of this sheet", "C"), "The inputs have changed since.");
});

test("short: cells say what belongs in them, in their own unit", () => {
  const book = workbook(example());
  const messages = new Map();
  for (const [sheet, part] of [["Inputs", 2], ["Scenarios", 3]]) {
    for (const [validation] of book.text(`xl/worksheets/sheet${part}.xml`).matchAll(/<dataValidation .*?<\/dataValidation>/gs)) {
      const attribute = (name) => new RegExp(`${name}="([^"]*)"`).exec(validation)?.[1];
      const row = /\d+/.exec(attribute("sqref"))[0];
      messages.set(book.value(sheet, `D${row}`), `${attribute("error")} ${attribute("operator") ?? attribute("type")}`);
    }
  }
  const [initiative] = example().plan.initiatives;
  const said = {
    "settings.discount": "A number above −100\u00a0%. greaterThan",
    "settings.causal_share": "A number between 0\u00a0% and 100\u00a0%. decimal",
    "settings.end_points.spend_ratio": "A number between 1 and 100. decimal",
    "settings.horizon": "A whole number between 1 and 5. whole",
    "settings.timing": "One of these: Start, Mid, End. list",
    [`initiatives.${initiative.id}.one_off_cost`]: "A number of 0 or more. greaterThanOrEqual",
    [`scenarios.{id}.initiatives.${initiative.id}`]: "One of these: 0, 1. list",
  };
  for (const [place, message] of Object.entries(said)) assert.equal(messages.get(place), message, place);
});

test("short: the only dates in the file are the one it was made on", () => {
  const book = workbook(example(), "2025-03-14");
  const dates = [...book.text("docProps/core.xml").matchAll(/\d{4}-\d\d-\d\dT[\d:]+Z/g)].map(([date]) => date);
  assert.ok(dates.length > 0);
  assert.ok(dates.every((date) => date === "2025-03-14T00:00:00Z"), dates.join());
});

test("a fraction is refused where only whole numbers make sense", () => {
  const file = example();
  const [initiative] = file.plan.initiatives;
  const fractions = [
    value("active_scenario", 2.7),
    value("settings.horizon", 2.5),
    value(`initiatives.${initiative.id}.start_year`, 1.5),
    ofScenario(`scenarios.{id}.initiatives.${initiative.id}`, 2, 0.5),
    ofScenario(`scenarios.{id}.initiatives.${initiative.id}`, 2, "yes"),
  ];
  for (const [index, write] of fractions.entries()) {
    const calculated = new Book(recalculate(changedAlike(file, [[() => {}, write]]).bytes()));
    assert.deepEqual(errors(calculated), []);
    for (const key of AHEAD) assert.equal(output(calculated, key), "n/a", `${key} with fraction ${index}`);
    assert.equal(output(calculated, "npv", "F"), "An input lies outside what it may be.");
  }
});

test("a discount rate may come close to −100 % and not be it", () => {
  const file = example();
  const close = changedAlike(file, [[(p) => (p.settings.discount = -0.999_999_9), value("settings.discount", -0.999_999_9)]]);
  assert.equal(typeof output(new Book(recalculate(close.bytes())), "npv"), "number");
  const there = changedAlike(file, [[() => {}, value("settings.discount", -1)]]);
  assert.equal(output(new Book(recalculate(there.bytes())), "npv", "F"), "An input lies outside what it may be.");
});

test("an input outside what it may be shows n/a and no error", () => {
  const file = example();
  const book = changedAlike(file, [[() => {}, value("settings.discount", -1)], [() => {}, value("settings.causal_share", "much")]]);
  const calculated = new Book(recalculate(book.bytes()));
  assert.deepEqual(errors(calculated), []);
  for (const key of AHEAD) assert.equal(output(calculated, key), "n/a", key);
});
