// Plan files in and out, hostile ones included; the first page; broken stored plans.
import { expect, test } from "../fixtures.mjs";

test("a plan file comes back as the same plan", async ({ app, page }) => {
  await app.openExample();
  const file = await app.planFile();
  await app.menu("New plan");
  await expect(page.getByRole("button", { name: "Start blank" })).toBeVisible();
  await page.getByRole("button", { name: "Start blank" }).click();
  await expect(app.title).toHaveValue("Untitled plan");
  await app.openFile("again.journey.json", file);
  await expect(app.title).toHaveValue("Example: renewal plan of a software company");
  expect(await app.planFile()).toBe(file);
});

for (const [name, text, complaint] of [
  ["a text", "hello", "not a Journey Equity plan file"],
  ["another JSON", '{"format":"something"}', "does not say that it is one"],
  ["a newer version", '{"format":"journey-equity-plan","version":99,"plan":{}}', "made with a newer version"],
  ["deep nesting", "[".repeat(1_000_000), "nested more than 64 levels"],
]) {
  test(`${name} is refused and the open plan is untouched`, async ({ app, page }) => {
    await app.openExample();
    const before = await app.planFile();
    await app.openFile("odd.json", text);
    const alert = page.getByRole("alert", { name: "Please note" });
    await expect(alert).toContainText(complaint);
    await alert.getByRole("button", { name: "Dismiss the notice" }).click();
    expect(await app.planFile()).toBe(before);
  });
}

test("hostile names are shown as text", async ({ app, page }) => {
  await app.openExample();
  const hostile = '<img src=x onerror="alert(1)">';
  await page.getByRole("columnheader", { name: "Deploy" }).dblclick();
  const name = page.getByRole("textbox", { name: "Stage name: Deploy" });
  await name.fill(hostile);
  await name.press("Enter");
  await app.go("Case");
  await expect(page.getByRole("figure", { name: hostile })).toBeVisible();
  expect(await page.locator("img").count()).toBe(0);
});

test("a blank plan says what it needs, and a template brings stages", async ({ app, page }) => {
  await page.getByRole("button", { name: "Start blank" }).click();
  await expect(page.getByRole("region", { name: "Headline" })).toContainText("Enter all eight figures of one year");
  for (const screen of ["Customers", "Equity", "Experience", "Case", "Journey"]) await app.go(screen);
  await app.menu("New plan");
  await page.getByRole("button", { name: "Start from a template" }).click();
  await page.getByRole("button", { name: "Industrial B2B with service" }).click();
  await expect(page.getByRole("columnheader", { name: "Operate and maintain" })).toBeVisible();
});

test("a blank plan becomes a projection by typing eight figures", async ({ app, page }) => {
  await page.getByRole("button", { name: "Start blank" }).click();
  await app.go("Customers");
  const grid = "Yearly figures: Customers";
  const year = (await app.grid(grid).getByRole("columnheader").allTextContents()).at(-1);
  await (await app.cell(grid, "New customers", year)).click();
  for (const text of ["1000", "500", "200k", "4000", "800", "900k", "500", "700"]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
  }
  // The worked example of the models: 2 250 000.
  await expect(app.figure("equity_this_year")).toHaveAttribute("data-value", "2250000");
  await expect(app.figure("equity_this_year")).toHaveText("€2.25m");
  await expect(page.getByRole("region", { name: "Headline" })).toContainText("Enter the gross margin");
  await expect.poll(() => app.value("present_value")).toBeGreaterThan(0);
});

test("a broken stored plan never stops the app and its bytes stay", async ({ app, page }) => {
  await app.openExample();
  await app.saved();
  const spoil = (text) =>
    page.evaluate(
      (text) =>
        new Promise((resolve) => {
          const open = indexedDB.open("journey-equity");
          open.onsuccess = () => {
            const id = JSON.parse(localStorage.getItem("journey-equity/preferences")).last_plan;
            const store = open.result.transaction("plans", "readwrite").objectStore("plans");
            const get = store.get(id);
            get.onsuccess = () => {
              const record = get.result;
              if (text !== null) record.text = text;
              store.put(record, id).onsuccess = () => resolve(record.text);
            };
          };
        }),
      text,
    );
  await spoil('{"format":"journey-equity-plan","version":1,"plan":{"title":"half');
  await page.reload();
  await app.ready();
  await expect(page.getByRole("alert")).toContainText("The last plan cannot be opened");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download it as it is" }).click();
  expect((await download).suggestedFilename()).toBe("damaged.journey.json");
  expect(await spoil(null)).toContain('"title":"half');
  await page.getByRole("button", { name: "Open the example" }).click();
  await app.saved();
});
