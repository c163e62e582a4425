// A browser whose storage answers late: whoever clicks faster than it, twice at a time, and leaves dialogs before they
// are filled, ends nothing.
import { expect, test } from "../fixtures.mjs";
import { App } from "../pages/app.mjs";

/** Every answer of IndexedDB comes 300 ms late. */
function slow() {
  const late = (prototype, name, isLate) => {
    const { set, get } = Object.getOwnPropertyDescriptor(prototype, name);
    Object.defineProperty(prototype, name, {
      get,
      set(handler) {
        const wait = handler && isLate(this);
        set.call(this, wait ? (event) => setTimeout(() => handler.call(this, event), 300) : handler);
      },
    });
  };
  // Between the requests of a writing transaction nobody may wait: it would be over.
  late(IDBRequest.prototype, "onsuccess", (request) => request.transaction?.mode === "readonly");
  late(IDBTransaction.prototype, "oncomplete", () => true);
  globalThis.print = () => {};
}

/** Presses every button that can be seen twice, and Esc after each; returns how many there were. */
async function pressAll(page, within) {
  return page.evaluate(async (selector) => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const escape = () => {
      const key = { key: "Escape", bubbles: true, cancelable: true };
      (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", key));
      document.querySelectorAll("dialog[open]").forEach((dialog) => {
        if (dialog.dispatchEvent(new Event("cancel", { cancelable: true }))) dialog.close();
      });
    };
    const name = (button) => button.getAttribute("aria-label") ?? button.textContent;
    const pressed = new Set();
    let count = 0;
    for (;;) {
      const buttons = [...document.querySelectorAll(`${selector} button`)];
      const next = buttons.find((b) => !pressed.has(name(b)) && !b.disabled && b.checkVisibility() && !/^(New plan|Start another)/.test(name(b)));
      if (!next || count > 400) return count;
      pressed.add(name(next));
      count += 1;
      next.click();
      next.click();
      next.dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
      await frame();
      escape();
      await frame();
      escape();
    }
  }, within);
}

const stopped = (page) => page.getByText("Journey Equity has stopped");

for (const screen of ["Journey", "Customers", "Equity", "Experience", "Case"]) {
  test(`every button of ${screen} is pressed twice while storage is late`, async ({ page, complaints }) => {
    void complaints;
    test.setTimeout(120_000);
    await page.addInitScript(slow);
    const app = new App(page);
    await app.start();
    await app.openExample();
    await app.go(screen);
    expect(await pressAll(page, "main")).toBeGreaterThan(5);
    await expect(stopped(page)).toHaveCount(0);
  });
}

test("every dialog is opened and left at once, and its buttons are pressed twice, while storage is late", async ({ page, complaints }) => {
  void complaints;
  test.setTimeout(120_000);
  await page.addInitScript(slow);
  const app = new App(page);
  await app.start();
  await app.openExample();
  const entries = ["Plans…", "Import data…", "Templates…", "Snapshots…", "Assumptions…", "Settings…", "Help and shortcuts", "Forget this device…"];
  for (const entry of entries) {
    await app.menu(entry);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await app.menu(entry);
    await expect(page.getByRole("dialog")).toBeVisible();
    await pressAll(page, "dialog[open]");
    await expect(stopped(page)).toHaveCount(0);
    await page.reload();
    await app.ready();
    // What was pressed may have opened another plan, or none.
    if (await page.getByRole("button", { name: "Open the example" }).isVisible()) await app.openExample();
  }
});

test("plans are opened, left and opened again faster than storage answers", async ({ page, complaints }) => {
  void complaints;
  await page.addInitScript(slow);
  const app = new App(page);
  await app.start();
  await app.openExample();
  for (let round = 0; round < 3; round++) {
    await app.menu("New plan");
    const listed = page.getByRole("region", { name: "Your plans" }).getByRole("button", { name: /^Example/ });
    await listed.dblclick();
    await expect(app.title).toHaveValue(/^Example/);
  }
  await app.saved();
  await expect(stopped(page)).toHaveCount(0);
});

test("a save that a dialog waited for goes on when the dialog is left", async ({ page, complaints }) => {
  void complaints;
  await page.addInitScript(slow);
  const app = new App(page);
  await app.start();
  await app.openExample();
  await app.title.fill("Changed at once");
  await app.menu("Plans…");
  await page.keyboard.press("Escape");
  await app.saved();
  await app.title.fill("And once more");
  await app.title.press("Enter");
  await app.saved();
});
