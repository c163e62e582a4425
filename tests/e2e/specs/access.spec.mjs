// The shell is used by keyboard, the page reflows, a working says where it comes from. What axe says: access-matrix.spec.
import { expect, test } from "../fixtures.mjs";

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
