// What the product survives: no storage, full storage, a crash of its own.
import { test as plain } from "@playwright/test";
import { expect, test } from "../fixtures.mjs";
import { App } from "../pages/app.mjs";

test("a database that never answers: the app works in memory and says so", async ({ page, complaints }) => {
  void complaints;
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => ({});
  });
  const app = new App(page);
  await app.start();
  await page.getByRole("button", { name: "Open the example" }).click();
  await expect(app.saveState).toHaveText("Not saved");
  await expect(page.getByRole("alert")).toContainText("does not let the page store anything");
  await app.go("Customers");
  await app.type("Yearly figures: Subscriptions", "New customers", "2026", "11k");
  expect(await app.planFile()).toContain('"new_customers": 11000.0');
});

test("a full disk: nothing is lost, the banner says so, and saving is tried again", async ({ app, page }) => {
  await app.openExample();
  await page.evaluate(() => {
    globalThis.realPut = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("no room", "QuotaExceededError");
    };
  });
  await app.title.fill("Written on a full disk");
  await app.title.press("Enter");
  await expect(app.saveState).toHaveText("Not saved");
  await expect(page.getByRole("alert")).toContainText("storage is full");
  expect(await app.planFile()).toContain("Written on a full disk");
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = globalThis.realPut;
  });
  await app.saved();
  await page.reload();
  await app.ready();
  await expect(app.title).toHaveValue("Written on a full disk");
});

test("a plan that cannot be saved is not left without a question", async ({ app, page }) => {
  await app.openExample();
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("no room", "QuotaExceededError");
    };
  });
  await app.title.fill("Written on a full disk");
  await app.title.press("Enter");
  const dialog = page.getByRole("dialog", { name: "This plan is not saved" });
  await app.menu("New plan");
  await expect(dialog.getByRole("alert")).toContainText("storage is full");
  await dialog.getByRole("button", { name: "Stay" }).click();
  await expect(app.title).toHaveValue("Written on a full disk");

  await app.openFile("other.journey.json", (await app.planFile()).replace("Written on a full disk", "The other plan"));
  const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Save file" }).click()]);
  expect(download.suggestedFilename()).toBe("Written-on-a-full-disk.journey.json");
  await dialog.getByRole("button", { name: "Leave anyway" }).click();
  await expect(app.title).toHaveValue("The other plan");
  await expect(dialog).toHaveCount(0);
});

test("a plan that is left at once is on disk before another one is shown", async ({ app, page }) => {
  await app.openExample();
  await app.title.fill("Typed and left");
  await app.title.press("Enter");
  await app.menu("New plan");
  const listed = page.getByRole("region", { name: "Your plans" }).getByRole("button", { name: "Typed and left" });
  await expect(listed).toBeVisible();
  await page.evaluate(() => localStorage.clear());
  await listed.click();
  await expect(app.title).toHaveValue("Typed and left");
});

test("edits made just before the page goes away are there again", async ({ app, page }) => {
  await app.openExample();
  await app.title.fill("Typed at the last moment");
  await app.title.press("Enter");
  await page.reload();
  await app.ready();
  await expect(app.title).toHaveValue("Typed at the last moment");
  await app.saved();
});

// The card logs why the app stopped, so these two watch the page themselves.
plain("a crash leaves a card with a way to the plan", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.openExample();
  await page.evaluate(() => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError("unreachable");
    });
  });
  const card = page.getByRole("alertdialog");
  await expect(card).toContainText("Journey Equity has stopped");
  const download = page.waitForEvent("download");
  await card.getByRole("button", { name: "Download" }).click();
  expect((await download).suggestedFilename()).toBe("recovered.journey.json");
  await card.getByRole("button", { name: "Reload" }).click();
  await app.ready();
  await expect(app.title).toHaveValue("Example: renewal plan of a software company");
});

plain("a module that does not arrive is said, not a blank page", async ({ page }) => {
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto("./");
  await expect(page.getByRole("alertdialog")).toContainText("Journey Equity has stopped");
});

plain("a part that does not arrive is said where it was to be shown, and asked for again", async ({ page }) => {
  let reachable = () => false;
  await page.route("**/part-*.wasm", (route) => (reachable(route.request().url()) ? route.continue() : route.abort()));
  const app = new App(page);
  await app.start();
  await page.getByRole("button", { name: "Open the example" }).click();
  await expect(page.getByRole("alert")).toContainText("The example could not be loaded");
  reachable = (url) => url.includes("example");
  await app.openExample();
  const screen = page.getByRole("tabpanel");
  await expect(screen.getByRole("alert")).toContainText("could not be loaded");
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("alert")).toContainText("could not be loaded");
  reachable = () => true;
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("dialog", { name: "Help and shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await screen.getByRole("button", { name: "Try again" }).click();
  await expect(screen.getByRole("grid", { name: "Journey map" })).toBeVisible();
  await app.go("Equity");
  await expect(screen.getByRole("heading", { level: 1 })).toHaveText("Equity");
});

test("once the first page is there, everything else comes by itself and no screen needs the server again", async ({ page }) => {
  const arrived = new Set();
  page.on("requestfinished", (request) => arrived.add(request.url().split("/").pop()));
  const app = new App(page);
  await app.start();
  const kept = await (await page.request.get("service-worker.js")).text();
  const parts = kept.match(/part-[\w-]+\.wasm/g);
  expect(parts.length).toBeGreaterThan(2);
  await expect.poll(() => parts.filter((name) => !arrived.has(name))).toEqual([]);
  await page.route("**/*", (route) => route.abort());
  await app.openExample();
  for (const screen of ["Journey", "Customers", "Equity", "Experience", "Case"]) {
    await app.go(screen);
    // Nothing that stands in for a screen has a heading.
    await expect(page.getByRole("tabpanel").getByRole("heading", { level: 1 })).toBeVisible();
  }
});
