// The Case and Experience screens: every figure against the auditor, the simulation, scenarios, and the board paper.
import { active, agrees, evaluate } from "../evaluate.mjs";
import { expect, test } from "../fixtures.mjs";

const uncertainty = (page) => page.getByRole("region", { name: "Uncertainty", exact: true });

/** Runs the simulation and waits until it has looked for the cheapest fact too. */
async function simulate(page) {
  const region = uncertainty(page);
  await region.getByRole("button", { name: "Run simulation" }).click();
  await expect(region.getByRole("progressbar")).toBeVisible();
  await expect(region.getByRole("progressbar")).toBeHidden({ timeout: 30_000 });
  return region;
}

/** The numbers behind the shown texts of a part of the page, by key. */
const numbers = (part) =>
  part.locator("[data-key]").evaluateAll((found) =>
    Object.fromEntries(found.map((f) => [f.dataset.key, f.dataset.value === undefined ? null : Number(f.dataset.value)])),
  );

/** Pages of a PDF as Chromium writes it. */
const pages = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;

test.beforeEach(async ({ app }) => {
  await app.openExample();
  await app.go("Case");
});

test("every figure of the business case equals evaluate", async ({ app, page }) => {
  const scenario = active(evaluate(await app.planFile()));
  const shown = await numbers(page.getByRole("region", { name: "Business case" }));
  for (const key of ["npv", "pv_benefits", "pv_costs", "risk", "roi", "irr", "payback_years", "discounted_payback_years", "break_even_causal_share"]) {
    expect(agrees(shown[key], scenario[key]), `${key}: screen ${shown[key]}, evaluate ${scenario[key]}`).toBe(true);
  }
  expect(agrees(shown.benefit_cost, scenario.pv_benefits / scenario.pv_costs)).toBe(true);
});

test("the usual risk is taken on and off in one step, and is a bar of its own", async ({ app, page }) => {
  const before = await app.value("npv");
  const card = page.getByRole("region", { name: "Business case" });
  await card.getByRole("button", { name: "Adjust for risk: benefits −15 %, costs +10 %" }).click();
  const scenario = active(evaluate(await app.planFile()));
  expect(agrees(await app.value("npv"), scenario.npv)).toBe(true);
  expect(agrees(scenario.risk, 0.15 * scenario.scenario_gain + 0.1 * scenario.programme_cost)).toBe(true);
  await expect(page.getByRole("figure", { name: /gain is made in/ }).locator("svg")).toContainText("Risk");
  await expect(card.getByRole("button", { name: "Take the risk adjustment off" })).toBeVisible();
  await app.undo.click();
  await expect.poll(() => app.value("npv")).toBe(before);
});

test("the simulation gives the auditor's digits, and the same ones again", async ({ app, page }) => {
  await expect(page.locator(".fig").filter({ has: app.figure("probability_positive") })).toContainText("Not simulated yet");
  const region = await simulate(page);
  const shown = await numbers(region);
  const scenario = active(evaluate(await app.planFile(), "--simulate"));
  const expected = scenario.uncertainty;
  for (const key of ["p10", "p50", "p90", "mean"]) expect(shown[key], key).toBe(expected[key]);
  expect(shown.p_npv_positive).toBe(expected.probability_positive);
  expect(await app.value("probability_positive")).toBe(scenario.probability_positive);
  await expect(region).toContainText(/10,000 draws in \d\.\d\d s, seed 7/);
  await expect(region).toContainText("Cheapest fact to find next");
  await simulate(page);
  expect(await numbers(region)).toEqual(shown);
});

test("an edit puts the simulation out of date, undo brings it back", async ({ app, page }) => {
  const region = await simulate(page);
  const before = await app.value("probability_positive");
  expect(before).toBeGreaterThan(0);
  await page.getByRole("checkbox", { name: "In the scenario: Customer advisory board" }).check();
  await expect(region).toContainText("Out of date");
  expect(await app.value("probability_positive")).toBeNull();
  await app.undo.click();
  await expect(region).not.toContainText("Out of date");
  expect(await app.value("probability_positive")).toBe(before);
});

test("a long simulation shows its progress and is cancelled", async ({ app, page }) => {
  await app.menu("Settings…");
  const settings = page.getByRole("dialog", { name: "Settings" });
  await settings.getByRole("textbox", { name: "Draws of the simulation" }).fill("1,000,000");
  await page.keyboard.press("Tab");
  await settings.getByRole("button", { name: "Close" }).click();
  const region = uncertainty(page);
  await region.getByRole("button", { name: "Run simulation" }).click();
  const progress = region.getByRole("progressbar");
  await expect.poll(() => progress.evaluate((bar) => bar.value)).toBeGreaterThan(0.002);
  // The page lives meanwhile.
  await app.go("Equity");
  await app.go("Case");
  await region.getByRole("button", { name: "Cancel" }).click();
  await expect(region.getByRole("button", { name: "Run simulation" })).toBeVisible();
  // What was not drawn to the end is no result.
  expect(await app.value("probability_positive")).toBeNull();
});

test("from the example to a printed page: scenario, two initiatives, simulation, board paper", async ({ app, page }) => {
  await app.scenario.selectOption({ label: "New scenario" });
  for (const [name, cost, points] of [["Faster answers", "120k", "1.5"], ["Plain contracts", "40k", "0.6"]]) {
    await page.getByRole("button", { name: "Add initiative" }).click();
    const added = page.getByRole("listitem").filter({ has: page.getByRole("textbox", { name: /^Initiative: Initiative \d+$/ }) });
    await added.getByRole("textbox", { name: /^Initiative: / }).fill(name);
    await page.keyboard.press("Enter");
    const item = page.getByRole("listitem").filter({ has: page.getByRole("textbox", { name: `Initiative: ${name}` }) });
    await item.getByRole("textbox", { name: "One-off cost" }).fill(cost);
    await page.keyboard.press("Tab");
    await item.getByRole("textbox", { name: "Support and billing", exact: true }).fill(points);
    await page.keyboard.press("Tab");
    await expect(item.getByRole("checkbox", { name: `In the scenario: ${name}` })).toBeChecked();
  }
  await simulate(page);
  await page.getByRole("button", { name: "Board paper" }).click();
  const dialog = page.getByRole("dialog", { name: "Board paper" });
  const paper = dialog.getByRole("article", { name: "Board paper" });
  await expect(paper).toContainText(/^Example: renewal plan of a software company/);
  await expect(paper).toContainText(/Should we spend €1\.\d+m on /);
  await expect(paper).toContainText(/in \d+ of 100 simulated futures/);
  await expect(paper.getByRole("figure")).toHaveCount(3);
  await dialog.getByText("In your own words").click();
  await dialog.getByRole("textbox", { name: "Question" }).fill("Do we go ahead in January?");
  await page.keyboard.press("Tab");
  await expect(paper).toContainText("Do we go ahead in January?");
  for (const format of ["A4", "Letter"]) {
    expect(pages(await page.pdf({ format, preferCSSPageSize: false })), format).toBe(1);
  }
});

test("the board paper fits one page at its fullest", async ({ app, page }) => {
  const long = "The programme office wants to know whether we should put more money into the parts of the journey. ".repeat(9);
  await app.title.fill("A very long title of a plan that nobody would write on a cover but somebody will".repeat(2));
  await simulate(page);
  await page.getByRole("button", { name: "Board paper" }).click();
  const dialog = page.getByRole("dialog", { name: "Board paper" });
  await dialog.getByText("In your own words").click();
  for (const name of ["Question", "Risks", "Next step"]) {
    await dialog.getByRole("textbox", { name }).fill(long);
    await page.keyboard.press("Tab");
  }
  for (const format of ["A4", "Letter"]) expect(pages(await page.pdf({ format })), format).toBe(1);
});

test("a scenario is changed, compared, agreed and copied", async ({ app, page }) => {
  const scenarios = page.getByRole("region", { name: "Scenarios", exact: true });
  await scenarios.getByRole("button", { name: "Changes…" }).click();
  const changes = page.getByRole("dialog", { name: "What “Fix onboarding and billing” changes" });
  const share = changes.getByRole("textbox", { name: "Causal share" });
  await expect(share).toHaveAttribute("placeholder", "50\u00a0%");
  await share.fill("80");
  await page.keyboard.press("Tab");
  await changes.getByRole("button", { name: "Close" }).click();
  const plan = await app.planFile();
  expect(JSON.parse(plan).plan.scenarios[0].overrides.causal_share).toBe(0.8);
  expect(agrees(await app.value("npv"), active(evaluate(plan)).npv)).toBe(true);
  await scenarios.getByRole("combobox", { name: "Differences to" }).selectOption({ label: "the baseline" });
  await expect(scenarios.getByRole("row", { name: /^NPV/ })).toContainText("+€");
  await scenarios.getByRole("button", { name: "Lock as agreed" }).click();
  await expect(scenarios).toContainText(/Agreed on \d{4}-\d\d-\d\d at \d\d:\d\d; it is locked/);
  await expect(scenarios.getByRole("button", { name: "Remove scenario" })).toBeDisabled();
  await app.go("Experience");
  for (const name of ["Points: Deploy", "Causal share", "Saving in cost to serve"]) {
    await expect(app.slider(name), name).toBeDisabled();
  }
  await app.go("Case");
  await expect(page.getByRole("checkbox", { name: "In the scenario: Guided onboarding" })).toBeDisabled();
  await scenarios.getByRole("button", { name: "Duplicate" }).click();
  await expect(app.scenario.locator("option:checked")).toHaveText("Fix onboarding and billing, copy");
  await expect(scenarios.getByRole("button", { name: "Remove scenario" })).toBeEnabled();
});

test("a range is entered beside its number, and a wrong one is refused there", async ({ app, page }) => {
  await page.getByRole("button", { name: "Range: One-off cost, Guided onboarding, 380k … 560k" }).click();
  const range = page.getByRole("dialog", { name: "Guided onboarding: one-off cost" });
  await range.getByRole("textbox", { name: "High" }).fill("400k");
  await page.keyboard.press("Tab");
  await expect(range).toContainText("The entered value must lie between low and high");
  await range.getByRole("textbox", { name: "High" }).fill("700k");
  await page.keyboard.press("Tab");
  await range.getByRole("combobox", { name: "In between" }).selectOption("PERT");
  await range.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("button", { name: "Range: One-off cost, Guided onboarding, 380k … 700k" })).toBeVisible();
  const [initiative] = JSON.parse(await app.planFile()).plan.initiatives;
  expect(initiative.one_off_cost).toEqual({ likely: 420_000, low: 380_000, high: 700_000, shape: "pert" });
});

test("each figure of the case shows its working", async ({ page }) => {
  const card = page.getByRole("region", { name: "Business case" });
  const buttons = card.getByRole("button", { name: /^Show the working: / });
  await expect(buttons.first()).toBeVisible();
  const count = await buttons.count();
  expect(count).toBeGreaterThanOrEqual(12);
  for (let index = 0; index < count; index++) {
    const name = (await buttons.nth(index).getAttribute("aria-label")).replace("Show the working: ", "");
    await buttons.nth(index).click();
    const dialog = page.getByRole("dialog", { name: `Working: ${name}`, exact: true });
    await expect(dialog.locator(".lines li").first()).toBeVisible();
    await expect(dialog).not.toContainText(/NaN|inf|undefined/);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
});

test("fault 19 on the case: odd discounts, horizons and no investment have a defined result", async ({ app, page }) => {
  const set = async (name, text) => {
    await app.menu("Settings…");
    const settings = page.getByRole("dialog", { name: "Settings" });
    const field = settings.getByRole("textbox", { name, exact: true });
    await field.fill(text);
    await page.keyboard.press("Tab");
    const error = await settings.locator(".error").allTextContents();
    await settings.getByRole("button", { name: "Close" }).click();
    return error.join(" ");
  };
  const sound = async () => {
    await expect(page.getByRole("tabpanel")).not.toContainText(/NaN|∞|Infinity/);
    const scenario = active(evaluate(await app.planFile()));
    expect(agrees(await app.value("npv"), scenario.npv)).toBe(true);
    const sum = [...scenario.value_by_stage.map((s) => s.value), scenario.other_changes, scenario.cost_to_serve].reduce((a, b) => a + b, 0);
    expect(Math.abs(sum - scenario.scenario_gain)).toBeLessThan(1e-6 * Math.max(1, Math.abs(scenario.scenario_gain)));
    expect(Math.abs(sum - scenario.risk - scenario.programme_cost - scenario.npv)).toBeLessThan(1e-6 * Math.max(1, Math.abs(scenario.npv)));
  };
  expect(await set("Discount rate", "-100")).toContain("above −100");
  for (const rate of ["0", "1000", "10"]) {
    await set("Discount rate", rate);
    await sound();
  }
  expect(await set("Horizon in years", "0")).toContain("between 1 and 20");
  for (const years of ["1", "20", "5"]) {
    await set("Horizon in years", years);
    await sound();
  }
  await simulate(page);
  await expect(uncertainty(page)).not.toContainText(/NaN|∞/);
  for (const name of ["One-off cost", "Running cost a year"]) {
    for (const field of await page.getByRole("textbox", { name, exact: true }).all()) {
      await field.fill("");
      await page.keyboard.press("Tab");
    }
  }
  await sound();
  await expect(page.getByRole("region", { name: "Business case" })).toContainText("No programme cost.");
});

test("the experience screen moves with every slider and warns where it should", async ({ app, page }) => {
  await app.go("Experience");
  const picture = () => page.getByRole("figure", { name: /causal/ }).locator("svg").innerHTML();
  for (const name of ["Points: Deploy", "Causal share", "Phase-in, year 1", "Saving in cost to serve"]) {
    const before = await picture();
    await app.slider(name).press("ArrowRight");
    await expect.poll(picture, name).not.toBe(before);
  }
  const year3 = app.slider("Phase-in, year 3");
  await app.slider("Phase-in, year 1").fill("0.9");
  await expect(app.slider("Phase-in, year 2")).toHaveValue("0.9");
  await year3.fill("0.2");
  await expect(app.slider("Phase-in, year 1")).toHaveValue("0.2");
  await expect(page.getByRole("tabpanel")).toContainText("Two companies, published end points only");
  await expect(page.getByRole("region", { name: "Why 74\u00a0% is not six years" })).toContainText("3.85 years");
  await page.getByRole("combobox", { name: "Score chart for" }).selectOption({ label: "Services and training" });
  await expect(page.getByRole("region", { name: "Is 2.4 plausible?" })).toContainText("10.2\u00a0%");
  await page.getByRole("checkbox", { name: "A better experience also keeps more of these customers" }).check();
  await expect(page.getByRole("status", { name: "Warnings" })).toContainText(/twice|double/i);
  await page.getByRole("textbox", { name: "Spend, best over poorest" }).fill("3");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("figure", { name: /score/ }).first()).toContainText("your figure");
  await page.getByRole("button", { name: "Published figures" }).click();
  await expect(page.getByRole("textbox", { name: "Spend, best over poorest" })).toHaveValue("2.4");
});

