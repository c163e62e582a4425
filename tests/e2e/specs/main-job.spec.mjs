// The main job, end to end: numbers in, equity and projection out, and all of it there again after a reload.
import { active, agrees, evaluate } from "../evaluate.mjs";
import { expect, test } from "../fixtures.mjs";
import { FIGURES } from "../pages/app.mjs";

const YEARLY = "Yearly figures: Subscriptions";

async function headlineEqualsEvaluate(app) {
  const scenario = active(evaluate(await app.planFile()));
  for (const id of FIGURES) {
    const shown = await app.value(id);
    expect(agrees(shown, scenario[id]), `${id}: screen ${shown}, evaluate ${scenario[id]}`).toBe(true);
    if (scenario[id] === null) {
      await expect(app.page.locator(".fig").filter({ has: app.figure(id) })).toContainText(scenario.reasons[id]);
    }
  }
}

test("the example's headline equals evaluate, and its gain is not zero", { tag: "@unsplit" }, async ({ app }) => {
  await app.openExample();
  await headlineEqualsEvaluate(app);
  await expect.poll(() => app.value("scenario_gain")).toBeGreaterThan(0);
});

test("one changed number moves the headline and every chart, and evaluate agrees", { tag: "@unsplit" }, async ({ app, page }) => {
  await app.openExample();
  const before = await app.headline();
  const pictures = {};
  for (const [screen, name] of [["Equity", /Equity/], ["Experience", /causal/], ["Case", /gain is made in/]]) {
    await app.go(screen);
    pictures[screen] = await page.getByRole("figure", { name }).locator("svg").innerHTML();
  }
  await app.go("Customers");
  await app.type(YEARLY, "Revenue per existing customer", "2026", "1000");
  for (const id of ["equity_this_year", "present_value", "scenario_gain", "npv"]) {
    expect(await app.value(id), id).not.toBe(before[id]);
  }
  // 32 983 existing customers at 160 more each.
  await expect.poll(() => app.value("equity_this_year")).toBeCloseTo(before.equity_this_year + 32_983 * 160, 6);
  for (const [screen, name] of [["Equity", /Equity/], ["Experience", /causal/], ["Case", /gain is made in/]]) {
    await app.go(screen);
    expect(await page.getByRole("figure", { name }).locator("svg").innerHTML(), screen).not.toBe(pictures[screen]);
  }
  await headlineEqualsEvaluate(app);
});

test("points and causal share move the projection; without a causal effect there is no gain", async ({ app }) => {
  await app.openExample();
  await app.go("Experience");
  const before = await app.headline();
  const points = app.slider("Points: Deploy");
  await points.focus();
  await points.press("ArrowRight");
  await expect.poll(() => app.value("scenario_gain")).toBeGreaterThan(before.scenario_gain);
  await app.page.getByRole("button", { name: "Reset points: Deploy" }).click();
  await expect.poll(() => app.value("scenario_gain")).toBe(before.scenario_gain);
  await app.slider("Causal share").fill("1");
  await expect.poll(() => app.value("scenario_gain")).toBeGreaterThan(1.9 * before.scenario_gain);
  await app.slider("Causal share").fill("0");
  await expect.poll(() => app.value("scenario_gain")).toBe(0);
  await headlineEqualsEvaluate(app);
});

test("a drag is one step, and undo returns to the start", async ({ app, page }) => {
  await app.openExample();
  const before = await app.headline();
  const file = await app.planFile();
  await app.go("Experience");
  for (const share of ["0.6", "0.7", "0.8"]) {
    await app.slider("Causal share").evaluate((input, value) => {
      input.value = value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }, share);
  }
  await app.slider("Causal share").evaluate((input) => input.dispatchEvent(new Event("change", { bubbles: true })));
  await app.go("Customers");
  await app.type(YEARLY, "New customers", "2026", "12k");
  await app.undo.click();
  await page.keyboard.press("Control+z");
  await expect(app.undo).toBeDisabled();
  expect(await app.headline()).toEqual(before);
  expect(await app.planFile()).toBe(file);
  await app.redo.click();
  await app.redo.click();
  await expect(app.redo).toBeDisabled();
  await expect.poll(() => app.value("equity_this_year")).toBeGreaterThan(before.equity_this_year);
});

test("everything is there again after a reload", async ({ app, page }) => {
  await app.openExample();
  await app.go("Customers");
  await app.type(YEARLY, "Churned customers", "2026", "3,000");
  await app.title.fill("A renamed plan");
  await app.title.press("Enter");
  await app.saved();
  const before = { headline: await app.headline(), file: await app.planFile() };
  await page.reload();
  await app.ready();
  await expect(app.title).toHaveValue("A renamed plan");
  await expect(page.getByRole("tab", { name: "Customers" })).toHaveAttribute("aria-selected", "true");
  expect(await app.headline()).toEqual(before.headline);
  expect(await app.planFile()).toBe(before.file);
  await expect(await app.cell(YEARLY, "Churned customers", "2026")).toHaveText("3,000");
});

test("the Equity screen shows the published shortfall and closes its waterfall", async ({ app, page }) => {
  await app.openExample();
  await app.go("Equity");
  await expect(page.getByRole("region", { name: "Base value: Subscriptions" })).toContainText("41.27\u00a0% too low");
  await app.go("Case");
  const figure = page.getByRole("figure", { name: /of the gain is made in “Deploy”/ });
  await figure.getByRole("button", { name: "Show as table" }).click();
  const cells = await figure.getByRole("row").allTextContents();
  const values = cells.slice(1).map((row) => Number(row.match(/[+−]?[\d,]+$/)[0].replace(",", "").replace("−", "-")));
  const total = values.pop();
  const sum = values.reduce((a, b) => a + b, 0);
  // Rounded to thousands, each bar may be off by half a unit.
  expect(Math.abs(sum - total)).toBeLessThanOrEqual(values.length / 2);
});

test("value by stage on the map equals evaluate", async ({ app, page }) => {
  await app.openExample();
  const scenario = active(evaluate(await app.planFile()));
  for (const [lane, values] of [["Value at stake", scenario.value_at_stake], ["Scenario gain", scenario.value_by_stage]]) {
    const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: lane }) });
    const shown = await row.getByRole("gridcell").evaluateAll((cells) => cells.map((c) => Number(c.dataset.value)));
    expect(shown.length).toBe(values.length);
    shown.forEach((value, i) => expect(agrees(value, values[i].value), `${lane} ${values[i].stage}`).toBe(true));
  }
});

test("a scenario is added, renamed, removed, and undo brings it back", async ({ app, page }) => {
  await app.openExample();
  await app.go("Case");
  await app.scenario.selectOption({ label: "New scenario" });
  const name = page.getByRole("textbox", { name: "Scenario name" });
  await name.fill("A third way");
  await name.press("Enter");
  await expect(app.scenario.locator("option:checked")).toHaveText("A third way");
  const gain = await app.value("scenario_gain");
  expect(gain, "a new scenario starts as a copy").toBeGreaterThan(0);
  await page.getByRole("button", { name: "Remove scenario" }).click();
  await expect(app.scenario.locator("option:checked")).toHaveText("Baseline");
  await expect.poll(() => app.value("scenario_gain")).toBe(0);
  await app.undo.click();
  await expect.poll(() => app.value("scenario_gain")).toBe(gain);
});

test("the buttons stay where they are while the plan is being saved", async ({ app, page }) => {
  // A button that moves between press and release loses the click.
  await app.openExample();
  const places = await page.getByRole("status", { name: "Save state" }).evaluate((state) => {
    const undo = document.querySelector('button[aria-label="Undo"]');
    return ["Saving…", "Saved 11:11", "Saved 20:58", "Not saved"].map((text) => {
      state.textContent = text;
      return undo.getBoundingClientRect().x;
    });
  });
  expect(new Set(places).size, String(places)).toBe(1);
});
