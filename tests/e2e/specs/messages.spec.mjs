// What is done, refused or gone is told where one looks, with a way back, and once only.
import { expect, test } from "../fixtures.mjs";
import { JourneyMap } from "../pages/map.mjs";

const notice = (page) => page.getByRole("status", { name: "Notice" });

test("what goes is told with a way back, and what is undone is named", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  const before = await map.stages();
  await map.menu("Stage", "Deploy", "Delete");
  await expect(notice(page)).toHaveText(/Removed the stage “Deploy”\./);
  await notice(page).getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => map.stages()).toEqual(before);
  await expect(notice(page)).toHaveText(/Undone: removed the stage “Deploy”\./);
  await app.redo.click();
  await expect(notice(page)).toHaveText(/Done again: removed the stage “Deploy”\./);
  await app.undo.click();
  await expect.poll(() => map.stages()).toEqual(before);
});

test("the next edit takes the offer to undo away, because it would undo that edit", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  await map.menu("Stage", "Deploy", "Duplicate");
  await expect(notice(page)).toContainText("Duplicated the stage “Deploy”.");
  await app.title.fill("Another title");
  await app.title.press("Enter");
  await expect(notice(page)).toHaveText("");
});

test("what is said twice is heard twice, and goes by itself unless somebody is there", async ({ app, page }) => {
  await app.openExample();
  await app.go("Equity");
  const menu = page.getByRole("figure").first().getByRole("button", { name: "Chart menu" });
  const bars = notice(page).locator(".message");
  const copy = async () => {
    await menu.click();
    await page.getByRole("menuitem", { name: "Copy table" }).click();
    await expect(bars).toHaveText(/Copied the table/);
    return bars.elementHandle();
  };
  const first = await copy();
  const second = await copy();
  // A new node is spoken again; the old one is gone.
  expect(await first.evaluate((node) => node.isConnected)).toBe(false);
  expect(await second.evaluate((node) => node.isConnected)).toBe(true);
  await bars.hover();
  const shown = await page.evaluate(() => performance.now());
  await page.waitForFunction((since) => performance.now() > since + 8500, shown);
  await expect(bars).toBeVisible();
  await page.mouse.move(5, 5);
  await expect(bars).toHaveCount(0);
});

test("a refusal is told above the dialog in which it happens, and what must be looked at waits below", async ({ app, page }) => {
  await app.openExample();
  await app.openFile("notes.json", "{}");
  const alert = page.getByRole("alert", { name: "Please note" });
  await expect(alert).toContainText("notes.json");
  await app.menu("Settings…");
  const dialog = page.getByRole("dialog", { name: "Settings" });
  await expect(dialog).toBeVisible();
  await expect(alert, "what was said before waits below the dialog").toHaveCount(0);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(alert).toContainText("notes.json");
  await alert.getByRole("button", { name: "Dismiss the notice" }).click();
  await expect(alert).toHaveCount(0);
});
