// Who enlarges the page, its text or the room between letters loses nothing: what has the focus is in sight, and no text
// is cut.
import { drawn } from "../axe.mjs";
import { MENUS } from "../dialogs.mjs";
import { expect, test } from "../fixtures.mjs";
import { JourneyMap } from "../pages/map.mjs";

// Each test stands alone; those that go through a long screen take a while.
test.describe.configure({ mode: "parallel", timeout: 90_000 });

const SCREENS = ["Journey", "Customers", "Equity", "Experience", "Case"];
const WIDE = { width: 1280, height: 720 };
// A window of 1280 × 1024 at 400 %.
const ZOOMED = { width: 320, height: 256 };
const CONTROLS = "button, [role=tab], label, summary, select, input[type=text], input[type=search], .steps li, .chip";
/** More stops of Tab than any screen of the example has. */
const MOST = 400;

/** What has the focus, and whether a point of it can be seen: it or something within it is uppermost there. */
async function focused(page) {
  return page.evaluate(async () => {
    // What comes into the window with the focus is laid out by the second frame.
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    const e = document.activeElement;
    if (e === document.body) return null;
    const own = (hit) => hit !== null && (e.contains(hit) || (hit.matches("label") && hit.contains(e)));
    const parts = [...Array(16).keys()].map((i) => (i + 0.5) / 16);
    const isSeen = [...e.getClientRects()].some((box) =>
      parts.some((x) => parts.some((y) => own(document.elementFromPoint(box.left + x * box.width, box.top + y * box.height)))),
    );
    const name = e.ariaLabel ?? e.labels?.[0]?.textContent ?? e.textContent;
    return { isSeen, at: e.dataset.at, name: `${e.getAttribute("role") ?? e.tagName.toLowerCase()} ${name.trim().slice(0, 90)}` };
  });
}

/** Presses a key until it leads nowhere new, and returns the stops and what of them cannot be seen. */
async function walk(page, key, isEnd) {
  const stops = [];
  for (let before = null; stops.length < MOST; ) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (isEnd(now, before)) break;
    stops.push(now);
    before = now;
  }
  expect(stops.length, `stops of ${key}`).toBeLessThan(MOST);
  return { stops, unseen: stops.filter((stop) => !stop.isSeen).map((stop) => stop.name) };
}

/** Goes through the whole page by Tab, or back by Shift+Tab. */
async function tabThrough(page, key) {
  await page.evaluate(() => document.activeElement.blur());
  return walk(page, key, (now) => now === null);
}

/** Controls whose text sticks out or is cut, and fields too low or too narrow for what they show. */
const cutTexts = (within) =>
  within.locator(CONTROLS).evaluateAll((all) => {
    const pen = document.createElement("canvas").getContext("2d");
    const isCutIn = {
      INPUT: (e, { fontSize }) => e.clientHeight < parseFloat(fontSize) * 1.15,
      SELECT: (e, style) => {
        Object.assign(pen, { font: style.font, letterSpacing: style.letterSpacing, wordSpacing: style.wordSpacing });
        // Besides its padding the browser keeps 20 px for the arrow.
        const room = e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 20;
        return e.clientHeight < parseFloat(style.fontSize) * 1.15 || pen.measureText(e.selectedOptions[0]?.text ?? "").width > room + 1;
      },
    };
    const isCut = (e, style) => {
      if (style.overflowX !== "visible" && e.scrollWidth > e.clientWidth) return true;
      const box = e.getBoundingClientRect();
      const texts = document.createTreeWalker(e, NodeFilter.SHOW_TEXT, ({ parentElement: within }) =>
        within.closest("select, textarea, .visually-hidden") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
      );
      const range = document.createRange();
      while (texts.nextNode()) {
        range.selectNodeContents(texts.currentNode);
        const parts = [...range.getClientRects()].filter((part) => part.width > 0);
        if (parts.some((part) => part.left < box.left - 1 || part.right > box.right + 1 || part.bottom > box.bottom + 1)) return true;
      }
      return false;
    };
    const shown = all.filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0);
    const cut = shown.filter((e) => (isCutIn[e.tagName] ?? isCut)(e, getComputedStyle(e)));
    const name = (e) => e.ariaLabel ?? (e.labels?.[0]?.querySelector("span") ?? e).textContent.trim().slice(0, 40);
    return cut.map((e) => `${e.tagName.toLowerCase()} ${name(e)}`);
  });

for (const screen of SCREENS) {
  test(`at 400 % every stop of the keyboard on ${screen} is in sight`, async ({ app, page }) => {
    await page.setViewportSize(ZOOMED);
    await app.openExample();
    await app.go(screen);
    await drawn(page);
    for (const key of ["Tab", "Shift+Tab"]) {
      const { stops, unseen } = await tabThrough(page, key);
      expect(stops.length).toBeGreaterThan(15);
      expect.soft(unseen, key).toEqual([]);
    }
  });
}

for (const size of [WIDE, { width: 1280, height: 400 }, { width: 640, height: 512 }, ZOOMED]) {
  test(`arrows show every cell of the map they lead to: ${size.width} × ${size.height}`, async ({ app, page }) => {
    await page.setViewportSize(size);
    await app.openExample();
    const map = new JourneyMap(app);
    const [rows, columns] = [(await map.lanes()).length, (await map.stages()).length];
    await map.stage("Deploy").focus();
    const go = async (key, least) => {
      const { stops, unseen } = await walk(page, key, (now, before) => now === null || now.at === before?.at);
      expect(stops.length, key).toBeGreaterThanOrEqual(least);
      expect.soft(unseen, key).toEqual([]);
    };
    await go("ArrowDown", rows);
    await go("ArrowUp", rows);
    // In the middle of the map, where heads stand above and beside.
    await page.keyboard.press("PageDown");
    await page.keyboard.press("PageDown");
    await go("ArrowRight", 1);
    await go("ArrowLeft", columns);
    await go("ArrowRight", columns);
  });
}

for (const size of [WIDE, ZOOMED]) {
  test(`a notice covers nothing that has the focus: ${size.width} × ${size.height}`, async ({ app, page }) => {
    await app.openExample();
    await app.go("Case");
    // A long notice, which stays until it is closed.
    await page.evaluate(() => (Clipboard.prototype.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"))));
    await page.getByRole("button", { name: /^Chart menu: / }).first().click();
    await page.getByRole("menuitem", { name: "Copy table" }).click();
    const notice = page.getByRole("alert", { name: "Please note" });
    await expect(notice).toContainText("The browser did not let the table be copied.");
    await page.setViewportSize(size);
    for (const key of ["Tab", "Shift+Tab"]) {
      const { stops, unseen } = await tabThrough(page, key);
      expect(stops.length).toBeGreaterThan(50);
      expect.soft(unseen, key).toEqual([]);
    }
    await expect(notice).toBeVisible();
  });
}

/** Looks for cut texts on every screen, and in the dialog with the most fields. */
async function cutsNothing(app, page) {
  for (const screen of SCREENS) {
    await app.go(screen);
    await drawn(page);
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${screen}: too wide`).toBeLessThanOrEqual(0);
    expect.soft(await cutTexts(page), screen).toEqual([]);
  }
  await app.menu("Settings…");
  await drawn(page);
  expect.soft(await cutTexts(page.getByRole("dialog")), "Settings…").toEqual([]);
}

test("text of twice the size is not cut and does not make the page wider", async ({ app, page }) => {
  await app.openExample();
  // As the browser's own setting does: every size of type is in rem.
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  await cutsNothing(app, page);
});

test("text with the spacing of WCAG 1.4.12 is not cut, does not end in an ellipsis and does not make the page wider", async ({ app, page }) => {
  await app.openExample();
  await page.evaluate(() => {
    const spacing = new CSSStyleSheet();
    spacing.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
      p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [spacing];
  });
  await cutsNothing(app, page);
});

for (const width of [1280, 1024, 390]) {
  test(`buttons that show a working do not overlap: ${width} wide`, async ({ app, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await app.openExample();
    for (const screen of SCREENS) {
      await app.go(screen);
      if (screen === "Case") {
        await page.getByRole("button", { name: "Run simulation" }).click();
        await expect(page.getByRole("button", { name: /^Show the working: Simulated NPV, P50/ })).toBeVisible();
      }
      await drawn(page);
      const overlaps = await page.getByRole("button", { name: /^Show the working: / }).evaluateAll((all) => {
        const boxes = all.map((b) => ({ name: b.ariaLabel.slice(18), box: b.getBoundingClientRect() }));
        const gap = (a, b) => Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
        return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => gap(a.box, b.box) < 0).map((b) => `${a.name} | ${b.name}: ${-gap(a.box, b.box)} px`));
      });
      expect.soft(overlaps, screen).toEqual([]);
    }
  });
}

for (const [width, height] of [[390, 844], [1280, 400]]) {
  test(`no menu leaves the window: ${width} × ${height}`, async ({ app, page }) => {
    await page.setViewportSize({ width, height });
    await app.openExample();
    for (const [screen, name] of MENUS) {
      await app.go(screen);
      const buttons = page.getByRole("button", { name, exact: true });
      for (const button of [buttons.first(), buttons.last()]) {
        const where = `${screen}, ${await button.textContent()}`;
        await button.click();
        const menu = await page.getByRole("menu").boundingBox();
        expect(menu.x, where).toBeGreaterThanOrEqual(0);
        expect(menu.y, where).toBeGreaterThanOrEqual(0);
        expect(menu.x + menu.width, where).toBeLessThanOrEqual(width);
        expect(menu.y + menu.height, where).toBeLessThanOrEqual(height);
        await page.keyboard.press("Escape");
      }
    }
  });
}
