// What is undone or done again is named, in sight and marked for a moment, on whichever screen it is.
import { expect, test } from "../fixtures.mjs";
import { JourneyMap } from "../pages/map.mjs";

const marked = (page) => page.locator("[data-marked]");
const notice = (page) => page.getByRole("status", { name: "Notice" });

test("an undone card is scrolled to and marked, and the mark goes by itself", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  const cell = await map.cell("Pain points", "Deploy");
  await cell.click();
  await page.keyboard.press("Delete");
  await expect(cell).not.toContainText("Data arrives late");
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect(cell).not.toBeInViewport();
  await app.undo.click();
  await expect(cell).toHaveAttribute("data-marked");
  await expect(cell).toBeInViewport();
  await expect(cell).toContainText("Data arrives late");
  await expect(marked(page)).toHaveCount(0);
  await app.redo.click();
  await expect(cell).toHaveAttribute("data-marked");
});

test("stages that moved, lanes, numbers and initiatives are marked where they are", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  await map.stage("Deploy").click();
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await app.undo.click();
  await expect(map.stage("Deploy")).toHaveAttribute("data-marked");
  await map.menu("Lane", "Budget", "Move up");
  await app.undo.click();
  await expect(page.locator("th[data-marked]")).toHaveCount(1);

  await app.go("Customers");
  const number = await app.type("Yearly figures: Subscriptions", "New customers", "2024", "1234");
  await app.undo.click();
  await expect(number).toHaveAttribute("data-marked");
  await expect(marked(page)).toHaveCount(1);

  await app.go("Case");
  const initiative = page.getByRole("group", { name: "Guided onboarding", exact: true });
  await initiative.getByRole("textbox", { name: "Owner" }).fill("Somebody else");
  await initiative.getByRole("textbox", { name: "Owner" }).press("Enter");
  await app.undo.click();
  await expect(initiative).toHaveAttribute("data-marked");
});

test("what is undone on another screen is gone to from the message", async ({ app, page }) => {
  await app.openExample();
  await app.go("Customers");
  const number = await app.type("Yearly figures: Subscriptions", "New customers", "2024", "1234");
  await app.go("Equity");
  await app.undo.click();
  await expect(notice(page)).toContainText("Undone: changed a number of “Subscriptions”.");
  await page.getByRole("button", { name: /^Show it/ }).click();
  await expect(page.getByRole("tab", { name: "Customers" })).toHaveAttribute("aria-selected", "true");
  await expect(number).toHaveAttribute("data-marked");
  await expect(number).toBeInViewport();
});
