// The dialogs about plans as a whole: the library, snapshots, forgetting everything.
import { expect } from "@playwright/test";

export class Library {
  constructor(app) {
    this.app = app;
    this.dialog = app.page.getByRole("dialog", { name: "Plans", exact: true });
    this.plans = this.dialog.getByRole("region", { name: "Your plans", exact: true });
    this.deleted = this.dialog.getByRole("region", { name: "Deleted plans" });
    this.said = this.dialog.locator(".message");
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
    this.said = this.dialog.locator(".message");
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
    await expect(this.said).toContainText(`“${name}” is taken.`);
  }

  entry(name) {
    return this.list.filter({ hasText: name });
  }

  button(act, name) {
    return this.entry(name).getByRole("button", { name: new RegExp(`^${act} `) });
  }
}

/** A page of `context` that carries a plan within itself, as a copy to try things in does. */
export async function carrying(context, text) {
  const page = await context.newPage();
  await page.addInitScript((text) => {
    const carry = () => {
      const script = document.createElement("script");
      Object.assign(script, { type: "application/json", id: "journey-equity-plan", textContent: text });
      Object.assign(script.dataset, { copy: "7", mode: "what-if" });
      document.head.append(script);
    };
    document.addEventListener("readystatechange", carry, { once: true });
  }, text);
  return page;
}

/** Leaves half a file where the last plan was stored. */
export function damage(page, space = "journey-equity") {
  return page.evaluate(async (space) => {
    const open = indexedDB.open(space);
    await new Promise((resolve) => (open.onsuccess = resolve));
    const store = open.result.transaction("plans", "readwrite").objectStore("plans");
    const id = JSON.parse(localStorage.getItem(`${space}/preferences`)).last_plan;
    await new Promise((resolve) => (store.put({ revision: 9, text: '{"half', checksum: "0" }, id).onsuccess = resolve));
    open.result.close();
  }, space);
}

/** Everything of the database of this page, read from outside the app. */
export function stored(page, space = "journey-equity") {
  return page.evaluate(async (space) => {
    const open = indexedDB.open(space);
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
  }, space);
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
