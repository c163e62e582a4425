// What the map holds: money, cards, gaps, scores, texts, weights, and what travels between plans.
import { active, agrees, evaluate } from "../evaluate.mjs";
import { expect, test } from "../fixtures.mjs";
import { LARGEST, largestPlan } from "../largest.mjs";
import { JourneyMap } from "../pages/map.mjs";

test("value by stage equals evaluate, and the head says which stage is worst and dearest", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  const scenario = active(evaluate(await app.planFile()));
  for (const [lane, values] of [["Value at stake", scenario.value_at_stake], ["Scenario gain", scenario.value_by_stage]]) {
    for (const { stage, value } of values) {
      const shown = Number(await (await map.cell(lane, stage)).getAttribute("data-value"));
      expect(agrees(shown, value), `${lane} ${stage}: ${shown} ${value}`).toBe(true);
    }
  }
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("“Deploy” feels worst and is the dearest to leave as it is");
});

test("an opportunity becomes an initiative in one click", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  await (await map.cell("Opportunities", "First contact")).dblclick();
  const dialog = page.getByRole("dialog", { name: "Opportunities, First contact" });
  await dialog.getByRole("button", { name: "Make an initiative" }).click();
  await expect(dialog).toContainText("Initiative “One form, answered within a day”");
  await page.keyboard.press("Escape");
  await app.go("Case");
  await expect(page.getByRole("textbox", { name: "Initiative: One form, answered within a day" })).toBeVisible();
  await app.undo.click();
  await app.go("Journey");
  await expect(await map.cell("Opportunities", "First contact")).not.toContainText("▸");
});

test("details of cards are entered where the lane asks for them", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  await (await map.cell("Insights", "Deploy")).dblclick();
  const insights = page.getByRole("dialog", { name: "Insights, Deploy" });
  await insights.getByLabel("Learned on").fill("2024-02-29");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("region", { name: "Readiness" })).toContainText(/“Late data, not the tool, delays most projects” of “Deploy” is \d+ months old: renew it/);
  await (await map.cell("Metrics", "Deploy")).dblclick();
  const metrics = page.getByRole("dialog", { name: "Metrics, Deploy" });
  await metrics.getByText("Suggestions by phase").click();
  await metrics.getByRole("button", { name: "Satisfaction" }).click();
  await page.keyboard.press("Escape");
  const stage = JSON.parse(await app.planFile()).plan.stages[2];
  expect(stage.cards.find((c) => c.lane === "insights").detail.insight.date).toBe("2024-02-29");
  expect(stage.cards.at(-1)).toMatchObject({ text: "Satisfaction", detail: { metric: { level: "outcome", unit: "of 10" } } });
});

test("a gap is a sentence that opens its cell", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  const panel = page.getByRole("region", { name: "Readiness" });
  await panel.getByRole("button", { name: "“Support and billing” names no internal roles that deliver it." }).click();
  await expect(await map.cell("Owner", "Support and billing")).toBeFocused();
  await page.keyboard.press("F2");
  await page.keyboard.press("End");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("Second line support");
  await page.keyboard.press("Enter");
  await expect(panel).not.toContainText("names no internal roles");
  await panel.getByRole("button", { name: /Nobody is named/ }).click();
  await page.keyboard.type("Chief customer officer");
  await page.keyboard.press("Enter");
  await expect(panel).not.toContainText("Nobody is named");
});

test("points of the curve are dragged, moved by arrows, and a drag is one step", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  const file = await app.planFile();
  const cell = await map.cell("Experience", "Deploy");
  const point = cell.getByRole("slider", { name: "User, Deploy, today" });
  await expect(point).toHaveAttribute("aria-valuenow", "3.5");
  await cell.scrollIntoViewIfNeeded();
  await cell.hover();
  const box = await point.boundingBox();
  await page.mouse.move(box.x + 12, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + 12, box.y - 8, { steps: 5 });
  await page.mouse.up();
  const dragged = Number(await point.getAttribute("aria-valuenow"));
  expect(dragged).toBeGreaterThan(4);
  await page.keyboard.press("ArrowUp");
  await expect(point).toHaveAttribute("aria-valuenow", String(Math.round(dragged * 10 + 1) / 10));
  await app.undo.click();
  await expect(point).toHaveAttribute("aria-valuenow", String(dragged));
  await app.undo.click();
  expect(await app.planFile()).toBe(file);
});

test("the list, the matrix and the owners show the same plan, and a hit opens its cell", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  await page.getByRole("button", { name: "List", exact: true }).click();
  await page.getByRole("searchbox", { name: "Search the map" }).fill("invoice");
  const rows = page.getByRole("table", { name: "Journey list" }).getByRole("row");
  await expect(rows).toHaveCount(6);
  await rows.filter({ hasText: "Pain points" }).getByRole("button").click();
  await expect(await map.cell("Pain points", "Support and billing")).toBeFocused();
  await page.getByRole("searchbox", { name: "Search the map" }).fill("");
  await page.getByRole("button", { name: "Matrix", exact: true }).click();
  await expect(page.getByRole("figure", { name: /promises most for its effort/ })).toContainText("Sample data on day one");
  await page.getByRole("button", { name: "Owners", exact: true }).click();
  await expect(page.getByRole("region", { name: "Customer success" })).toContainText("Time to first value");
});

test("a range of a spreadsheet is pasted, what does not fit is counted, and one undo takes it back", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  const file = await app.planFile();
  const paste = (text) => page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  await (await map.cell("Customer actions", "Support and billing")).click();
  await paste('"Calls\nWrites"\tSigns\tLost\r\nHotline\tVisit\tLost\r\n');
  await expect(await map.cell("Customer actions", "Support and billing")).toContainText("Calls");
  await expect(await map.cell("Touchpoints", "Loyalty and advocacy")).toHaveText("Visit");
  await expect(page.getByRole("alert", { name: "Please note" })).toContainText("Pasted 4 cells; 2 more found no place here");
  await page.keyboard.press("Escape");
  await app.undo.click();
  expect(await app.planFile()).toBe(file);
});

test("long, hostile, right-to-left and pictorial texts stay text and break nothing", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  const width = await map.stage("Deploy").evaluate((e) => e.getBoundingClientRect().width);
  const hostile = '<img src=x onerror="document.title=1"><b>bold</b>';
  const texts = { "Customer goal": "x".repeat(10_000), "Expected experience": hostile, "Success means": "שלום עולם 👩‍👩‍👧‍👦 مرحبا", Owner: "a\u0000b\u202ec" };
  for (const [lane, text] of Object.entries(texts)) {
    await (await map.cell(lane, "Deploy")).dblclick();
    await page.getByRole("textbox", { name: `${lane}, Deploy` }).fill(text);
    await page.keyboard.press("Enter");
  }
  await expect(await map.cell("Expected experience", "Deploy")).toHaveText(hostile);
  expect(await page.title()).not.toBe("1");
  const box = await map.stage("Deploy").evaluate((e) => e.getBoundingClientRect().width);
  expect(Math.abs(box - width)).toBeLessThan(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  const cell = await map.cell("Customer goal", "Deploy");
  expect((await cell.boundingBox()).height).toBeLessThan(150);
  const stage = JSON.parse(await app.planFile()).plan.stages[2];
  expect(stage.texts.find((t) => t.lane === "goal").text).toBe(texts["Customer goal"]);
  expect(stage.texts.find((t) => t.lane === "success").text).toBe(texts["Success means"]);
  // One character more is refused, beside the cell, and nothing is lost.
  await cell.dblclick();
  await page.getByRole("textbox", { name: "Customer goal, Deploy" }).fill("y".repeat(10_001));
  await page.keyboard.press("Enter");
  await expect(cell.getByRole("alert")).toContainText("10,001 characters in one text");
  await page.keyboard.press("Escape");
  await expect(cell.getByRole("alert")).toHaveCount(0);
});

test("weights are entered, or derived from pasted survey rows", async ({ app, page }) => {
  await app.openExample();
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Stage weights…" }).click();
  const dialog = page.getByRole("dialog", { name: "Stage weights" });
  const before = await app.value("scenario_gain");
  await dialog.getByRole("textbox", { name: "Weight of Deploy" }).fill("0.6");
  await dialog.getByRole("textbox", { name: "Weight of Deploy" }).press("Enter");
  await expect.poll(() => app.value("scenario_gain")).toBeGreaterThan(before);
  await dialog.getByText("Derive from survey rows").click();
  await dialog.getByRole("textbox", { name: "Survey rows" }).fill("1\t2\t3\t4\t5\t6");
  await dialog.getByRole("button", { name: "Derive the weights" }).click();
  await expect(dialog.getByRole("alert")).toContainText("1 survey rows are too few for 5 stages: at least 50 are needed");
  // Only "Deploy" moves the overall score.
  const rows = Array.from({ length: 96 }, (_, i) => [i % 3, (i >> 1) % 4, (i >> 2) % 5, (i * 7) % 6, (i * 5) % 7].map((v) => v + 1));
  const text = rows.map((r) => [...r, r[2]].join("\t")).join("\n");
  await dialog.getByRole("textbox", { name: "Survey rows" }).fill(`First contact\tConsider and buy\tDeploy\tSupport and billing\tLoyalty and advocacy\tOverall\n${text}`);
  await dialog.getByRole("button", { name: "Derive the weights" }).click();
  await expect(dialog).toContainText("96 rows. The stages explain 100 % of the overall score");
  await expect(dialog).toContainText("Fewer than 20 rows per stage");
  await expect(dialog.getByRole("radio", { name: /Derived from a survey/ })).toBeChecked();
  await expect.poll(() => app.value("scenario_gain")).toBeGreaterThan(before);
});

test("targets become points, of a stage and of the whole map", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  const before = await app.value("scenario_gain");
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Use targets as points" }).click();
  await expect.poll(() => app.value("scenario_gain")).toBeGreaterThan(before);
  await app.undo.click();
  await expect.poll(() => app.value("scenario_gain")).toBe(before);
  await map.menu("Stage", "Loyalty and advocacy", "Use target as points");
  const scenario = JSON.parse(await app.planFile()).plan.scenarios[0];
  expect(scenario.points_by_hand).toHaveLength(1);
  expect(scenario.points_by_hand[0][1]).toBeCloseTo(0.7, 9);
});

test("a template of one's own keeps the map without its numbers, and parts are copied into another plan", async ({ app, page }) => {
  await app.openExample();
  await app.menu("Save as a template");
  await expect(page.getByRole("status", { name: "Notice" })).toContainText("is a template now");
  await app.menu("New plan");
  await page.getByRole("button", { name: "Start from a template" }).click();
  await page.getByRole("button", { name: "Example: renewal plan of a software company" }).first().click();
  await expect(app.grid("Journey map")).toBeVisible();
  const plan = JSON.parse(await app.planFile()).plan;
  expect(plan.stages.flatMap((s) => s.scores).every((s) => s.today === null)).toBe(true);
  expect(plan.initiatives).toEqual([]);
  await expect.poll(() => app.value("present_value")).toBeNull();
  await app.menu("New plan");
  await page.getByRole("button", { name: "Start blank" }).click();
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Copy from another plan…" }).click();
  const dialog = page.getByRole("dialog", { name: "Copy from another plan" });
  await dialog.getByRole("combobox", { name: "Plan" }).selectOption({ index: 1 });
  await dialog.getByRole("checkbox", { name: "Deploy" }).check();
  await dialog.getByRole("button", { name: "Copy", exact: true }).click();
  const map = new JourneyMap(app);
  await expect.poll(() => map.stages()).toEqual(["Stage 1", "Deploy"]);
  await expect(await map.cell("Roles active", "Deploy")).toContainText("Administrator");
  await expect(await map.cell("Pain points", "Deploy")).toContainText("Data arrives late");
  await app.undo.click();
  await expect.poll(() => map.stages()).toEqual(["Stage 1"]);
});

test("the largest plan is shown whole, and what a cell leaves out is counted", async ({ app, page }) => {
  await app.openExample();
  await app.openFile("largest.journey.json", largestPlan());
  const map = new JourneyMap(app);
  await expect(map.stage("Deploy 8")).toBeVisible();
  expect((await map.stages()).length).toBe(LARGEST.stages);
  const cell = await map.cell("Touchpoints", "First contact");
  await expect(cell).toContainText(`+${LARGEST.touchpoints - 4} more`);
  await cell.dblclick();
  const dialog = page.getByRole("dialog", { name: "Touchpoints, First contact" });
  await expect(dialog.getByRole("textbox", { name: /^Card / })).toHaveCount(LARGEST.touchpoints);
});
