// The library of plans, snapshots, and forgetting everything.
import { expect, test } from "../fixtures.mjs";
import { App } from "../pages/app.mjs";
import { carrying, damage, elsewhere, Library, Snapshots, stored, traces } from "../pages/plans.mjs";

const EXAMPLE = "Example: renewal plan of a software company";

async function retitle(app, title) {
  await app.title.fill(title);
  await app.title.press("Enter");
  // The index of plans has the title as soon as the database has the plan.
  const listed = (text) => Object.values(localStorage).some((value) => value.includes(JSON.stringify(text)));
  await expect.poll(() => app.page.evaluate(listed, title)).toBe(true);
  await app.saved();
}

/** The stored text of the open plan. */
async function storedText(page) {
  const id = await page.evaluate(() => JSON.parse(localStorage.getItem("journey-equity/preferences")).last_plan);
  const { stores } = await stored(page);
  return stores.plans.values[stores.plans.keys.indexOf(id)].text;
}

test("a plan is duplicated, renamed, deleted and brought back, and all of it outlives a reload", async ({ app, page }) => {
  const library = new Library(app);
  await app.openExample();
  await library.open();
  await expect(library.plans).toContainText("open");
  await expect(library.plans).toContainText(/saved \d+ \w+ \d{4}, \d\d:\d\d/);
  await expect(library.plans).toContainText(/\d+\sKB/);
  await library.act("Rename", EXAMPLE).click();
  await library.dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(library.act("Rename", EXAMPLE)).toBeFocused();
  await library.act("Duplicate", EXAMPLE).click();
  await expect(library.said).toContainText(`“${EXAMPLE} (copy)” is in the library.`);
  await library.act("Rename", `${EXAMPLE} (copy)`).click();
  await library.dialog.getByRole("textbox", { name: `New title of ${EXAMPLE} (copy)` }).fill("The other plan");
  await page.keyboard.press("Enter");
  await expect(library.said).toContainText("The plan is called “The other plan” now.");
  await expect(library.titles()).toHaveText(["The other plan", EXAMPLE]);

  await page.reload();
  await app.ready();
  await library.open();
  await expect(library.titles()).toHaveText(["The other plan", EXAMPLE]);
  await library.act("Delete", "The other plan").click();
  await expect(library.titles()).toHaveText([EXAMPLE]);
  await expect(library.titles(library.deleted)).toHaveText(["The other plan"]);

  await page.reload();
  await app.ready();
  await library.open();
  await expect(library.titles()).toHaveText([EXAMPLE]);
  await library.act("Bring back", "The other plan").click();
  await expect(library.titles()).toHaveCount(2);
  await library.plans.getByRole("button", { name: "The other plan", exact: true }).click();
  await expect(app.title).toHaveValue("The other plan");
  await app.saved();
  // A copy: what is done to it leaves the first one alone.
  await retitle(app, "Changed");
  await library.open();
  await expect(library.titles()).toHaveText(["Changed", EXAMPLE]);
});

test("the open plan is deleted with a way back, and erased for good only when asked", async ({ app, page }) => {
  const library = new Library(app);
  await app.openExample();
  await retitle(app, "To be deleted");
  await library.open();
  await library.act("Delete", "To be deleted").click();
  await expect(page.getByRole("button", { name: "Start blank" })).toBeVisible();
  const notice = page.getByRole("status", { name: "Notice" });
  await expect(notice).toContainText("“To be deleted” is deleted and can be brought back.");
  await notice.getByRole("button", { name: "Bring back" }).click();
  await expect(app.title).toHaveValue("To be deleted");
  await app.saved();

  await library.open();
  await library.act("Delete", "To be deleted").click();
  await expect(page.getByRole("button", { name: "Start blank" })).toBeVisible();
  await page.reload();
  await app.ready();
  await expect(page.getByRole("button", { name: "Start blank" })).toBeVisible();
  expect((await stored(page)).stores.plans.keys.length, "the file stays until it is erased").toBe(1);
  await library.openFromFirstPage();
  await expect(library.plans).toContainText("No plan is kept in this browser yet");
  await library.act("Erase", "To be deleted for good").click();
  await expect(library.said).toBeFocused();
  await expect(library.said).toContainText("cannot be brought back");
  await expect(library.titles(library.deleted)).toHaveText(["To be deleted"]);
  await library.said.getByRole("button", { name: "Erase it for good" }).click();
  await expect(library.said).toContainText("is erased for good");
  await expect(library.deleted).toHaveCount(0);
  const { stores } = await stored(page);
  for (const [name, { keys }] of Object.entries(stores)) expect(keys, name).toEqual([]);
});

test("the first page lists what is left when plans were deleted from it", async ({ app, page }) => {
  const library = new Library(app);
  await app.openExample();
  await app.menu("New plan");
  const listed = page.getByRole("region", { name: "Your plans" }).getByRole("button", { name: EXAMPLE });
  await expect(listed).toBeVisible();
  await library.openFromFirstPage();
  await library.act("Delete", EXAMPLE).click();
  await expect(library.titles(library.deleted)).toHaveText([EXAMPLE]);
  await library.close();
  await expect(listed).toHaveCount(0);
});

test("a deleted plan that is opened from an old list is worked on, and cannot be erased any more", async ({ app, page, context }) => {
  await app.openExample();
  const other = new App(await context.newPage());
  await app.menu("New plan");
  const listed = page.getByRole("region", { name: "Your plans" }).getByRole("button", { name: EXAMPLE });
  await expect(listed).toBeVisible();
  await other.start();
  await other.saved();
  const theirs = new Library(other);
  await theirs.open();
  await theirs.act("Delete", EXAMPLE).click();
  await expect(other.page.getByRole("button", { name: "Start blank" })).toBeVisible();
  await theirs.openFromFirstPage();
  await expect(theirs.titles(theirs.deleted)).toHaveText([EXAMPLE]);

  await listed.click();
  await expect(app.title).toHaveValue(EXAMPLE);
  await retitle(app, "Worked on again");
  expect((await stored(page)).stores.deleted.keys, "as a deleted one it would be erased some day").toEqual([]);
  await theirs.act("Erase", `${EXAMPLE} for good`).click();
  await theirs.said.getByRole("button", { name: "Erase it for good" }).click();
  await expect(theirs.said).toContainText("open in another tab");
  await app.page.reload();
  await app.ready();
  await expect(app.title).toHaveValue("Worked on again");
});

test("edits kept when the page went away are there again, whether or not the save under way came to the disk", async ({ app, page }) => {
  await app.openExample();
  const { keys: [id], values: [record] } = (await stored(page)).stores.plans;
  const leaveBehind = async (key, revision, title) => {
    await elsewhere(page);
    await page.evaluate(
      ([key, gasp]) => {
        const preferences = JSON.parse(localStorage.getItem("journey-equity/preferences"));
        localStorage.setItem("journey-equity/preferences", JSON.stringify({ ...preferences, last_plan: key }));
        localStorage.setItem(`journey-equity/last-gasp/${key}`, JSON.stringify(gasp));
      },
      [key, { revision, text: record.text.replace(EXAMPLE, title) }],
    );
    await app.start();
  };
  // The save had come to the disk; it had not; and the plan had never been on the disk.
  for (const [key, revision, title] of [[id, record.revision, "Saved"], [id, record.revision + 2, "Not saved"], ["new", 1, "Never saved"]]) {
    await leaveBehind(key, revision, title);
    await expect(app.title).toHaveValue(title);
    await app.saved();
    await page.reload();
    await app.ready();
    await expect(app.title).toHaveValue(title);
    await expect(page.getByText("data were cleared")).toHaveCount(0);
  }
  // Another tab has saved since: its work is shown, and the edits are among the snapshots.
  await leaveBehind(id, record.revision, "Overtaken");
  await expect(app.title).toHaveValue("Not saved");
  const snapshots = new Snapshots(app);
  await snapshots.open();
  await expect(snapshots.entry("Automatic, edits that had not been saved")).toContainText("“Overtaken”");
});

test("a plan that the index does not know is found in the database", async ({ app, page }) => {
  await app.openExample();
  // What localStorage had not brought to the disk when the browser was killed.
  await page.evaluate(() => addEventListener("pagehide", () => localStorage.clear()));
  await page.reload();
  await app.ready();
  await page.getByRole("region", { name: "Your plans" }).getByRole("button", { name: EXAMPLE }).click();
  await expect(app.title).toHaveValue(EXAMPLE);
  await app.saved();
});

test("a plan that another tab has open is neither deleted nor renamed from here", async ({ app, context }) => {
  const library = new Library(app);
  await app.openExample();
  await retitle(app, "In the first tab");
  const other = new App(await context.newPage());
  await other.start();
  await other.menu("New plan");
  await other.page.getByRole("button", { name: "Start blank" }).click();
  await other.saved();
  const theirs = new Library(other);
  await theirs.open();
  await theirs.act("Delete", "In the first tab").click();
  await expect(theirs.said).toContainText("open in another tab");
  await expect(theirs.titles()).toContainText(["In the first tab"]);
  await library.open();
  await expect(library.titles()).toHaveCount(2);
});

test("a snapshot is taken by name, told apart from now, and restored in one step", async ({ app, page }) => {
  const snapshots = new Snapshots(app);
  await app.openExample();
  const text = await storedText(page);
  await snapshots.open();
  await snapshots.take("Before the workshop");
  await expect(snapshots.entry("Before the workshop")).toContainText("The same as now.");
  await snapshots.close();
  await app.go("Customers");
  await app.type("Yearly figures: Subscriptions", "Revenue per existing customer", "2026", "1000");
  await retitle(app, "After the workshop");
  const changed = await storedText(page);
  expect(changed).not.toBe(text);

  await snapshots.open();
  const entry = snapshots.entry("Before the workshop");
  await expect(entry).toContainText(`Title: “After the workshop”, before “${EXAMPLE}”.`);
  await expect(entry).toContainText("Segments: changed “Subscriptions”.");
  // 26 423 020, and 32 983 existing customers at 160 more each.
  await expect(entry).toContainText("Customer equity, this year: €26.4m then, €31.7m now.");
  await snapshots.button("Restore", "Before the workshop").click();
  await expect(page.getByRole("status", { name: "Notice" })).toContainText("“Before the workshop” is restored. Undo takes it back.");
  await expect(app.title).toHaveValue(EXAMPLE);
  await expect.poll(() => storedText(page)).toBe(text);
  await page.keyboard.press("Control+z");
  await expect(app.title).toHaveValue("After the workshop");
  await expect.poll(() => storedText(page)).toBe(changed);
  await app.redo.click();
  await expect.poll(() => storedText(page)).toBe(text);

  // The state before the restore is there too, also after a reload.
  await page.reload();
  await app.ready();
  await snapshots.open();
  await expect(snapshots.entry("Automatic, before a restore")).toHaveCount(1);
  await snapshots.button("Restore", "Automatic, before a restore").click();
  await expect.poll(() => storedText(page)).toBe(changed);
});

test("a snapshot is compared with another one, whichever of the two is the earlier", async ({ app, page }) => {
  const snapshots = new Snapshots(app);
  await app.openExample();
  await snapshots.open();
  await snapshots.take("Morning");
  await snapshots.close();
  await app.go("Customers");
  await app.type("Yearly figures: Subscriptions", "Revenue per existing customer", "2026", "1000");
  await app.saved();
  await snapshots.open();
  await snapshots.take("Noon");
  await snapshots.close();
  await retitle(app, "Evening");
  await snapshots.open();
  const base = snapshots.dialog.getByRole("combobox", { name: "Compared with" });
  for (const [of, other] of [["Noon", "Morning"], ["Morning", "Noon"]]) {
    await base.selectOption({ label: await base.locator("option", { hasText: of }).textContent() });
    // Each mentions the other.
    const named = (name) => snapshots.dialog.getByRole("listitem").filter({ has: page.locator(".name", { hasText: name }) });
    await expect(named(of)).toContainText("The others are compared with this one.");
    const entry = named(other);
    await expect(entry).toContainText("Segments: changed “Subscriptions”.");
    await expect(entry).toContainText("Customer equity, this year: €26.4m in “Morning”, €31.7m in “Noon”.");
    await expect(entry).not.toContainText("Title");
  }
  await base.selectOption("now");
  await expect(snapshots.entry("Noon")).toContainText(`Title: “Evening”, before “${EXAMPLE}”.`);
});

test("snapshots are saved as files, deleted, and never taken twice of the same state", async ({ app, page }) => {
  const snapshots = new Snapshots(app);
  await app.openExample();
  const text = await storedText(page);
  await snapshots.open();
  await snapshots.take("Once");
  await snapshots.dialog.getByRole("textbox", { name: "Name of the snapshot" }).fill("Twice");
  await page.keyboard.press("Enter");
  await expect(snapshots.said).toContainText("Nothing has changed since “Once”");
  await expect(snapshots.list).toHaveCount(1);
  const download = page.waitForEvent("download");
  await snapshots.button("Save as file", "Once").click();
  const chunks = [];
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString("utf8")).toBe(text);
  await snapshots.button("Delete", "Once").click();
  await expect(snapshots.said).toBeFocused();
  await expect(snapshots.list).toHaveCount(1);
  await snapshots.said.getByRole("button", { name: "Delete it for good" }).click();
  await expect(snapshots.said).toContainText("“Once” is deleted.");
  await expect(snapshots.said).toBeFocused();
  await expect(snapshots.dialog).toContainText("There is no snapshot of this plan yet.");
});

test("the program takes a snapshot when a changed plan is opened, after ten minutes of editing, and before an import", async ({ page, complaints }) => {
  void complaints;
  await page.clock.install();
  const app = new App(page);
  await app.start();
  const snapshots = new Snapshots(app);
  await app.openExample();
  const list = async () => (await stored(page)).stores.snapshots.values.map((s) => s.occasion);
  await page.reload();
  await app.ready();
  await page.clock.runFor(1_500);
  await expect.poll(list).toEqual(["when the plan was opened"]);
  // Opened once more without a change: there is one of this state.
  await page.reload();
  await app.ready();
  await page.clock.runFor(1_500);
  await retitle(app, "Edited at once");
  expect(await list()).toEqual(["when the plan was opened"]);
  await page.clock.runFor(600_000);
  await retitle(app, "Edited ten minutes later");
  await expect.poll(list).toEqual(["when the plan was opened", "while editing"]);
  await retitle(app, "And soon after");
  await app.menu("Import data…");
  const dialog = page.getByRole("dialog", { name: "Import data" });
  const table = "segment,year,new_customers\nSubscriptions,2026,4711\n";
  await dialog.getByLabel("File (CSV, TSV)").setInputFiles({ name: "t.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
  await dialog.getByRole("button", { name: "Read all rows" }).click();
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await expect.poll(list).toEqual(["when the plan was opened", "while editing", "before an import"]);
  await snapshots.open();
  await expect(snapshots.list.first()).toContainText("Automatic, before an import");
  await expect(snapshots.list.first()).toContainText("Segments: changed “Subscriptions”.");
});

test("a clock that jumps back neither reorders nor loses anything", async ({ page, complaints }) => {
  void complaints;
  await page.clock.install({ time: new Date("2099-12-31T12:00:00") });
  const app = new App(page);
  await app.start();
  await app.openExample();
  const snapshots = new Snapshots(app);
  const titles = ["In 2099", "In 1970", "In 2026"];
  for (const [i, time] of ["2099-12-31T12:00:00", "1970-01-02T12:00:00", "2026-11-26T12:00:00"].entries()) {
    await page.clock.setSystemTime(new Date(time));
    await retitle(app, titles[i]);
    await snapshots.open();
    await snapshots.take(`State ${titles[i]}`);
    await snapshots.close();
  }
  await snapshots.open();
  await expect(snapshots.list.locator(".name")).toHaveText(["State In 2026", "State In 1970", "State In 2099"]);
  await expect(snapshots.entry("State In 1970")).toContainText("2 January 1970, 12:00");
});

test("a file dropped on the open plan asks, naming both, and one undo brings the open one back", async ({ app, page }) => {
  await app.openExample();
  const before = await app.planFile();
  const theirs = before.replace(EXAMPLE, "Another client");
  const drop = () =>
    page.evaluate((text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], "client.journey.json", { type: "application/json" }));
      const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
      document.querySelector("main").dispatchEvent(event);
      return event.defaultPrevented;
    }, theirs);
  expect(await drop(), "the browser must not leave the page for the file").toBe(true);
  const dialog = page.getByRole("dialog", { name: "Open a dropped file" });
  await expect(dialog).toContainText("Another client");
  await expect(dialog).toContainText(EXAMPLE);
  await dialog.getByRole("button", { name: "Put it in the place of" }).click();
  await expect(app.title).toHaveValue("Another client");
  await page.keyboard.press("Control+z");
  expect(await app.planFile()).toBe(before);
  const snapshots = new Snapshots(app);
  await snapshots.open();
  await expect(snapshots.entry("Automatic, before a file took its place")).toHaveCount(1);
  await snapshots.close();
  await drop();
  await dialog.getByRole("button", { name: "Open as a new plan" }).click();
  await expect(app.title).toHaveValue("Another client");
  const library = new Library(app);
  await library.open();
  await expect(library.titles()).toHaveText(["Another client", EXAMPLE]);
});

test("a file dropped on a field is opened as well, and a value in it that is to be corrected is named", async ({ app, page }) => {
  await app.openExample();
  const theirs = (await app.planFile()).replace(EXAMPLE, "Another client").replace(/"new_customers": [\d.]+/, '"new_customers": -1');
  const drop = () =>
    app.title.evaluate((title, text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], "client.journey.json", { type: "application/json" }));
      title.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, theirs);
  const dialog = page.getByRole("dialog", { name: "Open a dropped file" });
  for (const way of ["Put it in the place of", "Open as a new plan"]) {
    await drop();
    await dialog.getByRole("button", { name: way }).click();
    const note = page.getByRole("alert", { name: "Please note" });
    await expect(note).toContainText("client.journey.json: ");
    await note.getByRole("button", { name: "Dismiss the notice" }).click();
    await expect(app.title).toHaveValue("Another client");
  }
});

test("a damaged plan offers its last good snapshot", async ({ app, page }) => {
  await app.openExample();
  const snapshots = new Snapshots(app);
  await snapshots.open();
  await snapshots.take("Good");
  await snapshots.close();
  await damage(page);
  await page.reload();
  await app.ready();
  await expect(page.getByRole("alert")).toContainText("The last plan cannot be opened");
  await page.getByRole("button", { name: /^Open the snapshot of/ }).click();
  await expect(app.title).toHaveValue(EXAMPLE);
  await app.saved();
  expect((await stored(page)).stores.plans.values.map((v) => v.text), "the damaged bytes are kept").toContain('{"half');
});

test("a database of version 1 is brought to version 2 with everything in it", async ({ app, page }) => {
  await app.openExample();
  const before = await stored(page);
  const [id] = before.stores.plans.keys;
  const [record] = before.stores.plans.values;
  await page.evaluate(() => addEventListener("pagehide", () => localStorage.clear()));
  await elsewhere(page);
  await page.evaluate(
    async ([id, record]) => {
      const settle = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: resolve, onerror: reject }));
      await settle(indexedDB.deleteDatabase("journey-equity"));
      const open = indexedDB.open("journey-equity", 1);
      open.onupgradeneeded = () => open.result.createObjectStore("plans");
      await settle(open);
      await settle(open.result.transaction("plans", "readwrite").objectStore("plans").put(record, id));
      open.result.close();
      localStorage.setItem("journey-equity/preferences", JSON.stringify({ last_plan: id }));
      localStorage.setItem("journey-equity/index", JSON.stringify([{ id, title: "As listed", revision: record.revision, saved_at: "2026-03-31T12:00:00.000Z" }]));
    },
    [id, record],
  );
  await app.start();
  await expect(app.title).toHaveValue(EXAMPLE);
  await app.saved();
  const after = await stored(page);
  expect(after.version).toBe(2);
  expect(after.stores.plans.values).toEqual([record]);
  expect(Object.keys(after.stores).sort()).toEqual(["deleted", "plans", "snapshot-texts", "snapshots"]);
});

test("a tab whose connection another one takes away goes on saving, or says that it cannot", async ({ app, page, context }) => {
  await app.openExample();
  // The browser closes the connection, as when site data are cleared: everything is gone, and written anew.
  const client = await context.newCDPSession(page);
  await client.send("Storage.clearDataForOrigin", { origin: new URL(page.url()).origin, storageTypes: "indexeddb,local_storage" });
  await retitle(app, "Written after everything was cleared");
  await expect(page.getByRole("status", { name: "Notice" })).toContainText("stored again");
  await page.reload();
  await app.ready();
  await expect(app.title).toHaveValue("Written after everything was cleared");

  // A newer version of the program in another tab.
  const other = await context.newPage();
  await elsewhere(other);
  await other.evaluate(async () => {
    const open = indexedDB.open("journey-equity", 3);
    await new Promise((resolve, reject) => Object.assign(open, { onsuccess: resolve, onerror: reject, onblocked: reject }));
    open.result.close();
  });
  await app.title.fill("Written beside a newer version");
  await app.title.press("Enter");
  await expect(app.saveState).toHaveText("Not saved");
  await expect(page.getByRole("alert")).toContainText("a newer version of Journey Equity");
  expect(await app.planFile()).toContain("Written beside a newer version");
});

test("the browser is asked once to keep plans, and what it says is shown", async ({ page, complaints }) => {
  void complaints;
  await page.addInitScript(() => {
    globalThis.asked = 0;
    StorageManager.prototype.persist = async () => {
      globalThis.asked += 1;
      return true;
    };
    StorageManager.prototype.persisted = async () => true;
    StorageManager.prototype.estimate = async () => ({ usage: 12_300_000, quota: 3_400_000_000 });
  });
  const app = new App(page);
  await app.start();
  await app.openExample();
  expect(await page.evaluate(() => globalThis.asked), "nothing was edited yet").toBe(0);
  await retitle(app, "The first edit");
  await retitle(app, "The second edit");
  expect(await page.evaluate(() => globalThis.asked)).toBe(1);
  const library = new Library(app);
  await library.open();
  const where = library.dialog.getByRole("region", { name: "Where your plans are" });
  await expect(where).toContainText("keeps them until you clear them yourself");
  await expect(where).toContainText("About 12\u00a0MB of 3.4\u00a0GB are in use.");
  await expect(where).toContainText("Safari deletes them after seven days");
});

test("forgetting this device leaves nothing, and nothing is written afterwards", async ({ app, page }) => {
  await app.openExample();
  const snapshots = new Snapshots(app);
  await snapshots.open();
  await snapshots.take("To be forgotten");
  await snapshots.close();
  await app.menu("Save as a template");
  await expect(page.getByRole("status", { name: "Notice" })).toContainText("is a template now");
  // What other pages of ours keep in the same place, and what is not ours.
  await page.evaluate(async () => {
    localStorage.setItem("journey-equity-copy-7/preferences", "{}");
    const open = indexedDB.open("journey-equity-copy-7", 1);
    await new Promise((resolve) => (open.onsuccess = resolve));
    open.result.close();
    await caches.open("journey-equity-0123");
  });
  await app.menu("Forget this device…");
  const dialog = page.getByRole("dialog", { name: "Forget this device" });
  await expect(dialog).toContainText(`1 plan: “${EXAMPLE}”`);
  await expect(dialog).toContainText("1 snapshot");
  await expect(dialog).toContainText("1 template of your own");
  await expect(dialog).toContainText("what 1 other page of ours keeps");
  const forget = dialog.getByRole("button", { name: "Forget this device" });
  await expect(forget).toBeDisabled();
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save the open plan as a file first" }).click();
  await download;
  await dialog.getByRole("checkbox").check();
  await forget.click();
  const card = page.getByRole("alert");
  await expect(card).toContainText("This device has forgotten everything");
  await expect(card).toContainText("nothing of ours is left");
  expect(await traces(page)).toEqual({ databases: [], keys: 0, caches: [], workers: 0 });
  // The page goes away: nothing is kept on the way out.
  await elsewhere(page);
  expect(await traces(page)).toMatchObject({ databases: [], keys: 0 });
  await app.start();
  await expect(page.getByRole("button", { name: "Open the example" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Your plans" })).toHaveCount(0);
});

test("a browser that does not list its databases forgets those of the copies as well", async ({ app, page }) => {
  await app.openExample();
  await page.evaluate(async () => {
    localStorage.setItem("journey-equity-copy-7/preferences", "{}");
    const open = indexedDB.open("journey-equity-copy-7", 1);
    await new Promise((resolve) => (open.onsuccess = resolve));
    open.result.close();
    globalThis.realDatabases = IDBFactory.prototype.databases;
    delete IDBFactory.prototype.databases;
  });
  await app.menu("Forget this device…");
  const dialog = page.getByRole("dialog", { name: "Forget this device" });
  await expect(dialog).toContainText("what 1 other page of ours keeps");
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Forget this device" }).click();
  await expect(page.getByRole("alert")).toContainText("This device has forgotten everything");
  await page.evaluate(() => {
    IDBFactory.prototype.databases = globalThis.realDatabases;
  });
  expect(await traces(page)).toMatchObject({ databases: [], keys: 0 });
});

test("the last page of a forgotten device starts again at the first one", async ({ app, page }) => {
  await app.openExample();
  await app.menu("Forget this device…");
  const dialog = page.getByRole("dialog", { name: "Forget this device" });
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Forget this device" }).click();
  await page.getByRole("button", { name: "Start again" }).click();
  await expect(page.getByRole("button", { name: "Start blank" })).toBeVisible();
});

test("another tab lets go, does not write its plan back, says so, and still saves files", async ({ app, page, context }) => {
  await app.openExample();
  const other = new App(await context.newPage());
  await other.start();
  await other.menu("New plan");
  await other.page.getByRole("button", { name: "Start blank" }).click();
  await retitle(other, "In the other tab");

  await app.menu("Forget this device…");
  const dialog = page.getByRole("dialog", { name: "Forget this device" });
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Forget this device" }).click();
  await expect(page.getByRole("alert")).toContainText("This device has forgotten everything");

  await expect(other.saveState).toHaveText("Not saved");
  await expect(other.page.getByRole("alert")).toContainText("told in another tab to forget everything");
  await other.title.fill("Edited after that");
  await other.title.press("Enter");
  expect(await other.planFile()).toContain("Edited after that");
  await expect(other.saveState).toHaveText("Not saved");
  expect(await traces(page)).toMatchObject({ databases: [], keys: 0 });
  other.page.on("dialog", (dialog) => dialog.accept());
  await elsewhere(other.page);
  expect(await traces(page)).toMatchObject({ databases: [], keys: 0 });
});

test("a tab that does not let go is named as the reason why something stayed", async ({ app, page, context }) => {
  test.setTimeout(60_000);
  await app.openExample();
  const other = await context.newPage();
  await elsewhere(other);
  await other.evaluate(async () => {
    const open = indexedDB.open("journey-equity");
    await new Promise((resolve) => (open.onsuccess = resolve));
    globalThis.held = open.result;
  });
  await app.menu("Forget this device…");
  const dialog = page.getByRole("dialog", { name: "Forget this device" });
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Forget this device" }).click();
  const card = page.getByRole("alert");
  await expect(card).toContainText("Not everything is gone", { timeout: 15_000 });
  await expect(card).toContainText("journey-equity is still there: another tab has it open");
});

test("a page that carries a plan keeps its own things under its own name", async ({ app, page, context }) => {
  await app.openExample();
  const theirs = (await app.planFile()).replace(EXAMPLE, "The plan of the page");
  const copy = await carrying(context, theirs);
  const other = new App(copy);
  await other.start();
  await expect(other.title).toHaveValue("The plan of the page");
  await retitle(other, "Changed in the page");
  const names = await copy.evaluate(async () => ({
    databases: (await indexedDB.databases()).map((d) => d.name).sort(),
    keys: Object.keys(localStorage).map((key) => key.split("/")[0]),
    locks: (await navigator.locks.query()).held.map((lock) => lock.name.split("/")[0]).sort(),
  }));
  expect(names.databases).toEqual(["journey-equity", "journey-equity-copy-7"]);
  expect(names.keys).toContain("journey-equity-copy-7");
  expect(names.locks).toEqual(["journey-equity", "journey-equity-copy-7"]);
  const library = new Library(app);
  await library.open();
  await expect(library.titles()).toHaveText([EXAMPLE]);
});

test("a copy that once found no database shows its earlier work again at the next visit", async ({ app, context }) => {
  await app.openExample();
  const copy = await carrying(context, await app.planFile());
  await copy.addInitScript(() => {
    if (!sessionStorage.getItem("silent")) return;
    IDBFactory.prototype.open = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
  });
  copy.on("dialog", (dialog) => dialog.accept());
  const other = new App(copy);
  await other.start();
  await retitle(other, "Changed in the page");
  await copy.evaluate(() => sessionStorage.setItem("silent", "1"));
  await copy.reload();
  await other.ready();
  await expect(other.title).toHaveValue(EXAMPLE);
  await expect(other.saveState).toHaveText("Not saved");
  await copy.evaluate(() => sessionStorage.removeItem("silent"));
  await copy.reload();
  await other.ready();
  await expect(other.title).toHaveValue("Changed in the page");
});

test("a copy whose stored plan is damaged can be opened as it was saved", async ({ app, context }) => {
  await app.openExample();
  const copy = await carrying(context, await app.planFile());
  const other = new App(copy);
  await other.start();
  await retitle(other, "Changed in the page");
  await damage(copy, "journey-equity-copy-7");
  await copy.reload();
  await other.ready();
  await expect(copy.getByRole("alert")).toContainText("The last plan cannot be opened");
  await expect(copy.getByRole("button", { name: "Start another plan" })).toHaveCount(0);
  await copy.getByRole("button", { name: "Open the copy as it was saved" }).click();
  await expect(other.title).toHaveValue(EXAMPLE);
  await other.saved();
  const { plans } = (await stored(copy, "journey-equity-copy-7")).stores;
  expect(plans.values.map((value) => value.text), "the damaged bytes are kept").toContain('{"half');
});
