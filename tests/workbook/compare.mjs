// Holds the outputs of a workbook against what `evaluate` prints for the same plan.

/** The figures that `evaluate` prints of a scenario. */
export const FIGURES = [
  "equity_this_year", "present_value", "scenario_gain", "npv", "roi", "irr", "payback_years", "discounted_payback_years", "pv_benefits",
  "pv_costs", "programme_cost", "risk",
];
const OF_A_YEAR = [
  "new_block", "existing_block", "churn_block", "as_published", "reconciled", "equity", "opening", "new", "churned", "closing",
];

function near(got, expected) {
  if (typeof expected !== "number") return got === (expected ?? "n/a");
  return typeof got === "number" && Math.abs(got - expected) <= 1e-9 * Math.max(Math.abs(expected), 1e-6);
}

/** Every live output that differs from the evaluation, as sentences. */
export function differences(book, plan, evaluation) {
  const shown = evaluation.scenarios.find((scenario) => scenario.active);
  const found = [];
  const compare = (name, got, expected) => {
    if (!near(got, expected)) found.push(`${name}: ${got} in the workbook, ${expected} by evaluate`);
  };
  for (const key of FIGURES) compare(key, book.value("Outputs", `C${book.row("Outputs", key)}`), shown[key]);
  for (const [world, scenario] of [["scenario", shown], ["baseline", evaluation.scenarios[0]]]) {
    for (const row of scenario.equity) {
      const id = plan.segments.find((segment) => segment.name === row.segment).id;
      const column = book.column("Outputs", 3, row.year);
      for (const key of OF_A_YEAR) {
        const at = book.row("Outputs", `${world}.segments.${id}.${key}`);
        compare(`${world}, ${row.segment}, ${row.year}, ${key}`, book.value("Outputs", `${column}${at}`), row[key]);
      }
    }
  }
  return found;
}

/** Every cell with an error value. */
export function errors(book) {
  const found = [];
  for (const [sheet, cells] of book.sheets) {
    for (const [address, cell] of cells) if (cell.error) found.push(`${sheet}!${address} shows ${cell.value}`);
  }
  return found;
}

/** Every formula whose value is another one in the second book. */
export function changed(before, after) {
  const found = [];
  for (const [sheet, cells] of before.sheets) {
    for (const [address, { value, formula }] of cells) {
      if (formula === undefined) continue;
      const got = after.value(sheet, address);
      const same = typeof value === "number" ? Math.abs(got - value) <= 1e-9 * Math.max(1, Math.abs(value)) : got === value;
      if (!same) found.push(`${sheet}!${address}: ${value} kept, ${got} calculated by ${formula}`);
    }
  }
  return found;
}
