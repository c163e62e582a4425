// The grids of the Customers screen under the fingers of somebody who knows spreadsheets.
import { evaluate, examplePlan } from "../evaluate.mjs";
import { expect, test } from "../fixtures.mjs";

const YEARLY = "Yearly figures: Subscriptions";
const TRIANGLE = "Retention: Subscriptions";

test.beforeEach(async ({ app }) => {
  await app.openExample();
  await app.go("Customers");
});

/** Pastes a text where the focus is, as the browser does on Ctrl+V. */
const paste = (page, text) =>
  page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);

/** What Ctrl+C would put on the clipboard. */
const copied = (page) =>
  page.evaluate(() => {
    const data = new DataTransfer();
    document.activeElement.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
    return data.getData("text/plain");
  });

test("a range is selected with Shift, copied for a spreadsheet, and pasted back with one undo", async ({ app, page }) => {
  const file = await app.planFile();
  const first = await app.cell(YEARLY, "New customers", "2023");
  await first.click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowRight");
  expect(await copied(page)).toBe("10000\t10000\n590\t600\n");
  await first.click();
  await paste(page, '"9,000"\t(1)\r\n 580\t12 %\r\n');
  // A negative count and a percentage do not fit: the preview says so and the rest can be taken.
  const preview = page.getByRole("dialog", { name: "Paste" });
  await expect(preview).toContainText("2 cells fit.");
  await expect(preview).toContainText("New customers cannot be negative");
  await expect(preview).toContainText("row 2, column 2");
  await preview.getByRole("button", { name: "Paste 2 cells" }).click();
  await expect(first).toHaveText("9,000");
  await expect(first).toBeFocused();
  await app.undo.click();
  await expect(first).toHaveText("10,000");
  expect(await app.planFile()).toBe(file);
});

test("a small block that fits is pasted at once, whatever its headers are called", async ({ app, page }) => {
  await (await app.cell(YEARLY, "New customers", "2025")).click();
  await paste(page, "Actual\tPlan\n11,000\t12,000\n");
  await expect(await app.cell(YEARLY, "New customers", "2025")).toHaveText("11,000");
  await expect(await app.cell(YEARLY, "New customers", "2026")).toHaveText("12,000");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("numbers that can be read in two ways are asked about once", async ({ app, page }) => {
  await (await app.cell(YEARLY, "Revenue per new customer", "2023")).click();
  await paste(page, "1.234\t2.345\n");
  const preview = page.getByRole("dialog", { name: "Paste" });
  await expect(preview.getByRole("button", { name: /^Paste/ })).toBeDisabled();
  await preview.getByRole("radio", { name: /one thousand two hundred/ }).check();
  await preview.getByRole("button", { name: "Paste 2 cells" }).click();
  await expect(await app.cell(YEARLY, "Revenue per new customer", "2024")).toHaveText("2,345");
});

test("ten thousand rows of sixty cells are previewed within a second and pasted into the last row", async ({ app, page }) => {
  const last = await app.cell(YEARLY, "Revenue per churned customer", "2023");
  await last.click();
  const shown = await page.evaluate(async () => {
    const head = Array.from({ length: 60 }, (_, c) => `"Head\n${c}"`).join("\t");
    const kinds = ['"1,200"', "(1,200)", "12 %", "", '"a\nb"'];
    const line = (r) => Array.from({ length: 60 }, (_, c) => kinds[(r + c) % 5]).join("\t");
    const text = [head, ...Array.from({ length: 10_000 }, (_, r) => line(r))].join("\n");
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const start = performance.now();
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    while (!document.querySelector("dialog")) await new Promise((next) => requestAnimationFrame(next));
    return performance.now() - start;
  });
  console.log(`preview of 600 000 cells after ${shown.toFixed(0)} ms`);
  const preview = page.getByRole("dialog", { name: "Paste" });
  await expect(preview).toContainText("2 cells fit.");
  // 48 of 60 cells in each of 10 000 rows hold something; three of them are accounted for above.
  await expect(preview).toContainText("479,968 cells lie outside the grid");
  await expect(preview).toContainText("29 cells fall on figures that are computed");
  await preview.getByRole("button", { name: "Paste 2 cells" }).click();
  await expect(last).toHaveText("1,200");
  await app.undo.click();
  await expect(last).toHaveText("720");
});

test("filling down and right, emptying a range, and calculating in a cell", async ({ app, page }) => {
  const cell = (row, year) => app.cell(YEARLY, row, year);
  await (await cell("Revenue per existing customer", "2024")).click();
  await page.keyboard.press("Shift+End");
  await page.getByRole("button", { name: `Cells of ${YEARLY}` }).click();
  await page.getByRole("menuitem", { name: "Fill right" }).click();
  await expect(await cell("Revenue per existing customer", "2026")).toHaveText("800");
  await (await cell("Revenue per churned customer", "2026")).click();
  await page.keyboard.press("Control+d");
  await expect(await cell("Revenue per churned customer", "2026")).toHaveText("2,765");
  await (await cell("New customers", "2023")).click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Delete");
  await expect(await cell("New customers", "2023")).toHaveText("");
  await expect(await cell("Revenue per new customer", "2023")).toHaveText("");
  const sum = await app.type(YEARLY, "Servicing cost", "2026", "=1.2m*5+100k");
  await expect(sum).toContainText("6,100,000");
  await expect(sum.getByRole("alert")).toContainText("6,100,000 is 1.2m*5+100k");
  for (let step = 0; step < 4; step += 1) await app.undo.click();
  await expect(app.undo).toBeDisabled();
});

test("computed rows are told apart and take no input", async ({ app, page }) => {
  const churn = await app.cell(YEARLY, "Churn rate", "2026");
  await expect(churn).toHaveText("8.4 %");
  await expect(churn).toHaveAttribute("aria-readonly", "true");
  await churn.click();
  await page.keyboard.type("5");
  await expect(page.getByRole("textbox", { name: "Value" })).toHaveCount(0);
  await expect(app.undo).toBeDisabled();
});

test("the triangle is edited, shown in percent, and a hole in it is named", async ({ app, page }) => {
  const cell = await app.cell(TRIANGLE, "2022", "2");
  await expect(cell).toHaveText("7,600");
  await page.getByRole("button", { name: "show as percent" }).first().click();
  await expect(cell).toHaveText("76.0 %");
  await cell.click();
  await page.keyboard.press("Delete");
  await expect(cell).toContainText("Empty, though a later year is entered.");
  await expect(page.getByRole("region", { name: "Headline" })).toContainText("left after 2 years");
  await app.type(TRIANGLE, "2022", "2", "7500");
  await expect(cell).toHaveText("75.0 %");
  await page.getByRole("button", { name: "Add cohort" }).first().click();
  await expect(app.grid(TRIANGLE).getByRole("rowheader", { name: "2027" })).toBeVisible();
});

test("a number keeps its source, grade and range, and a range that it leaves gives way", async ({ app, page }) => {
  const cell = await app.cell("Drivers: Subscriptions", "Price growth", "from 2027");
  await cell.click();
  await page.keyboard.press("Shift+F2");
  const about = page.getByRole("dialog", { name: "Subscriptions: Price growth" });
  await about.getByRole("textbox", { name: "Low" }).fill("1");
  await about.getByRole("textbox", { name: "High" }).fill("3 %");
  await about.getByRole("textbox", { name: "Source" }).fill("Price list, board of May");
  await about.getByRole("textbox", { name: "Owner" }).fill("Finance");
  await page.keyboard.press("Tab");
  await about.getByRole("combobox", { name: "Evidence" }).selectOption("Measured");
  await page.keyboard.press("Escape");
  await expect(cell).toBeFocused();
  await expect(cell).toHaveClass(/noted/);
  const note = JSON.parse(await app.planFile()).plan.segments[0].notes["driver.price_growth"];
  expect(note).toMatchObject({ source: "Price list, board of May", owner: "Finance", evidence: "measured" });
  expect(note.spread).toMatchObject({ low: 0.01, high: 0.03 });
  // A number that leaves its range drops the end in its way.
  await app.type("Drivers: Subscriptions", "Price growth", "from 2027", "5");
  await expect(cell).toHaveText("5 %");
  const moved = JSON.parse(await app.planFile()).plan.segments[0].notes["driver.price_growth"];
  expect(moved.spread).toMatchObject({ low: 0.01, high: null });
});

test("scores change their form and still mean the same", async ({ app, page }) => {
  const gain = await app.value("scenario_gain");
  await page.getByRole("combobox", { name: "Scores as" }).first().selectOption("ten scores");
  await expect(await app.cell("Score mix: Subscriptions", "Share of customers", "10")).toHaveText("8 %");
  await expect.poll(async () => Math.abs((await app.value("scenario_gain")) - gain) < 1e-6 * gain).toBe(true);
});

test("a form of the scores that is refused does not stay chosen", async ({ app, page }) => {
  await app.type("Score mix: Subscriptions", "Share of customers", "Poor 1–3", "11");
  const form = page.getByRole("combobox", { name: "Scores as" }).first();
  await form.selectOption("mean only");
  await expect(page.getByRole("alert", { name: "Please note" })).toContainText("Correct the scores first");
  await page.keyboard.press("Escape");
  await expect(form.locator("option:checked")).toHaveText("four bands");
});

test("moves between states are entered, and shares written as fractions are pointed out", async ({ app, page }) => {
  await page.getByRole("button", { name: /^Satisfied, loyal, advocate/ }).first().click();
  const grid = "Transitions: Subscriptions";
  await (await app.cell(grid, "Satisfied", "to satisfied")).click();
  await paste(page, "0.55\t15\t2 %\n");
  const preview = page.getByRole("dialog", { name: "Paste" });
  await expect(preview).toContainText("1 is read as less than 1 %");
  await preview.getByRole("button", { name: "Cancel" }).click();
  await paste(page, "55 %\t15\t2 %\n8 %\t72\t12 %\n2\t8\t82 %\n");
  await expect(await app.cell(grid, "Advocate", "to advocate")).toHaveText("82 %");
  await expect(await app.cell(grid, "Satisfied", "leave")).toHaveText("20.0 %");
});

test("the grid is one tab stop and reads its numbers as the plan's locale writes them", async ({ app, page }) => {
  await (await app.cell(YEARLY, "New customers", "2023")).click();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement.closest("[role=grid]")?.getAttribute("aria-label"))).not.toBe(YEARLY);
  const before = evaluate(examplePlan());
  await app.menu("Settings…");
  await page.getByRole("combobox", { name: "Numbers as in" }).selectOption("de-DE");
  await page.keyboard.press("Escape");
  await app.type(YEARLY, "Revenue per new customer", "2026", "1.234,5");
  await expect(await app.cell(YEARLY, "Revenue per new customer", "2026")).toHaveText("1.234,5");
  await app.undo.click();
  // Sentences follow the locale, figures do not.
  const figures = (scenarios) => scenarios.map((s) => [s.equity, s.present_value, s.npv, s.value_by_stage]);
  expect(figures(evaluate(await app.planFile()))).toEqual(figures(before));
});
