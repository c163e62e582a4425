// Keys are ours or the browser's, never both; the focus begins where one works; everything has a name of its own.
import { expect, test } from "../fixtures.mjs";
import { JourneyMap } from "../pages/map.mjs";

/** Hears every key after the page has: whether the browser may still act on it. */
const listen = (page) =>
  page.evaluate(() => {
    window.leftToTheBrowser = [];
    const hear = (event) => event.defaultPrevented || window.leftToTheBrowser.push(event.key);
    window.addEventListener("keydown", hear, true);
  });
const left = (page) => page.evaluate(() => window.leftToTheBrowser.filter((key) => key.length === 1));
const selected = (page) => page.getByRole("tab", { selected: true });
const press = (page, init) =>
  page.evaluate((init) => document.body.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init })), init);

test("a key that is ours never reaches the browser: on the map, in its editor, in a grid, in a dialog, on the first page", async ({ app, page }) => {
  await listen(page);
  await page.keyboard.press("Control+s");
  expect(await left(page)).toEqual([]);
  await app.openExample();
  const map = new JourneyMap(app);
  const save = async () => {
    const download = page.waitForEvent("download");
    await page.keyboard.press("Control+s");
    await download;
    expect(await left(page)).toEqual([]);
  };
  await map.stage("Deploy").click();
  await save();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Stage name: Deploy" })).toBeFocused();
  await save();
  await page.keyboard.press("Escape");
  await app.go("Customers");
  await (await app.cell("Yearly figures: Subscriptions", "New customers", "2023")).click();
  await save();
  await app.menu("Settings…");
  await save();
  await page.keyboard.press("Control+o");
  expect(await left(page)).toEqual([]);
});

// What keys write on three keyboards; the digits of a French one need Shift.
const LAYOUTS = {
  US: { slash: ["/", "Slash"], bracket: ["[", "BracketLeft"], digit: "3", d: "KeyD" },
  German: { slash: ["-", "Slash"], bracket: ["ü", "BracketLeft"], digit: "3", d: "KeyD" },
  French: { slash: ["!", "Slash"], bracket: ["^", "BracketLeft"], digit: '"', d: "KeyD" },
};

/** Presses a key on what has the focus; returns whether the browser may act on it. */
const isLeft = (page, init) =>
  page.evaluate((init) => {
    const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init });
    return document.activeElement.dispatchEvent(event);
  }, init);

const chord = (key, code, more = {}) => ({ key, code, ctrlKey: true, ...more });

for (const [layout, keys] of Object.entries(LAYOUTS)) {
  test(`every key of every scope does its thing or nothing, never the browser's, on a ${layout} keyboard`, async ({ app, page }) => {
    await app.openExample();
    const map = new JourneyMap(app);
    const stages = () => page.getByRole("grid", { name: "Journey map" }).getByRole("columnheader");
    const count = await stages().count();
    // The map: its chords, and those of the page.
    await map.stage("Deploy").click();
    expect(await isLeft(page, chord("d", keys.d))).toBe(false);
    await expect(stages()).toHaveCount(count + 1);
    await app.undo.click();
    await map.stage("Deploy").click();
    for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
      expect(await isLeft(page, { key, code: key, altKey: true }), `Alt and ${key} on the map`).toBe(false);
    }
    for (const key of ["ArrowDown", "PageDown", "Home", "End", "Escape"]) expect(await isLeft(page, { key, code: key }), key).toBe(false);
    expect(await isLeft(page, chord("End", "End"))).toBe(false);
    // What another layout writes there is text: it begins an edit.
    await (await map.cell("Customer goal", "Deploy")).click();
    const [sign, code] = keys.bracket;
    expect(await isLeft(page, { key: sign, code })).toBe(false);
    await expect(page.locator("textarea.inline")).toHaveValue(sign);
    // In its editor the chords are held, and do nothing.
    expect(await isLeft(page, chord("d", keys.d))).toBe(false);
    expect(await isLeft(page, { key: "ArrowLeft", code: "ArrowLeft", altKey: true })).toBe(false);
    expect(await isLeft(page, chord("a", "KeyA")), "the text of a field is selected by the browser").toBe(true);
    await page.keyboard.press("Escape");
    await app.undo.click();
    await expect(stages()).toHaveCount(count);
    // A grid, and its editor.
    await app.go("Customers");
    await (await app.cell("Yearly figures: Subscriptions", "New customers", "2023")).click();
    for (const init of [chord("d", keys.d), chord("a", "KeyA"), { key: "F2", code: "F2", shiftKey: true }]) {
      expect(await isLeft(page, init), init.key).toBe(false);
      if (init.key === "F2") await page.keyboard.press("Escape");
    }
    await (await app.cell("Yearly figures: Subscriptions", "New customers", "2023")).click();
    expect(await isLeft(page, chord("c", "KeyC")), "the clipboard has events of its own").toBe(true);
    await page.keyboard.press("F2");
    expect(await isLeft(page, chord("d", keys.d))).toBe(false);
    await page.keyboard.press("Escape");
    // A dialog: the page's chords are held.
    await app.menu("Settings…");
    for (const key of ["o", "k", "z", "y"]) {
      await page.getByRole("dialog").getByRole("heading").first().focus();
      expect(await isLeft(page, chord(key, `Key${key.toUpperCase()}`)), `Ctrl and ${key} in a dialog`).toBe(false);
    }
    await expect(page.getByRole("dialog")).toHaveCount(1);
    await page.keyboard.press("Escape");
    // The page: digits are found where they stand, and signs by what they write.
    await page.evaluate(() => document.activeElement.blur());
    expect(await isLeft(page, { key: keys.digit, code: "Digit3" })).toBe(false);
    await expect(selected(page)).toHaveText(/Equity/);
    await page.evaluate(() => document.activeElement.blur());
    const [slash, place] = keys.slash;
    expect(await isLeft(page, { key: slash, code: place }), "no key of ours").toBe(true);
    expect(await isLeft(page, { key: "?", code: "Slash", shiftKey: true })).toBe(false);
    await expect(page.getByRole("dialog", { name: "Help and shortcuts" })).toBeVisible();
  });
}

test("signs of other layouts and compositions are text; digits are found where they stand", async ({ app, page }) => {
  await app.openExample();
  await app.go("Case");
  await page.evaluate(() => document.activeElement.blur());
  // AltGr+2 writes ² or @, and a composition takes its own keys.
  await press(page, { key: "2", code: "Digit2", modifierAltGraph: true });
  await press(page, { key: "2", code: "Digit2", isComposing: true });
  await press(page, { key: "2", code: "Digit2", keyCode: 229 });
  await press(page, { key: "!", code: "Digit1", shiftKey: true });
  await expect(selected(page)).toHaveText(/Case/);
  // The key of the digit 3 writes a quotation mark on a French keyboard, and the digit with Shift.
  await press(page, { key: '"', code: "Digit3" });
  await expect(selected(page)).toHaveText(/Equity/);
  await press(page, { key: "4", code: "Digit4", shiftKey: true });
  await expect(selected(page)).toHaveText(/Experience/);
});

test("single keys are switched off in the settings, and on again", async ({ app, page }) => {
  await app.openExample();
  const tick = page.getByRole("checkbox", { name: /Single keys act/ });
  for (const act of [false, true]) {
    await app.menu("Settings…");
    await tick.setChecked(act);
    await page.getByRole("dialog").getByRole("button", { name: "Close", exact: true }).click();
    await app.go("Case");
    await page.evaluate(() => document.activeElement.blur());
    await press(page, { key: "2", code: "Digit2" });
    await expect(selected(page)).toHaveText(act ? /Customers/ : /Case/);
  }
});

test("a dialog begins at its first field, one for reading at its heading", async ({ app, page }) => {
  await app.openExample();
  await app.menu("Settings…");
  await expect(page.getByRole("dialog").getByRole("combobox", { name: "Currency" })).toBeFocused();
  await page.keyboard.press("Escape");
  await app.menu("Assumptions…");
  await expect(page.getByRole("dialog").getByRole("heading", { level: 2 })).toBeFocused();
  await page.keyboard.press("Escape");
  await app.menu("Help and shortcuts");
  await expect(page.getByRole("dialog").getByRole("heading", { level: 2 })).toBeFocused();
});

test("menus and tabs go by their patterns", async ({ app, page }) => {
  await app.openExample();
  const button = page.getByRole("button", { name: "Plan menu" });
  await button.focus();
  await page.keyboard.press("ArrowDown");
  const entry = (name) => page.getByRole("menuitem", { name });
  await expect(entry("New plan")).toBeFocused();
  await page.keyboard.press("End");
  await expect(entry("Help and shortcuts")).toBeFocused();
  await page.keyboard.press("Home");
  await expect(entry("New plan")).toBeFocused();
  await page.keyboard.press("s");
  await expect(entry("Save file")).toBeFocused();
  await page.keyboard.press("s");
  await expect(entry("Save as a template")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
  await app.go("Journey");
  await page.keyboard.press("End");
  await expect(page.getByRole("tab", { name: "Case" })).toBeFocused();
  await expect(selected(page)).toHaveText(/Case/);
  await page.keyboard.press("Home");
  await expect(selected(page)).toHaveText(/Journey/);
});

test("the page is named after plan and screen, and its bar can be skipped", async ({ app, page }) => {
  await expect(page).toHaveTitle("Journey Equity");
  await app.openExample();
  await app.go("Equity");
  await expect(page).toHaveTitle("Example: renewal plan of a software company · Equity · Journey Equity");
  await app.title.fill("Board");
  await app.title.press("Enter");
  await expect(page).toHaveTitle("Board · Equity · Journey Equity");
  const skip = page.getByRole("link", { name: "Skip to the screen" });
  const first = await page.evaluate(() => document.querySelector("a[href], button, input, select, textarea").textContent);
  expect(first, "it comes before everything else").toBe("Skip to the screen");
  await expect(skip).not.toBeInViewport();
  await skip.focus();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tabpanel")).toBeFocused();
  expect(new URL(page.url()).hash).toBe("#equity");
});

test("initiatives and charts are told apart by their names", async ({ app, page }) => {
  await app.openExample();
  await app.go("Case");
  const owner = page.getByRole("group", { name: "Guided onboarding" }).getByRole("textbox", { name: "Owner" });
  await expect(owner).toHaveValue("Customer success");
  await app.go("Equity");
  await expect(page.getByRole("figure").first()).toBeVisible();
  for (const what of ["Show as table", "Chart menu"]) {
    const names = await page.getByRole("button", { name: what }).evaluateAll((all) => all.map((b) => b.ariaLabel));
    expect(names.length).toBeGreaterThan(5);
    expect(new Set(names).size).toBe(names.length);
  }
});

test("the page follows the size of type that the reader has set", async ({ app, page }) => {
  await app.openExample();
  const size = () => app.title.evaluate((title) => Number.parseFloat(getComputedStyle(title).fontSize));
  const before = await size();
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "32px"));
  expect((await size()) / before).toBeCloseTo(2, 5);
});
