// Long lists come in turn, and all of them comes. How long a page stands still meanwhile is measured by bench.mjs.
import { expect, test } from "../fixtures.mjs";
import { manyCards, manySegments, manyStages } from "../long.mjs";
import { JourneyMap } from "../pages/map.mjs";

test.describe.configure({ mode: "parallel", timeout: 90_000 });

async function open(app, title, text) {
  await app.openExample();
  await app.openFile("long.journey.json", text);
  await expect(app.title).toHaveValue(title);
  await app.saved();
}

test("two hundred stages are all on the map, in the list and among the owners", async ({ app, page }) => {
  await open(app, "Many stages", manyStages(200));
  const map = new JourneyMap(app);
  await expect(map.grid.getByRole("columnheader")).toHaveCount(200);
  await expect(map.grid.getByRole("row", { name: /^Customer goal/ }).getByRole("gridcell")).toHaveCount(200);
  await map.stage("First contact").click();
  await page.keyboard.press("End");
  await expect(map.stage("Stage 200")).toBeFocused();
  await page.getByRole("button", { name: "Owners", exact: true }).click();
  await expect(page.getByRole("tabpanel").locator(".owner").getByRole("heading", { level: 3 })).toHaveCount(200);
  await page.getByRole("button", { name: "List", exact: true }).click();
  const list = page.getByRole("table", { name: "Journey list" });
  await expect(list.getByRole("rowheader", { name: "Stage 200" }).first()).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: "Map", exact: true }).click();
  await expect(map.grid.getByRole("columnheader")).toHaveCount(200);
});

test("a hundred segments are all on Customers and Equity", async ({ app, page }) => {
  await open(app, "Many segments", manySegments(100));
  await app.go("Customers");
  await expect(page.getByRole("grid", { name: /^Yearly figures/ })).toHaveCount(100, { timeout: 30_000 });
  await expect(page.getByRole("region", { name: "Segment 100", exact: true })).toBeVisible();
  await app.go("Equity");
  await expect(page.getByRole("region", { name: "How customers of “Segment 100” leave" })).toBeVisible({ timeout: 30_000 });
});

test("five hundred cards are all in their editor, and forty-one as well", async ({ app, page }) => {
  for (const [count, all] of [[500, 503], [38, 41]]) {
    await page.reload();
    await app.ready();
    if (await page.getByRole("button", { name: "Open the example" }).isVisible()) await app.openExample();
    await app.openFile("cards.journey.json", manyCards(count));
    await expect(app.title).toHaveValue("Many cards");
    const map = new JourneyMap(app);
    await (await map.cell("Touchpoints", "Deploy")).click();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("textbox", { name: /^Card/ })).toHaveCount(all);
    await dialog.getByRole("textbox", { name: "New card" }).fill("One more");
    await page.keyboard.press("Enter");
    await expect(dialog.getByRole("textbox", { name: /^Card/ })).toHaveCount(all + 1);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await app.saved();
  }
});
