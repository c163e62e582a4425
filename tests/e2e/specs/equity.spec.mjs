// The Equity screen as a finance director reads it, and segments that are split and merged.
import { active, agrees, evaluate, examplePlan } from "../evaluate.mjs";
import { expect, test } from "../fixtures.mjs";

test.beforeEach(async ({ app }) => {
  await app.openExample();
  await app.go("Equity");
});

/** Opens the working of a figure and returns its dialog. */
async function working(page, name) {
  await page.getByRole("button", { name: `Show the working: ${name}`, exact: true }).first().click();
  return page.getByRole("dialog", { name: `Working: ${name}`, exact: true });
}

test("one pooled rate is shown to be 41.27 % too low, with its working", async ({ app, page }) => {
  const card = page.getByRole("region", { name: "Base value: Subscriptions" });
  await expect(card).toContainText("41.27 % too low");
  await expect(card).toContainText("undervalues today's base by 41.27 %");
  await card.getByRole("button", { name: /^Show the working: .*shortfall|^Show the working: .*too low|^Show the working/i }).last().click();
  const dialog = page.getByRole("dialog", { name: /^Working: / });
  await expect(dialog).toContainText("41.2");
  await expect(dialog).toContainText("Fader");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("tabpanel")).toContainText("Mean lifetime");
  await expect(page.getByRole("tabpanel")).toContainText("infinite");
  void app;
});

test("the bridge leads from any year to any other and closes at what the auditor sees", async ({ page }) => {
  const rows = active(evaluate(examplePlan())).equity;
  const total = (year) => rows.filter((r) => r.year === year).reduce((sum, r) => sum + r.as_published, 0);
  await page.getByRole("combobox", { name: "From", exact: true }).selectOption("2023");
  await page.getByRole("combobox", { name: "To", exact: true }).selectOption("2028 forecast");
  const figure = page.getByRole("figure").filter({ hasText: "by cause" });
  await figure.getByRole("button", { name: "Show as table" }).click();
  const cells = await figure.getByRole("row").locator("td").allTextContents();
  const numbers = cells.map((text) => Number(text.replace("−", "-").replace("+", "").replace(",", "")));
  const sum = numbers.slice(0, -1).reduce((a, b) => a + b, 0);
  expect(numbers.at(-1)).toBeCloseTo(total(2028) / 1e6, 1);
  expect(numbers[0]).toBeCloseTo(total(2023) / 1e6, 1);
  // The table rounds each step to one decimal; the exact closure is tested on the engine.
  expect(Math.abs(sum - numbers.at(-1))).toBeLessThan(0.3);
});

test("the working of a year's equity puts the plan's own numbers into the formula", async ({ app, page }) => {
  await app.go("Customers");
  await app.type("Yearly figures: Subscriptions", "New customers", "2026", "11000");
  await app.go("Equity");
  const dialog = await working(page, "Customer equity, this year");
  await expect(dialog).toContainText("11,000 × €620 − €4,800,000 = €2,020,000");
  await expect(dialog).toContainText("L. Patterson");
  await expect(dialog).toContainText(`€${(await app.value("equity_this_year")).toLocaleString("en-GB")}`);
});

test("the register names what has no source, and a note written there is kept", async ({ app, page }) => {
  await app.menu("Assumptions…");
  const dialog = page.getByRole("dialog", { name: "Assumptions", exact: true });
  await expect(dialog).toContainText(/\d+ of \d+ assumptions are choices or own figures without a source/);
  await expect(dialog.getByRole("row", { name: /^About Spend, best over poorest|^Spend/ }).first()).toContainText("B");
  await dialog.getByRole("button", { name: "About Discount rate, whole plan" }).click();
  const about = page.getByRole("dialog", { name: "Discount rate, whole plan" });
  await about.getByRole("textbox", { name: "Source" }).fill("Finance handbook");
  await page.keyboard.press("Tab");
  await about.getByRole("button", { name: "Close" }).click();
  await expect(dialog.getByRole("row", { name: /Discount rate/ })).toContainText("Finance handbook");
  await dialog.getByRole("button", { name: "Close" }).click();
  expect(JSON.parse(await app.planFile()).plan.notes.discount.source).toBe("Finance handbook");
});

test("obstacles are judged and owned, benchmarks carry their caveat, levers their gross figure", async ({ app, page }) => {
  await page.getByRole("combobox", { name: "Severity: Limits of technology" }).selectOption("Serious");
  await expect(page.getByRole("region", { name: "Obstacles" })).toContainText("4 of 7 obstacles are in the way");
  await expect(page.getByRole("region", { name: "Benchmarks" })).toContainText("never a target");
  await app.undo.click();
  await expect(page.getByRole("region", { name: "Obstacles" })).toContainText("3 of 7 obstacles are in the way");
  await app.go("Case");
  const levers = page.getByRole("region", { name: "Quick levers" });
  await expect(levers.getByRole("row")).toHaveCount(6);
  await expect(levers).toContainText("Gross, as C. Hidalgo counts it");
});

test("a segment is split without changing a figure, and merged back", async ({ app, page }) => {
  const before = active(evaluate(await app.planFile()));
  await app.go("Customers");
  await page.getByRole("button", { name: "Segment menu: Subscriptions" }).click();
  await page.getByRole("menuitem", { name: "Split…" }).click();
  const split = page.getByRole("dialog", { name: "Split “Subscriptions”" });
  await split.getByRole("textbox", { name: "Share of the customers" }).fill("30");
  await split.getByRole("textbox", { name: "Name of the new segment" }).fill("Large accounts");
  await split.getByRole("button", { name: "Split", exact: true }).click();
  await expect(app.grid("Yearly figures: Large accounts")).toBeVisible();
  await expect(await app.cell("Yearly figures: Large accounts", "New customers", "2026")).toHaveText("3,000");
  const after = active(evaluate(await app.planFile()));
  for (const key of ["present_value", "scenario_gain", "npv"]) expect(agrees(after[key], before[key]), key).toBe(true);
  await page.getByRole("button", { name: "Segment menu: Subscriptions" }).click();
  await page.getByRole("menuitem", { name: "Merge another into it…" }).click();
  const merge = page.getByRole("dialog", { name: "Merge into “Subscriptions”" });
  await merge.getByRole("combobox", { name: "The segment that goes" }).selectOption("Large accounts");
  await merge.getByRole("button", { name: "Merge", exact: true }).click();
  await expect(await app.cell("Yearly figures: Subscriptions", "New customers", "2026")).toHaveText("10,000");
  const merged = active(evaluate(await app.planFile()));
  for (const key of ["present_value", "scenario_gain", "npv"]) expect(agrees(merged[key], before[key]), key).toBe(true);
});

test("zero and full retention, no discount and one year leave every chart with sane axes", async ({ app, page }) => {
  test.setTimeout(90_000);
  const set = async (retention, discount, horizon) => {
    await app.go("Customers");
    await page.getByRole("combobox", { name: "Retention", exact: true }).first().selectOption("one rate");
    await app.type("Drivers: Subscriptions", "Retention", "from 2027", retention);
    await app.menu("Settings…");
    const settings = page.getByRole("dialog", { name: "Settings" });
    await settings.getByRole("textbox", { name: /Discount/ }).fill(discount);
    await settings.getByRole("textbox", { name: /Horizon|Years/ }).fill(horizon);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    await app.go("Equity");
  };
  for (const [retention, discount, horizon] of [["0", "0", "1"], ["100", "0", "20"], ["100", "1000", "20"]]) {
    await set(retention, discount, horizon);
    await expect(page.getByRole("figure").first()).toBeVisible();
    const text = await page.getByRole("tabpanel").innerText();
    expect(text, `${retention} ${discount} ${horizon}`).not.toMatch(/NaN|Infinity|∞|undefined/);
    const svg = await page.locator("figure svg").evaluateAll((all) => all.map((s) => s.outerHTML).join(""));
    expect(svg).not.toMatch(/NaN|Infinity/);
  }
});

test("a chart is drawn for the width it has", async ({ page }) => {
  const figure = page.getByRole("figure").first();
  // The width that the drawing is made for, which counts in quarters of a pixel, and the one it is shown at.
  const widths = () => figure.locator("svg").first().evaluate((svg) => [svg.viewBox.baseVal.width / 4, svg.clientWidth]);
  for (const width of [1280, 900, 390, 1600]) {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(async () => { const [drawn, shown] = await widths(); return Math.abs(drawn - shown); }, { message: `${width} wide` }).toBeLessThanOrEqual(10);
  }
});
