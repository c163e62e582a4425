// Without a network: the page that its service worker keeps, new versions of it, and networks that lie.
import { expect, test } from "@playwright/test";
import fs from "node:fs";
import { browser, Deployment, folder, laterRelease } from "../deploy.mjs";
import { App } from "../pages/app.mjs";

let deployment, context, profile;

test.beforeEach(async () => {
  profile = folder();
  deployment = new Deployment();
  await deployment.start();
  context = await browser(profile, deployment.url);
});

test.afterEach(async () => {
  const complaints = context.complaints;
  await context.close();
  await deployment.stop().catch(() => {});
  fs.rmSync(profile, { recursive: true, force: true });
  expect(complaints, "console, errors, policy and requests").toEqual([]);
});

async function open() {
  const page = await context.newPage();
  await page.goto(deployment.url);
  const app = new App(page);
  await app.ready();
  return app;
}

const kept = (page) => expect(page.locator("html")).toHaveAttribute("data-offline", "ready", { timeout: 15_000 });
const version = (page) => page.locator("script[data-wasm]").getAttribute("data-js");
const notice = (page) => page.getByRole("status", { name: "New version" });
const look = (page) => page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
const caches = (page) => page.evaluate(() => caches.keys());

/** Everything that leaves by the menu of exports, with the beginning of its bytes. */
const LEAVES = { "Excel workbook": "PK", CSV: "\ufeff", "Living HTML": "<!doctype html>", "Map as SVG": "<svg", "Map as PNG": "\u0089PNG" };

test("a page that was opened once starts, edits, saves and exports in a new browser without its server", async () => {
  const first = await open();
  await kept(first.page);
  await expect(first.page.getByText("opens without a network")).toBeVisible();
  await context.close();
  await deployment.stop();
  context = await browser(profile, deployment.url);
  let app = await open();
  await app.openExample();
  await app.title.fill("Renamed in the basement");
  await app.title.press("Enter");
  await app.saved();
  const figures = await app.headline();
  for (const screen of ["Journey", "Customers", "Equity", "Experience", "Case"]) {
    await app.go(screen);
    await expect(app.page.getByRole("tabpanel").getByRole("heading", { level: 1 })).toBeVisible();
  }
  for (const [entry, start] of Object.entries(LEAVES)) {
    const [download] = await Promise.all([app.page.waitForEvent("download"), app.export(entry)]);
    const bytes = fs.readFileSync(await download.path());
    const text = bytes.toString(start.startsWith("\u0089") ? "latin1" : "utf8");
    expect(text.startsWith(start), entry).toBe(true);
    expect(bytes.length, entry).toBeGreaterThan(300);
  }
  await app.page.evaluate(() => (globalThis.print = () => (globalThis.printed = true)));
  await app.export("Print report");
  await expect.poll(() => app.page.evaluate(() => globalThis.printed)).toBe(true);
  await app.page.keyboard.press("Escape");
  await context.close();
  context = await browser(profile, deployment.url);
  app = await open();
  await expect(app.title).toHaveValue("Renamed in the basement");
  expect(await app.headline()).toEqual(figures);
});

test("the page can be installed: its manifest names icons that are there", async () => {
  const { page } = await open();
  const session = await context.newCDPSession(page);
  const { errors, data } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data);
  expect(manifest.display).toBe("standalone");
  for (const icon of manifest.icons) {
    const [width] = icon.sizes.split("x").map(Number);
    const size = await page.evaluate(async (src) => {
      const picture = new Image();
      picture.src = src;
      await picture.decode();
      return picture.naturalWidth;
    }, icon.src);
    expect(size).toBe(width);
  }
  await kept(page);
  await expect.poll(async () => (await session.send("Page.getInstallabilityErrors")).installabilityErrors).toEqual([]);
});

test("a new version is offered and not forced, and old and new code never meet", async () => {
  const app = await open();
  const { page } = app;
  await kept(page);
  await app.openExample();
  const other = await open();
  await other.go("Equity");
  const before = await version(page);
  await page.evaluate(() => (globalThis.isTheSamePage = true));
  await other.page.evaluate(() => (globalThis.isTheSamePage = true));
  // An edit that has not left its field is as unsaved as an edit can be.
  await app.title.fill("Typed while a version came");

  deployment.files = laterRelease();
  await look(page);
  await expect(notice(page)).toBeVisible();
  await expect(notice(other.page)).toBeVisible();
  await expect(app.title).toHaveValue("Typed while a version came");
  expect(await page.evaluate(() => globalThis.isTheSamePage)).toBe(true);

  // A tab that is opened meanwhile gets the version of the others.
  const third = await open();
  expect(await version(third.page)).toBe(before);
  await third.page.close();

  await notice(page).getByRole("button", { name: "Update now" }).click();
  await expect.poll(() => page.evaluate(() => globalThis.isTheSamePage).catch(() => true)).toBeUndefined();
  await app.ready();
  expect(await version(page)).not.toBe(before);
  await expect(app.title).toHaveValue("Typed while a version came");
  await expect(notice(page)).toBeHidden();

  // The other tab stays as it was, goes on working with its own code, and takes the new version when it is asked to.
  expect(await other.page.evaluate(() => globalThis.isTheSamePage)).toBe(true);
  expect(await version(other.page)).toBe(before);
  const part = [...new Deployment().files.keys()].find((name) => name.startsWith("part-screens-"));
  expect(await other.page.evaluate(async (name) => (await fetch(name)).status, part)).toBe(200);
  await notice(other.page).getByRole("button", { name: "Update now" }).click();
  await expect.poll(() => version(other.page)).not.toBe(before);
});

test("a version whose files do not all arrive whole is not kept, and says so", async () => {
  await context.close();
  for (const portal of [
    // A network that wants a login answers everything with its own page.
    (name) => (name.startsWith("part-dialogs-") ? "<html>Please log in</html>" : null),
    // A file is missing on the server.
    null,
  ]) {
    deployment.portal = portal;
    const missing = [...deployment.files.keys()].find((name) => name.startsWith("portable-"));
    const bytes = deployment.files.get(missing);
    if (!portal) deployment.files.delete(missing);
    fs.rmSync(profile, { recursive: true, force: true });
    context = await browser(profile, deployment.url);
    const { page } = await open();
    await expect(page.locator("html")).toHaveAttribute("data-offline", /^Not kept/);
    await expect(page.getByText("does not open without a network yet")).toBeVisible();
    expect(await caches(page)).toEqual([]);
    deployment.portal = null;
    deployment.files.set(missing, bytes);
    await page.reload();
    await kept(page);
    // What went wrong is said on the console as well; here it is expected.
    context.complaints.length = 0;
    await context.close();
  }
  context = await browser(profile, deployment.url);
});

test("a network that answers everything with a page of its own changes nothing once the page is kept", async () => {
  const first = await open();
  await kept(first.page);
  await first.openExample();
  await first.page.close();
  deployment.portal = () => "<html><script>document.title = 'portal'</script>Please log in</html>";
  const app = await open();
  await expect(app.title).toHaveValue(/renewal/i);
  await look(app.page).catch(() => {});
  expect(await caches(app.page)).toHaveLength(1);
  await app.page.reload();
  await app.ready();
  await expect(app.page).toHaveTitle(/Journey Equity/);
  context.complaints.length = 0;
});

test("what is not there stays a 404 while the page is kept", async () => {
  const { page } = await open();
  await kept(page);
  await page.reload();
  await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);
  expect(await page.evaluate(async () => (await fetch("part-missing-0123456789abcdef.wasm")).status)).toBe(404);
  context.complaints.length = 0;
});
