// Edit cost: main-thread time from the start of the input handler to the end of a forced style and layout in the next
// animation frame. Waiting for the display is not in it; the full time from input to frame is printed beside it.
import { launch } from "./browser.mjs";
import { LARGEST, largestPlan } from "./largest.mjs";
import { manyCards, manySegments, manyStages } from "./long.mjs";

const ROUNDS = 60;
const browser = await launch();
const page = await (await browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
await page.goto(process.env.BASE_URL);
await page.locator("html[data-ready]").waitFor();
await page.getByRole("button", { name: "Open the example" }).click();
await page.getByRole("tab", { name: "Journey" }).waitFor();

/** Runs in the page: measures `rounds` edits made by `edit`, a function of the round. */
async function measure({ rounds, kind }) {
  const edits = {
    slider(round) {
      const input = document.querySelector('input[aria-label="Causal share"]');
      input.value = String(0.3 + (round % 40) / 100);
      return () => input.dispatchEvent(new Event("input", { bubbles: true }));
    },
    points(round) {
      const input = document.querySelector('input[aria-label="Points: Deploy"]');
      input.value = String(1 + (round % 30) / 10);
      return () => input.dispatchEvent(new Event("input", { bubbles: true }));
    },
    score(round) {
      const point = document.querySelector('[role=slider][aria-label^="Buyer"]');
      const key = round % 2 === 0 ? "ArrowUp" : "ArrowDown";
      return () => point.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    },
    text(round) {
      const editor = document.querySelector(".map textarea.inline");
      editor.value = `Goal number ${round}`;
      return () => editor.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    },
    margin(round) {
      const input = [...document.querySelectorAll("label.field")].find((l) => l.textContent.includes("Gross margin")).querySelector("input");
      input.value = String(60 + (round % 30));
      return () => input.dispatchEvent(new Event("change", { bubbles: true }));
    },
    cell(round) {
      const cell = document.querySelector("table.grid [data-cell='0-0']");
      cell.focus();
      cell.dispatchEvent(new KeyboardEvent("keydown", { key: "F2", bubbles: true, cancelable: true }));
      return async () => {
        const input = cell.querySelector("input");
        input.value = String(9000 + round);
        input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
      };
    },
    cost(round) {
      const input = [...document.querySelectorAll("label.field")].find((l) => l.textContent.includes("One-off cost")).querySelector("input");
      input.value = String(400000 + round * 1000);
      return () => input.dispatchEvent(new Event("change", { bubbles: true }));
    },
  };
  const frame = () => new Promise(requestAnimationFrame);
  const samples = [];
  for (let round = 0; round < rounds; round++) {
    if (kind === "text") {
      document.querySelector('[data-at^="goal-"][role=gridcell]').dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
    }
    await frame();
    const act = edits[kind](round);
    // An editor that was opened is there in the next frame.
    if (kind === "cell") await frame();
    const start = performance.now();
    act();
    // Leptos draws in microtasks, and those may begin others: as many turns as it ever takes, and more.
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => queueMicrotask(resolve));
    const handled = performance.now();
    await frame();
    const inFrame = performance.now();
    document.body.getBoundingClientRect();
    getComputedStyle(document.body).height;
    const end = performance.now();
    samples.push({ cost: handled - start + (end - inFrame), total: end - start });
  }
  return samples;
}

const quantile = (values, p) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(p * values.length))];

async function table(edits) {
  console.log("edit on screen        edit cost, median   p95     input to frame, median   (ms)");
  for (const [screen, kind] of edits) {
    await page.getByRole("tab", { name: screen }).click();
    await page.evaluate(measure, { rounds: 10, kind });
    const samples = await page.evaluate(measure, { rounds: ROUNDS, kind });
    const costs = samples.map((s) => s.cost);
    const totals = samples.map((s) => s.total);
    const cell = (v) => v.toFixed(1).padStart(6);
    console.log(`${`${screen}, ${kind}`.padEnd(22)}${cell(quantile(costs, 0.5))}          ${cell(quantile(costs, 0.95))}   ${cell(quantile(totals, 0.5))}`);
  }
}

/** How long the band around the retention curve takes after the Equity screen is opened, and the longest task meanwhile. */
async function band() {
  await page.getByRole("tab", { name: "Customers" }).click();
  const { took, longest } = await page.evaluate(async () => {
    const tasks = [];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((e) => e.duration)));
    observer.observe({ entryTypes: ["longtask"] });
    const tab = [...document.querySelectorAll("[role=tab]")].find((t) => t.textContent.includes("Equity"));
    tab.click();
    await Promise.resolve();
    const start = performance.now();
    const shown = () => [...document.querySelectorAll(".keys span")].some((k) => k.textContent.includes("200 refits"));
    while (!shown()) await new Promise((next) => setTimeout(next));
    observer.disconnect();
    return { took: performance.now() - start, longest: Math.max(0, ...tasks) };
  });
  console.log(`band of 200 refits: drawn ${took.toFixed(0)} ms after the screen was opened, longest task ${longest.toFixed(0)} ms`);
}

/** Runs in the page: scrolls the map across and down, one step per frame, and counts tasks above 50 ms. */
async function scroll() {
  const long = [];
  const observer = new PerformanceObserver((list) => long.push(...list.getEntries().map((e) => e.duration)));
  observer.observe({ type: "longtask" });
  const box = document.querySelector(".map-scroll");
  const gaps = [];
  let before = performance.now();
  for (let step = 0; step < 120; step++) {
    box.scrollTop = (box.scrollHeight - box.clientHeight) * (step / 120);
    box.scrollLeft = (box.scrollWidth - box.clientWidth) * (step / 120);
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    gaps.push(now - before);
    before = now;
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  observer.disconnect();
  return { long, gaps };
}

console.log("The example");
await table([["Journey", "score"], ["Journey", "text"], ["Customers", "margin"], ["Customers", "cell"], ["Experience", "slider"], ["Experience", "points"], ["Case", "cost"]]);

await band();

/** Computing time of the draws of a simulation of the whole example, as the app measures it around its slices. */
async function simulation() {
  await page.getByRole("tab", { name: "Case" }).click();
  const region = page.getByRole("region", { name: "Uncertainty", exact: true });
  const times = [];
  for (let run = 0; run < 7; run++) {
    await region.getByRole("button", { name: "Run simulation" }).click();
    await region.getByRole("progressbar").waitFor();
    await region.getByRole("progressbar").waitFor({ state: "hidden" });
    times.push(Number(await region.locator("[data-took]").getAttribute("data-took")));
  }
  const native = Number(process.argv[2]);
  if (native > 0) console.log(`the same outside the browser, at the same optimisation level: ${native} ms; ratio ${(quantile(times, 0.5) / native).toFixed(1)}`);
  console.log(`10 000 draws of the whole example: ${quantile(times, 0.5).toFixed(0)} ms of computing, median of ${times.length} (${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)})`);
}
await simulation();

console.log(`\nThe largest plan: ${LARGEST.stages} stages × ${LARGEST.touchpoints} touchpoints, ${LARGEST.segments} segments, ${LARGEST.horizon} years, ${LARGEST.initiatives} initiatives`);
await page.getByRole("tab", { name: "Journey" }).click();
const chooser = page.waitForEvent("filechooser");
await page.getByRole("button", { name: "Plan menu" }).click();
await page.getByRole("menuitem", { name: "Open file…" }).click();
await (await chooser).setFiles({ name: "largest.journey.json", mimeType: "application/json", buffer: Buffer.from(largestPlan()) });
await page.getByRole("columnheader", { name: "Deploy 8" }).waitFor();
await table([["Journey", "score"], ["Journey", "text"], ["Customers", "margin"], ["Customers", "cell"], ["Experience", "slider"], ["Experience", "points"], ["Case", "cost"]]);
await page.getByRole("tab", { name: "Journey" }).click();
const { long, gaps } = await page.evaluate(scroll);
console.log(`scrolling the map: ${long.length} tasks above 50 ms, frame to frame median ${quantile(gaps, 0.5).toFixed(1)} ms, p95 ${quantile(gaps, 0.95).toFixed(1)} ms`);

await page.getByRole("button", { name: "More", exact: true }).click();
await page.getByRole("menuitem", { name: "Stage weights…" }).click();
const dialog = page.getByRole("dialog", { name: "Stage weights" });
await dialog.getByText("Derive from survey rows").click();
// Even, and no column like another.
const score = (row, column) => 1 + Math.floor(10 * Math.abs(Math.sin(row * 12.9898 + column * 78.233) * 43758.5453 % 1));
const rows = Array.from({ length: 10_000 }, (_, row) => Array.from({ length: LARGEST.stages + 1 }, (_, column) => score(row, column)).join("\t"));
await dialog.getByRole("textbox", { name: "Survey rows" }).evaluate((box, text) => { box.value = text; }, rows.join("\n"));
const survey = await dialog.getByRole("button", { name: "Derive the weights" }).evaluate((button) => {
  const start = performance.now();
  button.click();
  return performance.now() - start;
});
await dialog.getByText("10000 rows.").waitFor();
console.log(`survey of 10 000 rows × ${LARGEST.stages + 1} scores: weights with their interval in ${survey.toFixed(0)} ms`);

/** The longest task of the page from `act` until it has rested for half a second. */
async function longest(act) {
  await page.evaluate(() => {
    globalThis.tasks = [];
    globalThis.observer = new PerformanceObserver((list) => globalThis.tasks.push(...list.getEntries().map((e) => e.duration)));
    globalThis.observer.observe({ entryTypes: ["longtask"] });
  });
  await act();
  return page.evaluate(async () => {
    for (let [count, quiet] = [0, 0]; quiet < 5; quiet = globalThis.tasks.length === count ? quiet + 1 : 0) {
      count = globalThis.tasks.length;
      await new Promise((next) => setTimeout(next, 100));
    }
    globalThis.observer.disconnect();
    return Math.max(0, ...globalThis.tasks);
  });
}

console.log("\nLong lists: the longest task");
await page.keyboard.press("Escape");
const file = (text) => async () => {
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Control+o");
  await (await chooser).setFiles({ name: "long.journey.json", mimeType: "application/json", buffer: Buffer.from(text) });
};
const tab = (name) => () => page.getByRole("tab", { name }).click();
const press = (name) => () => page.getByRole("button", { name, exact: true }).click();
const editor = async () => {
  await page.locator('[role=gridcell][data-at^="touchpoints-"]').nth(2).click();
  await page.keyboard.press("Enter");
};
for (const [what, text, steps] of [
  ["200 stages", manyStages(200), { Customers: tab("Customers"), Journey: tab("Journey"), List: press("List"), Owners: press("Owners"), Map: press("Map") }],
  ["100 segments", manySegments(100), { Customers: tab("Customers"), Equity: tab("Equity"), Experience: tab("Experience"), Journey: tab("Journey") }],
  ["500 cards in a cell", manyCards(497), { editor, closed: () => page.keyboard.press("Escape") }],
  ["41 cards in a cell", manyCards(38), { editor, closed: () => page.keyboard.press("Escape") }],
]) {
  const times = [`opened ${(await longest(file(text))).toFixed(0)}`];
  for (const [name, act] of Object.entries(steps)) times.push(`${name} ${(await longest(act)).toFixed(0)}`);
  console.log(`${what}, ms: ${times.join(", ")}`);
}
await browser.close();
