// What the plan refuses is said where one looks, and no control shows what was not taken.
import { readFileSync } from "node:fs";
import { expect, test } from "../fixtures.mjs";
import { App } from "../pages/app.mjs";
import { JourneyMap } from "../pages/map.mjs";

const file = (name) => readFileSync(new URL(`../../cases/${name}.journey.json`, import.meta.url), "utf8");

test("a lane that would become too long a text is not duplicated, in words", async ({ app, page }) => {
  await app.openExample();
  await app.openFile("F01.journey.json", file("F01-lane-duplicate"));
  await expect(app.title).toHaveValue(/F01/);
  const map = new JourneyMap(app);
  await map.menu("Lane", "Touchpoints", "Duplicate as texts");
  const notice = page.getByRole("status", { name: "Notice" });
  await expect(notice).toContainText("cannot be duplicated as texts");
  await expect(notice).toContainText("at most 10,000");
  await app.saved();
  await page.reload();
  await app.ready();
  await expect(app.title).toHaveValue(/F01/);
});

test("there is no year after 9999, in words", async ({ app, page }) => {
  await app.openExample();
  await app.openFile("F04.journey.json", file("F04-year-9999"));
  await app.go("Customers");
  await page.getByRole("button", { name: "Add year" }).first().click();
  await expect(page.getByRole("status", { name: "Notice" })).toContainText("there is none after it");
});

test("in a tab that only reads every control is off before it is tried, what is pressed says why, and taking over turns them on", async ({ app, context }) => {
  await app.openExample();
  const other = new App(await context.newPage());
  const { page } = other;
  await other.start();
  await expect(other.saveState).toHaveText(/read-only/);
  // What is about the view and not about the plan can be chosen: it is named here.
  const ofView = ["Differences to", "Slopes of", "Score chart for", "From", "To", "Search", "Show it on the published example"];
  const open = (within) =>
    page.locator(`${within} :is(input, select, textarea)`).evaluateAll(
      (all, ofView) =>
        all
          .filter((control) => !control.disabled && !control.readOnly)
          .map((control) => control.ariaLabel ?? control.closest("label")?.textContent ?? control.outerHTML)
          .filter((name) => !ofView.some((view) => name.startsWith(view))),
      ofView,
    );
  for (const screen of ["Journey", "Customers", "Equity", "Experience", "Case"]) {
    await other.go(screen);
    await expect(page.getByRole("tabpanel").getByRole("heading", { level: 1 })).toBeVisible();
    expect(await open("body"), screen).toEqual([]);
  }
  await page.getByRole("button", { name: "Add initiative" }).click();
  await expect(page.getByRole("status", { name: "Notice" })).toContainText("read-only");
  await other.menu("Settings…");
  expect(await open("dialog")).toEqual(["Single keys act: 1 to 5 show the screens, ? the help"]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Take over" }).click();
  await other.saved();
  await expect(other.title).toBeEditable();
  await expect(page.getByRole("checkbox", { name: /^In the scenario/ }).first()).toBeEnabled();
});

test("of a scenario that is locked as agreed every control is off before it is tried, and on again when it is reopened", async ({ app, page }) => {
  await app.openExample();
  await app.go("Case");
  await page.getByRole("button", { name: "Lock as agreed" }).click();
  const name = page.getByRole("textbox", { name: "Scenario name" });
  await expect(name).not.toBeEditable();
  await expect(page.getByRole("checkbox", { name: /^In the scenario/ }).first()).toBeDisabled();
  await expect(page.getByRole("button", { name: "Remove scenario" })).toBeDisabled();
  await page.getByRole("button", { name: /^Changes…/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("it is locked");
  const open = await dialog.locator("input, select, textarea").evaluateAll((all) => all.filter((c) => !c.disabled && !c.readOnly).map((c) => c.ariaLabel));
  expect(open).toEqual([]);
  await page.keyboard.press("Escape");
  await app.go("Experience");
  await expect(page.getByRole("slider", { name: /^Points: / }).first()).toBeDisabled();
  await app.go("Case");
  await page.getByRole("button", { name: "Reopen" }).click();
  await expect(name).toBeEditable();
});

test("a shape that does not fit its ends stays chosen with the reason, until they do", async ({ app, page }) => {
  await app.openExample();
  await app.openFile("C13.journey.json", file("C13-range-from-zero"));
  await app.go("Case");
  await page.getByRole("button", { name: /Range of one-off cost|one-off cost/i }).first().click();
  const dialog = page.getByRole("dialog");
  const shape = dialog.getByRole("combobox", { name: "In between" });
  await shape.selectOption({ label: "90 % range, lognormal" });
  await expect(dialog.getByRole("alert").filter({ hasText: "low end above 0" })).toBeVisible();
  await expect(shape.locator("option:checked")).toHaveText("90 % range, lognormal");
  await dialog.getByRole("textbox", { name: "Low" }).fill("10k");
  await dialog.getByRole("textbox", { name: "Low" }).press("Enter");
  await expect(dialog.getByRole("alert").filter({ hasText: "low end above 0" })).toHaveCount(0);
  await expect(shape.locator("option:checked")).toHaveText("90 % range, lognormal");
});

test("draws that were brought back are told, and a small share is not nothing", async ({ app, page }) => {
  await app.openExample();
  await app.openFile("C13.journey.json", file("C13-range-from-zero"));
  await app.go("Case");
  await page.getByRole("button", { name: /^(Run|Simulate)/ }).first().click();
  const panel = page.getByRole("tabpanel");
  await expect(panel).toContainText(/(4[5-9]|5[0-4])\d of 10,000 draws of “New platform: one-off cost”/);
  await expect(panel).toContainText("the likely value is not used: New platform: one-off cost");
});
