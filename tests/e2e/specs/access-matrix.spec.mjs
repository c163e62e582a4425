// axe finds nothing in any state of the app: screens and their other views, charts as tables, menus, dialogs, editors of
// cells and the tab that only reads, by day and by night, on the example, a blank plan and the largest one.
//
// Left out for the time they take: of the largest plan its simulation of a minute, and the menus, workings, editors and
// dialogs that hold no more than those of the example; the narrow window except for the example. Neither the plan nor the
// width changes a colour, so by night the rest is looked at on the example in the wide window. The choice of a scenario is
// the browser's own menu. What only a fault brings up (recovery, safe mode, a plan that cannot be saved) is not here.
import { drawn, findsNothing, lookAtDialog, lookAtTables } from "../axe.mjs";
import { button, DIALOGS, DIALOGS_WITH_MONEY, GROWING, MENUS } from "../dialogs.mjs";
import { expect, test } from "../fixtures.mjs";
import { largestPlan } from "../largest.mjs";
import { App } from "../pages/app.mjs";
import { JourneyMap } from "../pages/map.mjs";

// Each test stands alone, and together they take minutes: they are divided among the workers.
test.describe.configure({ mode: "parallel", timeout: 120_000 });

const SCREENS = ["Journey", "Customers", "Equity", "Experience", "Case"];

const PLANS = {
  example: (app) => app.openExample(),
  blank: async (app) => {
    await app.page.getByRole("button", { name: "Start blank" }).click();
    await app.saved();
  },
  largest: async (app) => {
    await app.openExample();
    await app.openFile("largest.journey.json", largestPlan());
    await expect(app.title).toHaveValue("The largest plan");
    await app.saved();
  },
};

/** Looks at the journey's other views, and at the map with its scores as numbers. */
async function lookAtViews(page) {
  for (const view of ["List", "Owners", "Matrix"]) {
    await page.getByRole("button", { name: view, exact: true }).click();
    await findsNothing(page, `Journey, ${view}`);
  }
  await lookAtTables(page, "Journey, Matrix");
  await page.getByRole("button", { name: "Map", exact: true }).click();
  await page.getByRole("button", { name: "Display" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Compact" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Scores as numbers" }).click();
  await page.keyboard.press("Escape");
  await findsNothing(page, "Journey, roomy and with numbers");
}

/** The first working of every part of the screen: the part, and the name of the button. */
const workings = (page) =>
  page.getByRole("button", { name: /^Show the working: / }).evaluateAll((all) => {
    const part = (button) => button.closest("[aria-label]:not(button)").ariaLabel;
    return [...new Map(all.toReversed().map((button) => [part(button), button.ariaLabel]))];
  });

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing on the first page: ${colorScheme}`, async ({ app, page }) => {
    void app;
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 });
      await findsNothing(page, `${width} wide`);
    }
  });

  /** A test of a plan in this theme and a width. */
  const look = (what, plan, width, body) =>
    test(`axe finds nothing ${what}: ${plan}, ${colorScheme}, ${width} wide`, async ({ app, page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await PLANS[plan](app);
      await body({ app, page });
    });

  for (const [plan, width] of [["example", 1280], ["example", 390], ["blank", 1280], ["largest", 1280]]) {
    const isNight = colorScheme === "dark";
    const isExample = plan === "example" && width === 1280;
    look("on the screens", plan, width, async ({ app, page }) => {
      for (const screen of SCREENS) {
        await app.go(screen);
        await expect(page.getByRole("tabpanel").getByRole("heading", { level: 1 })).toBeVisible();
        if (plan === "example" && screen === "Case") {
          await page.getByRole("button", { name: "Run simulation" }).click();
          await expect(page.getByRole("figure", { name: /^In \d+ of 100 runs/ })).toBeVisible();
        }
        await findsNothing(page, screen);
        if (screen === "Journey") await lookAtViews(page);
        else if (plan !== "blank" && (isExample || !isNight)) await lookAtTables(page, screen);
      }
      // The first page as one who comes back finds it.
      await app.menu("New plan");
      await page.getByRole("button", { name: "Start from a template" }).click();
      await findsNothing(page, "first page with plans and templates");
    });

    if (isNight && (width === 390 || plan === "blank")) continue;
    const dialogs = {
      example: [...DIALOGS, ...DIALOGS_WITH_MONEY],
      blank: DIALOGS,
      largest: [...DIALOGS, ...DIALOGS_WITH_MONEY].filter(([, what]) => GROWING.includes(what)),
    };
    // A dialog together with the page under it is looked at once; that page stands among the screens.
    const within = isExample && !isNight ? undefined : "dialog, .report";
    look("in the dialogs", plan, width, async ({ app, page }) => {
      for (const [screen, what, show] of dialogs[plan]) {
        await app.go(screen);
        await show({ app, page });
        await lookAtDialog(page, what, within);
      }
    });
  }

  for (const plan of colorScheme === "dark" ? ["example"] : ["example", "blank"]) {
    look("in the editors and workings", plan, 1280, async ({ app, page }) => {
      const map = new JourneyMap(app);
      const stage = (await map.stages()).slice(0, 3).at(-1);
      // What is computed is not edited.
      const lanes = (await map.lanes()).filter((lane) => !["Value at stake", "Scenario gain"].includes(lane));
      for (const lane of lanes) {
        await (await map.cell(lane, stage)).press("F2");
        const editor = page.locator("dialog, textarea.inline");
        await expect(editor).toBeVisible();
        await findsNothing(page, `${lane}, ${stage}`);
        await page.keyboard.press("Escape");
        await expect(editor).toHaveCount(0);
      }
      const seen = new Set();
      for (const screen of SCREENS) {
        await app.go(screen);
        await drawn(page);
        for (const [part, name] of (await workings(page)).filter(([part]) => !seen.has(part))) {
          seen.add(part);
          await page.getByRole("button", { name, exact: true }).first().click();
          await lookAtDialog(page, `working of ${name}`);
        }
      }
    });

    look("in the menus", plan, 1280, async ({ app, page }) => {
      for (const [screen, name] of MENUS.filter(([screen]) => plan === "example" || screen !== "Equity")) {
        await app.go(screen);
        await button(name)({ page });
        await expect(page.getByRole("menu")).toBeVisible();
        await findsNothing(page, `${screen}, menu ${name}`);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("menu")).toHaveCount(0);
      }
    });
  }

  test(`axe finds nothing in the tab that only reads: ${colorScheme}`, async ({ app, context }) => {
    await app.openExample();
    const other = new App(await context.newPage());
    await other.page.emulateMedia({ colorScheme });
    await other.start();
    await expect(other.saveState).toHaveText(/read-only/);
    for (const screen of SCREENS) {
      await other.go(screen);
      await findsNothing(other.page, screen);
    }
    await other.menu("Settings…");
    await lookAtDialog(other.page, "Settings…");
  });
}
