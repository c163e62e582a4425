// Tables on their way into a plan: from a warehouse, from a spreadsheet, and broken ones.
import { expect, test } from "../fixtures.mjs";
import { exportSql } from "../../sql/compare.mjs";
import { runOnDuckdb, runOnSqlite, toCsv } from "../../sql/engines.mjs";
import { countDirectly, makeLog } from "../../sql/log.mjs";

/** Opens the dialog and chooses a file. */
async function choose(app, page, name, text) {
  await app.menu("Import data…");
  const dialog = page.getByRole("dialog", { name: "Import data" });
  await dialog.getByLabel("File (CSV, TSV)").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  return dialog;
}

/** Reads all rows and takes them over into the plan. */
async function take(dialog) {
  await dialog.getByRole("button", { name: "Read all rows" }).click();
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

for (const [engine, run] of [["SQLite", runOnSqlite], ["DuckDB", runOnDuckdb]]) {
  test(`a log of 100 000 transactions goes through ${engine} into the plan and equals a direct count`, async ({ app, page }) => {
    test.setTimeout(120_000);
    const log = makeLog({ rows: 100_000, seed: 4 });
    const [customers, retention] = await run(exportSql, log);
    await page.getByRole("button", { name: "Start blank" }).click();
    await take(await choose(app, page, "customers.csv", toCsv(customers)));
    await take(await choose(app, page, "retention.csv", toCsv(retention)));
    const segment = JSON.parse(await app.planFile()).plan.segments[0];
    const direct = countDirectly(log, { firstYear: 2017, lastYear: 2024 });
    for (const expected of direct.customers) {
      const got = segment.years.find((y) => y.year === expected.year);
      for (const [key, value] of Object.entries(expected)) {
        if (value === null) expect(got[key], `${key} ${expected.year}`).toBeNull();
        else expect(Math.abs(got[key] - value), `${key} ${expected.year}`).toBeLessThanOrEqual(1e-9 * Math.abs(value));
      }
    }
    const triangle = segment.cohorts.flatMap((c) => c.survivors.map((customers, age) => ({ cohort: c.year, age, customers })));
    expect(triangle).toEqual(direct.retention);
  });
}

test("columns are mapped, the choice is remembered, and problems are named by row", async ({ app, page }) => {
  await app.openExample();
  const table = "Jahr;Sparte;Bestand am Anfang;Neukunden\n2026;Services and training;2.600;610\n2027;Services and training;;x\n2026;Services and training;1;1\n";
  let dialog = await choose(app, page, "kunden.csv", table);
  await dialog.getByRole("combobox", { name: "Column Bestand am Anfang" }).selectOption("Existing customers");
  await dialog.getByRole("combobox", { name: "Column Sparte" }).selectOption("Segment");
  await dialog.getByRole("combobox", { name: "Column Neukunden" }).selectOption("New customers");
  if (await dialog.getByRole("radio").count()) await dialog.getByRole("radio", { name: /the comma/ }).check();
  await dialog.getByRole("button", { name: "Read all rows" }).click();
  await expect(dialog.getByRole("region", { name: "Problems" })).toContainText(/[Rr]ow 3/);
  await expect(dialog.getByRole("region", { name: "Problems" })).toContainText(/[Rr]ow 4/);
  await expect(dialog.getByRole("combobox", { name: "Where Services and training goes" })).toHaveValue(/./);
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await app.go("Customers");
  const grid = "Yearly figures: Services and training";
  await expect(await app.cell(grid, "Existing customers", "2026")).toContainText("2,600");
  // What the table does not say stays.
  await expect(await app.cell(grid, "Churned customers", "2026")).toHaveText("400");
  await app.undo.click();
  await expect(await app.cell(grid, "Existing customers", "2026")).toHaveText("2,510");
  dialog = await choose(app, page, "kunden.csv", table);
  await expect(dialog.getByRole("combobox", { name: "Column Bestand am Anfang" }).locator("option:checked")).toHaveText("Existing customers");
});

test("what is no table is refused with its reason, and the plan stays as it was", async ({ app, page }) => {
  await app.openExample();
  const file = await app.planFile();
  const dialog = await choose(app, page, "book.xlsx", "PK\u0003\u0004 nothing");
  await expect(dialog.getByRole("alert")).toContainText("book.xlsx");
  await expect(dialog.getByRole("alert")).toContainText("CSV");
  await dialog.getByLabel("File (CSV, TSV)").setInputFiles({ name: "open.csv", mimeType: "text/csv", buffer: Buffer.from('year,new_customers\n2020,"1') });
  await expect(dialog.getByRole("alert")).toContainText("quotation mark");
  await page.keyboard.press("Escape");
  expect(await app.planFile()).toBe(file);
});

test("a file of almost 100 MB is read in slices: the page lives, and reading can be cancelled", async ({ app, page }) => {
  test.setTimeout(120_000);
  await app.openExample();
  await app.menu("Import data…");
  const dialog = page.getByRole("dialog", { name: "Import data" });
  const size = await page.evaluate(() => {
    const line = "Segment name that is long,2020,1234,567.25,1000000,4000,800.5,900000,500,700.75\n".repeat(10_000);
    const blob = new File(["segment,year,new_customers,revenue_per_new,acquisition_cost,existing_customers,revenue_per_existing,servicing_cost,churned_customers,revenue_per_churned\n", ...Array(124).fill(line)], "large.csv");
    const input = document.querySelector("dialog input[type=file]");
    const transfer = new DataTransfer();
    transfer.items.add(blob);
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    return blob.size;
  });
  expect(size).toBeGreaterThan(95e6);
  // Frames are drawn between the slices: a page that read the file in one go would draw the next one with the reading over.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 5; frame += 1) await new Promise((next) => requestAnimationFrame(next));
  });
  await expect(dialog.getByRole("progressbar")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog.getByRole("progressbar")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await app.go("Equity");
  expect(await app.value("equity_this_year")).toBe(26_423_020);
});
