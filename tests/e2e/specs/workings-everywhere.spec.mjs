// A figure shows its working wherever it stands: on the map, with its owner, among the levers, beside other scenarios.
import { expect, test } from "../fixtures.mjs";
import { JourneyMap } from "../pages/map.mjs";

const working = (page, name) => page.getByRole("dialog", { name: `Working: ${name}` });

test("money on the map and with its owner shows its working, by pointer and by Enter", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  const cell = await map.cell("Value at stake", "Deploy");
  const value = (await cell.locator(".money").textContent()).trim();
  await cell.focus();
  await page.keyboard.press("Enter");
  const dialog = working(page, "Value at stake, 5 years, Deploy");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(cell).toBeFocused();
  await (await map.cell("Scenario gain", "Deploy")).getByRole("button", { name: /^Show the working: Part of the gain, Deploy/ }).click();
  await expect(page.getByRole("dialog", { name: /^Working: Part of the gain, Deploy/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Owners", exact: true }).click();
  const owned = page.getByRole("tabpanel").getByRole("button", { name: "Show the working: Value at stake, 5 years, Deploy" });
  await expect(owned.locator("..")).toContainText(value);
  await owned.click();
  await expect(dialog).toBeVisible();
});

test("the active scenario and the levers show theirs, and the others none", async ({ app, page }) => {
  await app.openExample();
  await app.go("Case");
  const scenarios = page.getByRole("region", { name: "Scenarios", exact: true });
  const shown = scenarios.getByRole("button", { name: /^Show the working: / });
  await expect(shown.filter({ hasText: "" }).first()).toBeVisible();
  const columns = await scenarios.getByRole("row").first().getByRole("columnheader").allTextContents();
  const active = columns.indexOf("Fix onboarding and billing");
  const cells = await scenarios.getByRole("cell").filter({ has: page.getByRole("button") }).evaluateAll((all) => all.map((c) => c.cellIndex - 1));
  expect(new Set(cells)).toEqual(new Set([active]));
  await scenarios.getByRole("button", { name: "Show the working: NPV after cost" }).click();
  await expect(working(page, "NPV after cost")).toContainText("€452,235");
  await page.keyboard.press("Escape");
  const levers = page.getByRole("region", { name: "Quick levers" });
  await levers.getByRole("button", { name: "Show the working: Change of present value, by higher prices" }).click();
  const dialog = working(page, "Change of present value, by higher prices");
  await expect(dialog).toContainText("Prices 5 % higher");
  await expect(dialog).toContainText("Discount");
});
