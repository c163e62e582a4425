// The palette finds everything in the plan and everything that can be done, and goes there.
import { expect, test } from "../fixtures.mjs";
import { JourneyMap } from "../pages/map.mjs";

const field = (page) => page.getByRole("combobox", { name: "Palette" });
// A choice of the page has options, too.
const options = (page) => page.getByRole("dialog", { name: "Palette" }).getByRole("option");
const option = (page, name) => options(page).filter({ hasText: name }).first();

async function find(page, words) {
  await page.keyboard.press("Control+k");
  await field(page).fill(words);
}

test("cards, stages and lanes are found by words in any order and gone to, from another screen and when they are hidden", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  await map.menu("Lane", "Pain points", "Hide");
  await app.go("Case");
  await find(page, "twice data");
  await expect(options(page).first()).toContainText("Data arrives late and is loaded twice");
  await expect(options(page).first()).toContainText("Pain points · Deploy · severe");
  await expect(page.getByRole("dialog", { name: "Palette" }).getByRole("status").first()).toHaveText(/\d+ found/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("tab", { name: "Journey" })).toHaveAttribute("aria-selected", "true");
  await expect(await map.cell("Pain points", "Deploy")).toBeFocused();
  await find(page, "first contact");
  await page.keyboard.press("Enter");
  await expect(map.stage("First contact")).toBeFocused();
});

test("figures, settings, initiatives, segments, scenarios and snapshots open where they are", async ({ app, page }) => {
  await app.openExample();
  await find(page, "npv cost");
  await option(page, /NPV after cost/).click();
  await expect(page.getByRole("dialog", { name: /^Working: NPV/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await find(page, "benefit risk");
  await option(page, /^Setting/).click();
  await expect(page.getByRole("dialog", { name: "Settings" })).toBeVisible();
  await page.keyboard.press("Escape");
  await find(page, "guided onboarding");
  await option(page, /^Initiative/).click();
  const initiative = page.getByRole("group", { name: "Guided onboarding", exact: true });
  await expect(initiative.locator(":focus")).toHaveCount(1);
  await find(page, "subscriptions");
  await option(page, /^Segment/).click();
  await expect(page.getByRole("region", { name: "Subscriptions", exact: true }).locator(":focus")).toHaveCount(1);
  await find(page, "baseline");
  await option(page, /^Scenario/).click();
  await expect(app.scenario).toHaveValue("baseline");
  await app.menu("Snapshots…");
  const snapshots = page.getByRole("dialog", { name: "Snapshots" });
  await snapshots.getByRole("textbox", { name: "Name of the snapshot" }).fill("Before the board");
  await page.keyboard.press("Enter");
  await expect(snapshots.getByRole("listitem").first()).toContainText("Before the board");
  await page.keyboard.press("Escape");
  await find(page, "board before");
  await option(page, /^Snapshot/).click();
  await expect(snapshots).toBeVisible();
});

test("actions are done, with their keys beside them, and what was done lately comes first", async ({ app, page }) => {
  await app.openExample();
  await app.title.focus();
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await expect(option(page, /Save file/)).toContainText("Ctrl+S");
  await field(page).fill("help");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Help and shortcuts" })).toContainText("Duplicate the stage or the lane");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await expect(options(page).first()).toContainText("Help and shortcuts");
  await expect(page.getByRole("group", { name: "Lately" })).toBeVisible();
  // Arrows go round; Esc leaves everything as it was.
  await page.keyboard.press("ArrowUp");
  await expect(options(page).last()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(options(page).first()).toHaveAttribute("aria-selected", "true");
  await field(page).fill("nothing is called this");
  await expect(options(page)).toHaveCount(0);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("what is being typed is taken along, and the button opens the palette too", async ({ app, page }) => {
  await app.openExample();
  await app.title.fill("Half a ti");
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(app.title).toHaveValue("Half a ti");
  await app.saved();
  await page.getByRole("button", { name: "Find or do…" }).click();
  await expect(field(page)).toBeFocused();
});
