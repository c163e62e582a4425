// The journey map: filled by keyboard and by pointer, and rearranged in three ways.
import { expect, test } from "../fixtures.mjs";
import { JourneyMap } from "../pages/map.mjs";

const STAGES = ["Learn", "Choose", "Install", "Use", "Renew"];
const ROLES = ["Decision maker", "User", "Influencer"];
/** What is written into the third stage. */
const TEXTS = { "Customer goal": "Start without help", Owner: "Service\nField team" };
const CARDS = { Touchpoints: ["Kick-off", "Training"], "Pain points": ["Parts arrive late"] };
const SCORES = { User: ["4.5", "7"], Influencer: ["6", "6.5"] };

/** The plan without what two ways of filling may number or date differently. */
function content(file) {
  const plan = JSON.parse(file).plan;
  const names = new Map(plan.roles.map((role) => [role.id, role.name]));
  return {
    roles: plan.roles.map(({ name, weight, colour }) => ({ name, weight, colour })),
    lanes: plan.lanes,
    stages: plan.stages.map((stage) => ({
      ...stage,
      id: undefined,
      cards: stage.cards.map((card) => ({ ...card, id: undefined })),
      scores: stage.scores.map((score) => ({ ...score, role: names.get(score.role) })),
    })),
  };
}

async function buildByKeyboard(app) {
  const { page } = app;
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const type = (text) => page.keyboard.type(text);
  const map = new JourneyMap(app);
  await page.getByRole("button", { name: "Start blank" }).focus();
  await press("Enter");
  await expect(map.grid).toBeVisible();
  await page.getByRole("button", { name: "Add stage" }).focus();
  // The grid is one stop before the readiness panel: Tab from the last button of the toolbar.
  await press("Tab");
  await expect(map.stage("Stage 1")).toBeFocused();
  await type(STAGES[0]);
  await press("Enter");
  for (const name of STAGES.slice(1)) {
    await press("Insert");
    await type(name);
    await press("Enter");
    await expect(map.stage(name)).toBeFocused();
  }
  // Roles of the third stage; the role of a blank plan is renamed on the way.
  await press("ArrowLeft", "ArrowLeft", "ArrowDown", "ArrowDown", "Enter");
  for (const name of ROLES) {
    await type(name);
    await press("Enter");
  }
  await press("Escape");
  await expect(await map.cell("Roles active", "Install")).toBeFocused();
  await press("ArrowUp");
  await type(TEXTS["Customer goal"]);
  await press("Enter");
  const lanes = await map.lanes();
  let here = lanes.indexOf("Customer goal");
  const goTo = async (lane) => {
    const there = lanes.indexOf(lane);
    for (; here < there; here++) await press("ArrowDown");
    for (; here > there; here--) await press("ArrowUp");
  };
  await goTo("Owner");
  await type("Service");
  await press("Shift+Enter");
  await type("Field team");
  await press("Enter");
  for (const [lane, cards] of Object.entries(CARDS)) {
    await goTo(lane);
    for (const card of cards) {
      await type(card);
      await press("Enter");
    }
    await press("Escape");
  }
  await goTo("Experience");
  await press("Enter");
  const dialog = page.getByRole("dialog", { name: "Experience, Install" });
  for (const [role, [today, target]] of Object.entries(SCORES)) {
    await dialog.getByRole("group", { name: role }).getByRole("textbox", { name: "Today" }).focus();
    await type(today);
    await press("Tab");
    await type(target);
    await press("Enter");
  }
  await press("Escape");
  return map;
}

async function buildByPointer(app) {
  const { page } = app;
  const map = new JourneyMap(app);
  await page.getByRole("button", { name: "Start blank" }).click();
  await map.stage("Stage 1").click();
  await page.keyboard.type(STAGES[0]);
  for (const name of STAGES.slice(1)) {
    await page.getByRole("button", { name: "Add stage" }).click();
    await page.getByRole("textbox", { name: /^Stage name/ }).fill(name);
  }
  await map.grid.getByRole("gridcell").first().click();
  await (await map.cell("Roles active", "Install")).dblclick();
  const roles = page.getByRole("dialog", { name: "Roles active, Install" });
  for (const name of ROLES) {
    await roles.getByRole("textbox", { name: "Add a role" }).fill(name);
    await roles.getByRole("textbox", { name: "Add a role" }).press("Enter");
  }
  await roles.getByRole("button", { name: "Close" }).click();
  for (const [lane, text] of Object.entries(TEXTS)) {
    await (await map.cell(lane, "Install")).dblclick();
    await page.getByRole("textbox", { name: `${lane}, Install` }).fill(text);
  }
  for (const [lane, cards] of Object.entries(CARDS)) {
    await (await map.cell(lane, "Install")).dblclick();
    const dialog = page.getByRole("dialog", { name: `${lane}, Install` });
    for (const card of cards) {
      await dialog.getByRole("textbox", { name: "New card" }).fill(card);
      await dialog.getByRole("textbox", { name: "New card" }).press("Enter");
    }
    await dialog.getByRole("button", { name: "Close" }).click();
  }
  await (await map.cell("Experience", "Install")).dblclick();
  const scores = page.getByRole("dialog", { name: "Experience, Install" });
  for (const [role, [today, target]] of Object.entries(SCORES)) {
    const fields = scores.getByRole("group", { name: role });
    await fields.getByRole("textbox", { name: "Today" }).fill(today);
    await fields.getByRole("textbox", { name: "Target" }).fill(target);
    await fields.getByRole("textbox", { name: "Target" }).press("Enter");
  }
  await scores.getByRole("button", { name: "Close" }).click();
  return map;
}

test("a map built by keyboard and one built by pointer are the same plan", async ({ app, page, complaints, context, baseURL }) => {
  void complaints;
  const map = await buildByKeyboard(app);
  await expect.poll(() => map.stages()).toEqual(STAGES);
  const byKeyboard = content(await app.planFile());
  expect(byKeyboard.stages[2].cards.map((c) => c.text)).toEqual(["Kick-off", "Training", "Parts arrive late"]);
  expect(byKeyboard.stages[2].scores).toEqual([
    { role: "Decision maker", today: null, target: null },
    { role: "User", today: 4.5, target: 7 },
    { role: "Influencer", today: 6, target: 6.5 },
  ]);
  await app.menu("New plan");
  await expect(page.getByRole("button", { name: "Start blank" })).toBeVisible();
  await buildByPointer(app);
  expect(content(await app.planFile())).toEqual(byKeyboard);
});

const REARRANGE = {
  keyboard: {
    stage: async (map, page) => {
      await map.stage("Deploy").click();
      await page.keyboard.press("Alt+Shift+ArrowLeft");
      await expect(map.stage("Deploy")).toBeFocused();
    },
    lane: async (map, page) => {
      await map.lane("Expected experience").click();
      await page.keyboard.press("Alt+Shift+ArrowUp");
      await expect(map.lane("Expected experience")).toBeFocused();
    },
  },
  menu: {
    stage: (map) => map.menu("Stage", "Deploy", "Move left"),
    lane: (map) => map.menu("Lane", "Expected experience", "Move up"),
  },
  pointer: {
    stage: (map) => map.drag(map.stage("Deploy"), map.stage("Consider and buy")),
    lane: (map) => map.drag(map.lane("Expected experience"), map.lane("Roles active")),
  },
};

for (const [way, { stage, lane }] of Object.entries(REARRANGE)) {
  test(`a stage and a lane are moved by ${way}, and undo brings each back`, async ({ app, page }) => {
    await app.openExample();
    const map = new JourneyMap(app);
    const before = { stages: await map.stages(), lanes: await map.lanes(), file: await app.planFile() };
    await stage(map, page);
    const [first, second, third] = before.stages;
    await expect.poll(() => map.stages()).toEqual([first, third, second, ...before.stages.slice(3)]);
    await expect(page.getByRole("status", { name: "Notice" })).toContainText("Moved the stage “Deploy” to position 2 of 5.");
    await app.undo.click();
    await expect.poll(() => map.stages()).toEqual(before.stages);
    await lane(map, page);
    const lanes = await map.lanes();
    expect(lanes.slice(0, 3)).toEqual(["Customer goal", "Expected experience", "Roles active"]);
    await app.undo.click();
    await expect.poll(() => map.lanes()).toEqual(before.lanes);
    expect(await app.planFile()).toBe(before.file);
  });
}

test("steps are moved by pointer, by keyboard and by button", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  const steps = () => map.stage("Deploy").getByRole("listitem").allTextContents();
  const step = (name) => map.stage("Deploy").getByRole("listitem").filter({ hasText: name });
  expect(await steps()).toEqual(["Start", "Migrate", "Train"]);
  await map.drag(step("Train"), step("Start"), { beyond: 10 });
  expect(await steps()).toEqual(["Train", "Start", "Migrate"]);
  await app.undo.click();
  await map.menu("Stage", "Deploy", "Steps…");
  const dialog = page.getByRole("dialog", { name: "Steps, Deploy" });
  await dialog.getByRole("textbox", { name: "Step 1" }).focus();
  await page.keyboard.press("Alt+Shift+ArrowDown");
  await dialog.getByRole("button", { name: "Move up: Train" }).click();
  await page.keyboard.press("Escape");
  expect(await steps()).toEqual(["Migrate", "Train", "Start"]);
  await expect(map.stage("Deploy")).toBeFocused();
});

test.describe("by touch", () => {
  test.use({ hasTouch: true });
  test("a finger on the grip moves a stage and a lane", async ({ app }) => {
    await app.openExample();
    const map = new JourneyMap(app);
    await map.drag(map.stage("First contact"), map.stage("Deploy"), { touch: true });
    await expect.poll(() => map.stages()).toEqual(["Consider and buy", "Deploy", "First contact", "Support and billing", "Loyalty and advocacy"]);
    await map.drag(map.lane("Customer goal"), map.lane("Roles active"), { touch: true });
    await expect.poll(async () => (await map.lanes())[1]).toBe("Customer goal");
  });
});

test("stages are duplicated and deleted, lanes added, renamed, hidden and pinned; what is content is undone, what is seen stays", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  const content = async () => JSON.stringify({ ...JSON.parse(await app.planFile()).plan, view: null });
  const before = await content();
  await map.stage("Deploy").click();
  await page.keyboard.press("Control+d");
  await expect(map.stage("Deploy (copy)")).toBeVisible();
  await expect(await map.cell("Pain points", "Deploy (copy)")).toContainText("Data arrives late");
  await map.menu("Stage", "Deploy (copy)", "Delete");
  await expect(map.stage("Deploy (copy)")).toHaveCount(0);
  await page.getByRole("button", { name: "Add lane" }).click();
  await page.getByRole("textbox", { name: /^Lane name/ }).fill("Legal view");
  await page.keyboard.press("Enter");
  await expect(map.lane("Legal view")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type("No consent needed");
  await page.keyboard.press("Enter");
  await expect(await map.cell("Legal view", "First contact")).toHaveText("No consent needed");
  await map.menu("Lane", "Processes", "Hide");
  await expect(map.lane("Processes")).toHaveCount(0);
  await map.menu("Lane", "Value at stake", "Pin under the stages");
  await expect(map.grid.locator("thead").getByRole("rowheader", { name: "Value at stake" })).toBeVisible();
  await page.keyboard.press("Escape");
  while (await app.undo.isEnabled()) await app.undo.click();
  expect(await content()).toBe(before);
  await expect(map.lane("Processes")).toHaveCount(0);
});

test("the map is one tab stop, and clicking opens nothing", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  await (await map.cell("Touchpoints", "Deploy")).click();
  await expect(await map.cell("Touchpoints", "Deploy")).toBeFocused();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("textbox", { name: /Touchpoints/ })).toHaveCount(0);
  await page.keyboard.press("Tab");
  await expect(map.grid.locator(":focus")).toHaveCount(0);
  await page.keyboard.press("Shift+Tab");
  await expect(await map.cell("Touchpoints", "Deploy")).toBeFocused();
  await page.keyboard.press("1");
  await expect(page.getByRole("dialog", { name: "Touchpoints, Deploy" })).toBeVisible();
  // The first one ends what is being typed, and keeps it.
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Touchpoints, Deploy" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(await map.cell("Touchpoints", "Deploy")).toBeFocused();
});

test("the map stays one tab stop when the chosen cell leaves it", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  await page.getByRole("button", { name: "Add stage" }).click();
  await page.keyboard.press("Escape");
  await expect(map.stage("Stage 6")).toBeFocused();
  await app.undo.click();
  await expect(map.stage("Stage 6")).toHaveCount(0);
  await page.getByRole("button", { name: "Add stage" }).focus();
  await page.keyboard.press("Tab");
  await expect(map.stage("First contact")).toBeFocused();
});

test("Delete empties a cell of any kind in one step", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  const file = await app.planFile();
  for (const lane of ["Budget", "Experience", "Touchpoints", "Customer goal"]) {
    await (await map.cell(lane, "Loyalty and advocacy")).click();
    await page.keyboard.press("Delete");
    expect(await app.planFile(), lane).not.toBe(file);
    await app.undo.click();
    expect(await app.planFile(), lane).toBe(file);
  }
});
