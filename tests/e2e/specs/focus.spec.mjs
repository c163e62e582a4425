// The focus is never left on the page itself: after what is pressed is gone, it stands where work goes on.
import { expect, test } from "../fixtures.mjs";
import { JourneyMap } from "../pages/map.mjs";

const focused = (page) => page.evaluate(() => document.activeElement?.tagName ?? "BODY");
const isSomewhere = (page) => expect.poll(() => focused(page)).not.toBe("BODY");

test("opening a plan, undoing a move and removing an initiative leave the focus at work", async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await app.openExample();
  await isSomewhere(page);
  expect(await page.evaluate(() => window.scrollY), "the headline is seen first").toBe(0);
  await page.setViewportSize({ width: 1280, height: 720 });

  const map = new JourneyMap(app);
  await map.stage("Deploy").click();
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await expect(page.getByRole("status", { name: "Notice" })).toContainText("Moved the stage “Deploy”");
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("status", { name: "Notice" })).toContainText("Undone");
  await isSomewhere(page);
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("[role=gridcell]:focus, [role=columnheader]:focus")).toHaveCount(1);

  await app.go("Case");
  const remove = page.getByRole("button", { name: "Remove Guided onboarding" });
  await remove.click();
  await expect(remove).toHaveCount(0);
  const next = page.getByRole("group", { name: "Invoices people understand" });
  await expect.poll(() => next.evaluate((group) => group.closest("li").contains(document.activeElement))).toBe(true);
});

test("the end of a simulation and a click beside an open menu leave the focus where it was asked for", async ({ app, page }) => {
  await app.openExample();
  await app.go("Case");
  await page.getByRole("button", { name: "Run simulation" }).click();
  await expect(page.getByRole("status", { name: "Notice" })).toContainText("The simulation is done.");
  await isSomewhere(page);
  const menu = page.getByRole("button", { name: "Plan menu" });
  await menu.click();
  await page.mouse.click(400, 600);
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(menu).toBeFocused();
});
