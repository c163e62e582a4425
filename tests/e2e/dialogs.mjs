// The ways to every dialog and every kind of menu.
import { expect } from "./fixtures.mjs";

/** Presses the first button of a name. */
export const button = (name) => ({ page }) => page.getByRole("button", { name }).first().click();
/** Chooses an entry of a menu. */
const entry = (menu, name) => async ({ page }) => {
  await button(menu)({ page });
  await page.getByRole("menuitem", { name }).click();
};
const ofPlanMenu = (name) => ["Journey", name, ({ app }) => app.menu(name)];

/** A dialog by its screen, its name and the way to it. */
export const DIALOGS = [
  ...["Plans…", "Import data…", "Templates…", "Snapshots…", "Assumptions…", "Settings…", "Forget this device…", "Help and shortcuts"].map(ofPlanMenu),
  ["Journey", "Palette", ({ page }) => page.keyboard.press("Control+k")],
  ["Journey", "Export options…", ({ app }) => app.export("Export options…")],
  ["Journey", "Print report", async ({ app, page }) => {
    // The browser's own dialog would keep the page busy.
    await page.evaluate(() => (globalThis.print = () => {}));
    await app.export("Print report");
  }],
  ["Journey", "About an assumption", async ({ app, page }) => {
    await app.menu("Assumptions…");
    await button(/^About /)({ page });
  }],
  ["Journey", "A table to import", async ({ app, page }) => {
    await app.menu("Import data…");
    const buffer = Buffer.from("Year;Segment;New customers\n2026;Retail;100\n2026;Retail;x\n");
    await page.getByLabel("File (CSV, TSV)").setInputFiles({ name: "customers.csv", mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: "Read all rows" }).click();
    await expect(page.getByRole("region", { name: "Problems" })).toBeVisible();
  }],
  ["Journey", "A dropped file", async ({ app, page }) => {
    const text = await app.planFile();
    await page.locator("main").evaluate((main, text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], "other.journey.json", { type: "application/json" }));
      main.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, text);
  }],
  ...["Roles…", "Stage weights…", "Copy from another plan…"].map((name) => ["Journey", name, entry("More", name)]),
  ["Journey", "Steps…", entry(/^Stage menu: /, "Steps…")],
  ["Customers", "About a number", entry(/^Cells of Yearly figures/, /^About /)],
  ["Customers", "Paste…", entry(/^Cells of Yearly figures/, "Paste…")],
  ["Customers", "Split…", entry(/^Segment menu/, "Split…")],
  ["Journey", "Touchpoints", ({ page }) => page.locator('[role=gridcell][data-at^="touchpoints-"]').first().press("F2")],
  ["Case", "Board paper", button("Board paper")],
];

/** The dialogs that a blank plan does not have. */
export const DIALOGS_WITH_MONEY = [
  ["Customers", "Merge another into it…", entry(/^Segment menu/, "Merge another into it…")],
  ["Equity", "Not copied", async ({ page }) => {
    await page.evaluate(() => (Clipboard.prototype.write = () => Promise.reject(new DOMException("no", "NotAllowedError"))));
    await entry(/^Chart menu/, "Copy picture")({ page });
  }],
  ["Case", "Changes…", button(/^Changes…/)],
  ["Case", "Range", button(/^Range: /)],
];

/** The dialogs that hold more the more the plan holds. */
export const GROWING = ["Assumptions…", "Print report", "Stage weights…", "Touchpoints", "Board paper", "Changes…"];

/** A menu of every kind by its screen and the name of its button. */
export const MENUS = [
  ...["Plan menu", "Export", /^Roles: /, /^Lanes: /, "Display", "More", /^Stage menu: /, /^Lane menu: /].map((name) => ["Journey", name]),
  ["Customers", /^Segment menu: /],
  ["Customers", /^Cells of /],
  ["Equity", /^Chart menu: /],
];
