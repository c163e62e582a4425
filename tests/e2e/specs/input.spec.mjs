// Wrong input: a clear error beside the field, the bad text kept, nothing lost.
import { expect, test } from "../fixtures.mjs";

const YEARLY = "Yearly figures: Subscriptions";

for (const [text, complaint] of [
  ["12 potatoes", "is not part of a number"],
  ["1e309", "is not part of a number"],
  ["9".repeat(400), "too large"],
  ["-5", "cannot be negative"],
  ["1,234.5.6", "separators"],
  ["12 %", "percentage does not fit"],
]) {
  test(`“${text.slice(0, 12)}” is refused in its cell`, async ({ app, page }) => {
    await app.openExample();
    const before = await app.headline();
    const file = await app.planFile();
    await app.go("Customers");
    const cell = await app.type(YEARLY, "Churned customers", "2026", text);
    await expect(cell).toHaveAttribute("aria-invalid", "true");
    await expect(cell).toContainText(text);
    await expect(cell.getByRole("alert")).toContainText(complaint);
    expect(await app.headline()).toEqual(before);
    // The text is still there after a visit to another screen, and the plan is as it was.
    await app.go("Equity");
    await app.go("Customers");
    const again = await app.cell(YEARLY, "Churned customers", "2026");
    await expect(again).toContainText(text);
    expect(await app.planFile()).toBe(file);
    await again.click();
    await page.keyboard.press("Escape");
    await expect(again).not.toHaveAttribute("aria-invalid", "true");
    await expect(again).toHaveText("2,765");
  });
}

test("more churn than customers is said, and the figures that need it say why they are missing", async ({ app, page }) => {
  await app.openExample();
  await app.go("Customers");
  await app.type(YEARLY, "Churned customers", "2026", "40000");
  await expect(page.getByRole("tabpanel")).toContainText("40,000 customers left, but only 32,983 were there");
  await expect.poll(() => app.value("equity_this_year")).toBeNull();
  await app.undo.click();
  await expect.poll(() => app.value("equity_this_year")).toBe(26_423_020);
});

test("an empty cell is not zero", async ({ app, page }) => {
  await app.openExample();
  await app.go("Customers");
  const cell = await app.cell(YEARLY, "New customers", "2026");
  await cell.click();
  await page.keyboard.press("Delete");
  await expect(cell).toHaveText("");
  await expect.poll(() => app.value("equity_this_year")).toBeNull();
  await expect(page.getByRole("region", { name: "Headline" })).toContainText("Subscriptions lacks complete figures for 2026");
});

test("a share over 100 % is refused in a form field, its text kept", async ({ app, page }) => {
  await app.openExample();
  await app.go("Customers");
  const margin = page.getByRole("region", { name: "Subscriptions" }).getByRole("textbox", { name: "Gross margin" });
  await margin.fill("140");
  await margin.press("Enter");
  await expect(margin).toHaveAttribute("aria-invalid", "true");
  await expect(margin).toHaveValue("140");
  await expect(page.getByText("The gross margin must be between 0 % and 100 %, not 140 %")).toBeVisible();
  await margin.fill("80");
  await margin.press("Enter");
  await expect(margin).not.toHaveAttribute("aria-invalid", "true");
  await expect(margin).toHaveValue("80\u00a0%");
});

test("the grid is one tab stop and moves like a spreadsheet", async ({ app, page }) => {
  await app.openExample();
  await app.go("Customers");
  await (await app.cell(YEARLY, "New customers", "2025")).click();
  await page.keyboard.press("ArrowRight");
  await expect(await app.cell(YEARLY, "New customers", "2026")).toBeFocused();
  await page.keyboard.press("F2");
  await page.keyboard.press("Escape");
  await page.keyboard.type("11k");
  await page.keyboard.press("Tab");
  await expect(await app.cell(YEARLY, "New customers", "2026")).toHaveText("11,000");
  await page.keyboard.press("Tab");
  await expect(app.grid(YEARLY).locator(":focus")).toHaveCount(0);
});

test("0.74 in a percent field is 0.74 %, and the field says so", async ({ app }) => {
  await app.openExample();
  await app.go("Customers");
  const column = (await app.grid("Drivers: Services and training").getByRole("columnheader").allTextContents())[0];
  const cell = await app.type("Drivers: Services and training", "Retention", column, "0.74");
  await expect(cell).toContainText("0.74\u00a0%");
  await expect(cell).toContainText("For 74\u00a0% type 74.");
  await expect(cell).not.toHaveAttribute("aria-invalid", "true");
  await app.type("Drivers: Services and training", "Retention", column, "74");
  await expect(cell).toHaveText("74\u00a0%");
});
