// What is seen of a plan is saved and handed over with it; no undo changes it, and a tab that only reads looks as it likes.
import { expect, test } from "../fixtures.mjs";
import { App } from "../pages/app.mjs";

const lanes = (page) => page.getByRole("button", { name: /^Lanes: / });

async function choose(page, menu, entry) {
  await page.getByRole("button", { name: menu }).click();
  await page.getByRole("menuitemcheckbox", { name: entry }).click();
  await page.keyboard.press("Escape");
}

const view = async (app) => JSON.parse(await app.planFile()).plan.view;

test("lanes, roles and density are kept through undo, reload and the plan file", async ({ app, page }) => {
  await app.openExample();
  await app.title.fill("Another title");
  await app.title.press("Enter");
  await choose(page, /^Lanes: /, "Budget");
  await choose(page, /^Roles: /, "Buyer");
  await choose(page, "Display", "Fit to width");
  await expect(lanes(page)).toHaveText(/^Lanes: 19 of 20/);
  await app.undo.click();
  await expect(app.title).toHaveValue("Example: renewal plan of a software company");
  await expect(app.undo).toBeDisabled();
  await expect(lanes(page)).toHaveText(/^Lanes: 19 of 20/);
  await app.saved();
  const kept = await view(app);
  expect(kept).toMatchObject({ hidden: ["budget"], pinned: [], collapsed: [], compact: true, fit: true, numbers: false });
  expect(kept.roles).toHaveLength(1);

  await page.reload();
  await app.ready();
  await expect(lanes(page)).toHaveText(/^Lanes: 19 of 20/);
  await expect(page.getByRole("button", { name: /^Roles: / })).toHaveText(/1 of 3/);
  expect(await view(app)).toEqual(kept);
});

test("a hidden lane is said, with a way to show it again", async ({ app, page }) => {
  await app.openExample();
  await page.getByRole("rowheader", { name: /^Pain points/ }).click();
  await page.keyboard.press("Delete");
  await expect(page.getByRole("status", { name: "Notice" })).toContainText("Hid the lane “Pain points”.");
  await expect(page.getByRole("rowheader", { name: /^Pain points/ })).toHaveCount(0);
  await page.getByRole("button", { name: /^Show it/ }).click();
  await expect(page.getByRole("rowheader", { name: /^Pain points/ })).toBeVisible();
  await expect(app.undo).toBeDisabled();
});

test("a tab that only reads has a view of its own", async ({ app, context, page }) => {
  await app.openExample();
  const other = new App(await context.newPage());
  await other.start();
  await expect(other.saveState).toHaveText(/read-only/);
  await choose(other.page, /^Lanes: /, "Metrics");
  await expect(lanes(other.page)).toHaveText(/^Lanes: 19 of 20/);
  // What the writing tab saves arrives, and is looked at as before.
  await app.title.fill("Written in the first tab");
  await app.title.press("Enter");
  await app.saved();
  await expect(other.title).toHaveValue("Written in the first tab");
  await expect(lanes(other.page)).toHaveText(/^Lanes: 19 of 20/);
  await expect(lanes(page)).toHaveText(/^Lanes: all/);
  expect((await view(app)).hidden).toEqual([]);
});

test("a plan file of the first version keeps what it hides and pins", async ({ app, page }) => {
  await app.openExample();
  const file = JSON.parse(await app.planFile());
  delete file.plan.view;
  for (const row of file.plan.lanes) Object.assign(row, { hidden: row.lane === "budget", pinned: row.lane === "goal", collapsed: false });
  await app.openFile("old.journey.json", JSON.stringify({ ...file, version: 1 }));
  await app.saved();
  await expect(lanes(page)).toHaveText(/^Lanes: 19 of 20/);
  await expect(page.getByRole("rowheader", { name: /^Customer goal/ })).toContainText("pinned");
});
