// One file: the portable page from a folder, and copies of a plan that someone is given.
import { expect, test } from "@playwright/test";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { browser, Deployment, folder, release } from "../deploy.mjs";
import { App } from "../pages/app.mjs";
import { stored } from "../pages/plans.mjs";

let drawer;
const contexts = [];

test.beforeEach(() => {
  drawer = path.join(folder(), "Übung für Gäste #3 (50 % neu)");
  fs.mkdirSync(drawer);
});

test.afterEach(async () => {
  const complaints = contexts.flatMap((context) => context.complaints);
  await Promise.all(contexts.map((context) => context.close()));
  for (const place of [path.dirname(drawer), ...contexts.map((context) => context.profile)]) fs.rmSync(place, { recursive: true, force: true });
  contexts.length = 0;
  expect(complaints, "console, errors, policy and requests").toEqual([]);
});

/** A browser without a past; its pages may ask for nothing but files. */
async function freshBrowser(origin = "file://") {
  const profile = folder();
  const context = await browser(profile, origin);
  contexts.push(Object.assign(context, { profile }));
  return context;
}

async function openFile(context, file) {
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  const app = new App(page);
  await app.ready();
  return app;
}

function portable() {
  const file = path.join(drawer, "journey-equity.html");
  fs.writeFileSync(file, release().get("journey-equity.html"));
  return file;
}

/** Saves a copy with the plan and returns its path. */
async function saveCopy(app, name, purpose) {
  if (purpose) {
    await app.export("Export options…");
    const dialog = app.page.getByRole("dialog", { name: "Export options" });
    await dialog.getByRole("combobox", { name: "Living HTML" }).selectOption(purpose);
    await app.page.keyboard.press("Escape");
  }
  const [download] = await Promise.all([app.page.waitForEvent("download"), app.export("Living HTML")]);
  const file = path.join(drawer, name);
  await download.saveAs(file);
  return file;
}

/** Goes to what the palette finds first. */
async function goTo(app, words) {
  await app.page.keyboard.press("Control+k");
  await app.page.getByRole("combobox", { name: "Palette" }).fill(words);
  await app.page.keyboard.press("Enter");
}

const causalShare = (app) => app.page.getByRole("slider", { name: "Causal share" });
const note = (app) => app.page.getByRole("note", { name: "Copy" });

test("the portable page works from a folder and keeps what is done in it", async () => {
  const file = portable();
  const context = await freshBrowser();
  const app = await openFile(context, file);
  await app.openExample();
  await app.title.fill("From a stick");
  await app.title.press("Enter");
  await app.saved();
  const figures = await app.headline();
  for (const screen of ["Customers", "Equity", "Experience", "Case", "Journey"]) {
    await app.go(screen);
    await expect(app.page.getByRole("tabpanel").getByRole("heading", { level: 1 })).toBeVisible();
  }
  await goTo(app, "twice data");
  await expect(app.page.locator('[data-at^="pains-"]:focus')).toContainText("Data arrives late");
  await app.page.reload();
  await app.ready();
  await expect(app.title).toHaveValue("From a stick");
  expect(await app.headline()).toEqual(figures);
});

test("a copy for what-if shows the same figures anywhere, and can be changed and saved again", async () => {
  const first = await openFile(await freshBrowser(), portable());
  await first.openExample();
  const figures = await first.headline();
  const copy = await saveCopy(first, "Ünser Plan #1 copy.html", "what-if");

  const second = await openFile(await freshBrowser(), copy);
  await expect(note(second)).toContainText("to try things in");
  expect(await second.headline()).toEqual(figures);
  await second.go("Experience");
  await causalShare(second).fill("0.2");
  await second.saved();
  const moved = await second.headline();
  expect(moved.scenario_gain).not.toBe(figures.scenario_gain);

  // The reader's changes are there again, and can be put aside and taken back.
  await second.page.reload();
  await second.ready();
  expect(await second.headline()).toEqual(moved);
  await note(second).getByRole("button", { name: "Show it as it was saved" }).click();
  await expect.poll(() => second.headline()).toEqual(figures);
  await second.undo.click();
  await expect.poll(() => second.headline()).toEqual(moved);

  const again = await saveCopy(second, "again.html");
  const third = await openFile(await freshBrowser(), again);
  expect(await third.headline()).toEqual(moved);
  await expect(note(third).getByRole("button")).toHaveCount(0);
});

test("a copy for reading cannot be changed, and keeps nothing in the reader's browser", async () => {
  const first = await openFile(await freshBrowser(), portable());
  await first.openExample();
  const figures = await first.headline();
  await first.page.getByRole("rowheader", { name: /^Budget/ }).click();
  await first.page.keyboard.press("Delete");
  const copy = await saveCopy(first, "to read.html", "read-only");
  const reader = await openFile(await freshBrowser(), copy);
  // What is seen came along, and the reader looks at something else.
  const lanes = reader.page.getByRole("button", { name: /^Lanes: / });
  await expect(lanes).toHaveText(/^Lanes: 19 of 20/);
  await goTo(reader, "budget");
  await expect(lanes).toHaveText(/^Lanes: all/);
  await expect(note(reader)).toContainText("for reading");
  expect(await reader.headline()).toEqual(figures);
  await reader.go("Experience");
  const share = await causalShare(reader).inputValue();
  await expect(causalShare(reader)).toBeDisabled();
  await expect(causalShare(reader)).toHaveValue(share);
  await reader.go("Case");
  expect(await reader.headline()).toEqual(figures);
  await expect(reader.saveState).toHaveText(/^For reading · \d+ \w+ \d{4}$/);
  const [{ name }] = await reader.page.evaluate(() => indexedDB.databases());
  expect(name).toContain("copy");
  const { stores } = await stored(reader.page, name);
  expect(Object.keys(stores)).toContain("snapshots");
  for (const [store, { keys }] of Object.entries(stores)) expect(keys, store).toEqual([]);
});

test("two copies and the portable page in one browser know nothing of each other", async () => {
  const context = await freshBrowser();
  const page = portable();
  const first = await openFile(context, page);
  await first.openExample();
  const one = await saveCopy(first, "one.html", "what-if");
  await first.title.fill("The second plan");
  await first.title.press("Enter");
  await first.saved();
  const two = await saveCopy(first, "two.html");

  const apps = { one: await openFile(context, one), two: await openFile(context, two) };
  const title = await apps.one.title.inputValue();
  await expect(apps.two.title).toHaveValue("The second plan");
  await apps.one.go("Experience");
  await causalShare(apps.one).fill("0.1");
  await apps.one.saved();
  await apps.two.title.fill("The second plan, changed");
  await apps.two.title.press("Enter");
  await apps.two.saved();
  for (const app of Object.values(apps)) await app.page.reload();
  await expect(apps.one.title).toHaveValue(title);
  await expect(causalShare(apps.one)).toHaveValue("0.1");
  await expect(apps.two.title).toHaveValue("The second plan, changed");
  await first.page.reload();
  await expect(first.title).toHaveValue("The second plan");
});

test("the hosted page makes copies after its server has gone", async () => {
  const deployment = new Deployment();
  await deployment.start();
  const context = await freshBrowser(deployment.url);
  const page = await context.newPage();
  await page.goto(deployment.url);
  const app = new App(page);
  await app.ready();
  await expect(page.locator("html")).toHaveAttribute("data-offline", "ready", { timeout: 15_000 });
  await deployment.stop();
  await page.reload();
  await app.ready();
  await app.openExample();
  await app.title.fill("</script><img src=x onerror=alert(1)>");
  await app.title.press("Enter");
  await app.saved();
  const figures = await app.headline();
  const copy = await saveCopy(app, "from the host.html", "what-if");
  const reader = await openFile(await freshBrowser(), copy);
  expect(await reader.headline()).toEqual(figures);
  await expect(reader.title).toHaveValue("</script><img src=x onerror=alert(1)>");
  // A copy of a copy is as large as the copy: nothing is carried twice.
  const again = await saveCopy(reader, "again.html");
  expect(Math.abs(fs.statSync(again).size - fs.statSync(copy).size)).toBeLessThan(200);
});
