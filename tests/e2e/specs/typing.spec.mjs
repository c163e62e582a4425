// What is being typed counts: it is saved while it is typed, and stands in its field again whatever happens to the page.
import { expect, test } from "../fixtures.mjs";
import { JourneyMap } from "../pages/map.mjs";

/** Opens the editor of a cell of the map and types into it, without ending it. */
async function typeInto(map, lane, stage, text) {
  await (await map.cell(lane, stage)).dblclick();
  await map.page.keyboard.press("ControlOrMeta+a");
  await map.page.keyboard.type(text);
}

test("a text is saved within a second while it is typed, as one step", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  const undo = page.getByRole("button", { name: "Undo", exact: true });
  await expect(undo).toBeDisabled();
  await typeInto(map, "Customer goal", "Deploy", "Be live in a week");
  await expect(app.saveState).toHaveText(/^Saving/);
  await app.saved();
  await page.keyboard.type(" and know it");
  await app.saved();
  await page.keyboard.press("Escape");
  await expect(await map.cell("Customer goal", "Deploy")).toContainText("Be live in a week and know it");
  await undo.click();
  await expect(await map.cell("Customer goal", "Deploy")).not.toContainText("week");
  await expect(undo).toBeDisabled();
});

for (const [what, go] of [
  ["F5", (page) => page.reload()],
  ["the address", (page) => page.goto("about:blank").then(() => page.goBack())],
]) {
  test(`a title, a number and a card in the middle of a word are there after ${what}`, async ({ app, page }) => {
    await app.openExample();
    await app.title.click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("Half a ti");
    await go(page);
    await app.ready();
    await expect(app.title).toHaveValue("Half a ti");
    await app.saved();

    await app.go("Customers");
    const cell = await app.cell("Yearly figures: Subscriptions", "New customers", "2026");
    const before = await app.value("present_value");
    await cell.click();
    await page.keyboard.type("12k");
    await go(page);
    await app.ready();
    await app.go("Customers");
    const again = await app.cell("Yearly figures: Subscriptions", "New customers", "2026");
    await expect(again).toContainText("12k");
    await expect(again).toContainText("not taken yet");
    expect(await app.value("present_value"), "half a number moves nothing").toBe(before);
    await again.click();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await expect(again).toHaveText("12,000");

    await app.go("Journey");
    const map = new JourneyMap(app);
    await (await map.cell("Touchpoints", "Deploy")).dblclick();
    await page.getByRole("textbox", { name: "New card" }).fill("A call that");
    await go(page);
    await app.ready();
    await (await map.cell("Touchpoints", "Deploy")).dblclick();
    await expect(page.getByRole("textbox", { name: "New card" })).toHaveValue("A call that");
  });
}

test("hiding the page keeps what is typed, and Ctrl+S takes it into the file", async ({ app, page }) => {
  await app.openExample();
  await app.go("Customers");
  const cell = await app.cell("Yearly figures: Subscriptions", "New customers", "2026");
  await cell.click();
  await page.keyboard.type("13k");
  const download = page.waitForEvent("download");
  await page.keyboard.press("ControlOrMeta+s");
  const chunks = [];
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString("utf8")).toContain('"new_customers": 13000.0');
  // The key that opens the editor counts like every other.
  await (await app.cell("Yearly figures: Subscriptions", "New customers", "2025")).click();
  await page.keyboard.type("7");
  const second = page.waitForEvent("download");
  await page.keyboard.press("ControlOrMeta+s");
  const rest = [];
  for await (const chunk of await (await second).createReadStream()) rest.push(chunk);
  expect(Buffer.concat(rest).toString("utf8")).toContain('"new_customers": 7.0');

  await app.go("Journey");
  const map = new JourneyMap(app);
  await typeInto(map, "Customer goal", "Deploy", "Hidden in time");
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  const kept = await page.evaluate(() => Object.entries(localStorage).find(([key]) => key.includes("last-gasp"))?.[1] ?? "");
  expect(kept).toContain("Hidden in time");
});

test("leaving the plan takes what is typed along", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  await typeInto(map, "Customer goal", "Deploy", "Left in the middle");
  await app.menu("New plan");
  const listed = page.getByRole("region", { name: "Your plans" }).getByRole("button", { name: /^Example/ });
  await listed.click();
  await expect(map.stage("Deploy")).toBeVisible();
  await expect(await map.cell("Customer goal", "Deploy")).toContainText("Left in the middle");
});

test("a name that is too long stays in its field with the reason, and the plan as it was", async ({ app, page }) => {
  await app.openExample();
  const long = "x".repeat(301);
  await app.title.fill(long);
  await app.title.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "301 characters in one name" })).toBeVisible();
  await expect(app.title).toHaveValue(long);
  // Another change leaves it alone, and so does a reload.
  await app.go("Customers");
  await app.type("Yearly figures: Subscriptions", "New customers", "2026", "11000");
  await expect(app.title).toHaveValue(long);
  await app.saved();
  await page.reload();
  await app.ready();
  await expect(app.title).toHaveValue(long);
  await app.title.fill("Short again");
  await app.title.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "characters" })).toHaveCount(0);
  await app.saved();
});

test("half a number that is given up does not come back", async ({ app, page }) => {
  await app.openExample();
  await app.go("Customers");
  const cell = () => app.cell("Yearly figures: Subscriptions", "New customers", "2026");
  const before = await (await cell()).textContent();
  await (await cell()).click();
  await page.keyboard.type("12k");
  await app.saved();
  await page.keyboard.press("Escape");
  await app.saved();
  await page.reload();
  await app.ready();
  await app.go("Customers");
  await expect(await cell()).toHaveText(before);
});

test("the browser's way back takes what is typed along, and nothing stops", async ({ app, page }) => {
  await app.openExample();
  await app.go("Equity");
  await app.go("Case");
  await page.getByRole("textbox", { name: "Owner" }).first().click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Someone else");
  await page.goBack();
  await expect(page.getByRole("tab", { name: "Equity" })).toHaveAttribute("aria-selected", "true");
  await app.saved();
  await app.go("Case");
  await expect(page.getByRole("textbox", { name: "Owner" }).first()).toHaveValue("Someone else");
});

test("what two cells lose are two steps", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  const texts = async () => Promise.all(["First contact", "Deploy"].map(async (stage) => (await map.cell("Customer goal", stage)).textContent()));
  const before = await texts();
  await (await map.cell("Customer goal", "First contact")).click();
  await page.keyboard.press("Delete");
  await (await map.cell("Customer goal", "Deploy")).click();
  await page.keyboard.press("Delete");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(await map.cell("Customer goal", "Deploy")).toHaveText(before[1]);
  await expect(await map.cell("Customer goal", "First contact")).not.toHaveText(before[0]);
});
