// A program that fails while it starts does not do so for ever: after three times it leaves the last plan alone.
import { test as plain, expect } from "@playwright/test";
import { App } from "../pages/app.mjs";

/** Stops the program as a panic does. */
const panic = (page, why = "unreachable") =>
  page.evaluate((text) => queueMicrotask(() => { throw new WebAssembly.RuntimeError(text); }), why);

const card = (page) => page.getByRole("alertdialog").filter({ hasText: "Journey Equity has stopped" });

plain("three failing starts lead to a page without the last plan and the address", async ({ page }, info) => {
  const app = new App(page);
  await app.start();
  await app.openExample();
  await app.go("Case");
  for (const why of ["first", "second", "third"]) {
    await page.reload();
    await app.ready();
    await panic(page, why);
    await expect(card(page)).toBeVisible();
  }
  await card(page).getByRole("button", { name: "Reload" }).click();
  await app.ready();
  const said = page.getByRole("alert").filter({ hasText: "stopped while it was starting" });
  await expect(said).toContainText("third");
  expect(new URL(page.url()).hash).toBe("");
  for (const theme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: theme });
    await page.screenshot({ path: info.outputPath(`safe-${theme}.png`) });
  }

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download every plan" }).click();
  expect((await download).suggestedFilename()).toMatch(/^Example-renewal-plan.*\.journey\.json$/);
  await expect(page.getByRole("status").filter({ hasText: "Files saved" })).toBeVisible();
  await page.getByRole("button", { name: "Open the example" }).click();
  await expect(app.title).toHaveValue(/^Example/);
  await app.saved();
});

plain("the same failure at the same address is not met a third time", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.openExample();
  await app.go("Equity");
  await page.clock.install();
  for (let time = 0; time < 2; time++) {
    await page.reload();
    await app.ready();
    await panic(page, "the same");
    await expect(card(page)).toBeVisible();
    // Whoever reads the card for long has not started.
    await page.clock.fastForward(20_000);
  }
  await page.reload();
  await app.ready();
  await expect(page.getByRole("alert").filter({ hasText: "stopped while it was starting" })).toBeVisible();
  await page.getByRole("region", { name: "Your plans" }).getByRole("button", { name: /^Example/ }).click();
  await expect(app.title).toHaveValue(/^Example/);
});

plain("the card gives the newest record and the edits after it, and nothing behind it can be used", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.openExample();
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => { throw new DOMException("no room", "QuotaExceededError"); };
  });
  await app.title.fill("After the last save");
  await app.title.press("Enter");
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  await panic(page);
  await expect(card(page)).toBeVisible();
  for (let time = 0; time < 3; time++) {
    await page.keyboard.press("Escape");
    await expect(card(page)).toBeVisible();
  }
  await expect(app.title.click({ timeout: 1_000 })).rejects.toThrow();
  const names = [];
  page.on("download", async (download) => {
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    names.push([download.suggestedFilename(), Buffer.concat(chunks).toString("utf8")]);
  });
  await card(page).getByRole("button", { name: "Download" }).click();
  await expect.poll(() => names.length).toBe(2);
  const of = Object.fromEntries(names);
  expect(of["unsaved-edits.journey.json"]).toContain("After the last save");
  expect(of["recovered.journey.json"]).toContain("Example: renewal plan");
});
