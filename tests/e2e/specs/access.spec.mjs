// Every screen passes axe in both themes; the shell is used by keyboard.
import { readFileSync } from "node:fs";
import { expect, test } from "../fixtures.mjs";

const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page) {
  // Evaluated by the debugger, which the page's content policy does not bind.
  await page.evaluate(axe);
  const result = await page.evaluate((tags) => globalThis.axe.run({ runOnly: { type: "tag", values: tags } }), tags);
  return result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join("; ")}`);
}

const DIALOGS = ["Plans…", "Snapshots…", "Forget this device…", "Templates…", "Import data…", "Assumptions…", "Settings…", "Help and shortcuts"];

for (const colorScheme of ["light", "dark"]) {
  for (const viewport of [{ width: 1280, height: 720 }, { width: 390, height: 844 }]) {
    test(`axe finds nothing on the screens, ${colorScheme}, ${viewport.width} wide`, async ({ app, page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      expect(await violations(page), "first page").toEqual([]);
      await app.openExample();
      for (const screen of ["Journey", "Customers", "Equity", "Experience", "Case"]) {
        await app.go(screen);
        expect(await violations(page), screen).toEqual([]);
      }
    });

    test(`axe finds nothing in the dialogs, ${colorScheme}, ${viewport.width} wide`, async ({ app, page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await app.openExample();
      for (const entry of DIALOGS) {
        await app.menu(entry);
        await expect(page.getByRole("dialog")).toBeVisible();
        expect(await violations(page), entry).toEqual([]);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toHaveCount(0);
      }
    });
  }
}

test("single keys change the screen, but not while something takes text", async ({ app, page }) => {
  await app.openExample();
  await page.keyboard.press("3");
  await expect(page.getByRole("tab", { name: "Equity" })).toHaveAttribute("aria-selected", "true");
  await expect(page).toHaveURL(/#equity$/);
  await app.title.focus();
  await page.keyboard.press("2");
  await expect(page.getByRole("tab", { name: "Equity" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await app.title.blur();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Help and shortcuts" })).toContainText("Ctrl+Shift+Z");
});

test("the plan menu is used by keyboard", async ({ app, page }) => {
  await app.openExample();
  await page.getByRole("button", { name: "Plan menu" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "New plan" })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("menuitem", { name: "Help and shortcuts" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Plan menu" })).toBeFocused();
});

test("the page reflows at 320 pixels without scrolling sideways", async ({ app, page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await app.openExample();
  for (const screen of ["Journey", "Customers", "Equity", "Experience", "Case"]) {
    await app.go(screen);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, screen).toBeLessThanOrEqual(0);
  }
});

test("a working names formula, source and grade", async ({ app, page }) => {
  await app.openExample();
  await page.getByRole("button", { name: "Show the working: Customer equity, this year" }).click();
  const dialog = page.getByRole("dialog", { name: "Working: Customer equity, this year" });
  await expect(dialog).toContainText("€26,423,020");
  await expect(dialog).toContainText("Patterson");
});
