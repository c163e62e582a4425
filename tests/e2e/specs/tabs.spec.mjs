// Two tabs on one plan: one writes, the other only shows until it takes over.
import { expect, test } from "../fixtures.mjs";
import { App } from "../pages/app.mjs";

test("two tabs cannot overwrite each other", async ({ app, context }) => {
  await app.openExample();
  const other = new App(await context.newPage());
  await other.start();
  await expect(other.saveState).toHaveText(/read-only/);
  await other.go("Customers");
  const cell = await other.type("Yearly figures: Subscriptions", "New customers", "2026", "1");
  await expect(cell.getByRole("alert")).toContainText("read-only");

  // The writing tab goes on, and the reading one follows.
  await app.title.fill("Written in the first tab");
  await app.title.press("Enter");
  await app.saved();
  await expect(other.title).toHaveValue("Written in the first tab");

  // Taking over changes the roles; the newest revision is what both have.
  await other.page.getByRole("button", { name: "Take over" }).click();
  await other.saved();
  await expect(app.saveState).toHaveText(/read-only/);
  await other.title.fill("Written in the second tab");
  await other.title.press("Enter");
  await other.saved();
  await expect(app.title).toHaveValue("Written in the second tab");
  await other.page.reload();
  await other.ready();
  await expect(other.title).toHaveValue("Written in the second tab");
});

test("a closed tab frees its lock", async ({ app, context }) => {
  await app.openExample();
  await app.page.close();
  const other = new App(await context.newPage());
  await other.start();
  await other.saved();
  await expect(other.title).toHaveValue("Example: renewal plan of a software company");
});
