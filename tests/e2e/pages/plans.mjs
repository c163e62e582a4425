// The dialogs about plans as a whole: the library, snapshots, forgetting everything.
import { expect } from "@playwright/test";

export class Library {
  constructor(app) {
    this.app = app;
    this.dialog = app.page.getByRole("dialog", { name: "Plans", exact: true });
    this.plans = this.dialog.getByRole("region", { name: "Your plans", exact: true });
    this.deleted = this.dialog.getByRole("region", { name: "Deleted plans" });
    this.said = this.dialog.getByRole("status");
  }

  async open() {
    await this.app.menu("Plans…");
    await expect(this.plans).toBeVisible();
  }

  async openFromFirstPage() {
    await this.app.page.getByRole("button", { name: "All plans, and those you deleted" }).click();
    await expect(this.dialog).toBeVisible();
  }

  async close() {
    await this.dialog.getByRole("button", { name: "Close" }).click();
    await expect(this.dialog).toHaveCount(0);
  }

  act(act, title) {
    return this.dialog.getByRole("button", { name: `${act} ${title}`, exact: true });
  }

  /** The titles in their order. */
  titles(section = this.plans) {
    return section.locator("li .name");
  }
}

export class Snapshots {
  constructor(app) {
    this.app = app;
    this.dialog = app.page.getByRole("dialog", { name: "Snapshots" });
    this.said = this.dialog.getByRole("status");
    this.list = this.dialog.locator(".snapshots > li");
  }

  async open() {
    await this.app.menu("Snapshots…");
    await expect(this.dialog).toBeVisible();
  }

  async close() {
    await this.dialog.getByRole("button", { name: "Close" }).click();
    await expect(this.dialog).toHaveCount(0);
  }

  async take(name) {
    await this.dialog.getByRole("textbox", { name: "Name of the snapshot" }).fill(name);
    await this.dialog.getByRole("button", { name: "Take a snapshot" }).click();
    await expect(this.said).toHaveText(`“${name}” is taken.`);
  }

  entry(name) {
    return this.list.filter({ hasText: name });
  }

  button(act, name) {
    return this.entry(name).getByRole("button", { name: new RegExp(`^${act} `) });
  }
}

/** Everything of the database of this page, read from outside the app. */
export function stored(page) {
  return page.evaluate(async () => {
    const open = indexedDB.open("journey-equity");
    const database = await new Promise((resolve) => (open.onsuccess = () => resolve(open.result)));
    const all = {};
    for (const name of database.objectStoreNames) {
      const store = database.transaction(name).objectStore(name);
      const get = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
      all[name] = { keys: await get(store.getAllKeys()), values: await get(store.getAll()) };
    }
    const { version } = database;
    database.close();
    return { version, stores: all };
  });
}

/** Goes to a page of the same origin that is not the app. */
export async function elsewhere(page) {
  await page.route("**/elsewhere", (route) => route.fulfill({ contentType: "text/html", body: '<link rel="icon" href="data:,">' }));
  await page.goto("./elsewhere");
}

/** What the browser keeps for this page, by the browser's own lists. */
export const traces = (page) =>
  page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map((d) => d.name),
    keys: localStorage.length,
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
