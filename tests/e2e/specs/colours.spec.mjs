// Nothing is told by colour alone: not to the colour-blind, not in greyscale, not in the reader's own colours, not on paper.
import { chartsOf, curveNames, distance, drawnShare, FAR_ENOUGH, JUST_SEEN, nearest, pairs, readCharts, readMarks, roleEnds, settle, SIGHTS, toldBy } from "../colour.mjs";
import { expect, test } from "../fixtures.mjs";

const CHARTS = ["Equity", "Experience", "Case"];
const everyChart = async (app) => [...(await chartsOf(app, "Equity")), ...(await chartsOf(app, "Experience")), ...(await chartsOf(app, "Case"))];

for (const colorScheme of ["light", "dark"]) {
  for (const screen of CHARTS) {
    test(`every reader tells the marks of a chart apart: ${screen}, ${colorScheme}`, async ({ app, page }) => {
      await page.emulateMedia({ colorScheme });
      await app.openExample();
      const all = (await chartsOf(app, screen)).flatMap((chart) => pairs(chart.keys).map(([a, b]) => ({ chart, a, b })));
      const near = all.filter(({ a, b }) => nearest(a.colour, b.colour).far < FAR_ENOUGH);
      expect(near.length, "else nothing is put to the test").toBeGreaterThan(0);
      const alike = near.filter(({ chart, a, b }) => toldBy(chart, a, b).length === 0).map(({ chart, a, b }) => {
        const { sight, far } = nearest(a.colour, b.colour);
        return `${chart.name}: “${a.text}” and “${b.text}” are ${far.toFixed(1)} apart in ${sight}`;
      });
      expect(alike).toEqual([]);
    });
  }

  test(`bars are hatched from the forecast on, carry their signs, and have a key or their name: ${colorScheme}`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme });
    await app.openExample();
    const all = await everyChart(app);
    const seen = { hatches: 0, borders: 0, signs: 0 };
    for (const chart of all) {
      for (const { stripes } of chart.bars.filter(({ kind }) => kind !== "plain")) {
        seen.hatches += 1;
        expect(distance(...stripes, SIGHTS.greyscale), `${chart.name}: a hatch in greyscale`).toBeGreaterThan(FAR_ENOUGH);
      }
      // The border of the forecast is a dotted line, upright.
      const border = chart.lines.find(({ dash, points }) => dash?.startsWith("4 ") && points.every(([x]) => x === points[0][0]));
      for (const bar of border ? chart.bars : []) {
        seen.borders += 1;
        expect(bar.kind, `${chart.name}: a bar at ${bar.x}`).toBe(bar.x[0] < border.points[0][0] ? "plain" : "hatched");
      }
      const named = new Set([...chart.keys, ...chart.texts].map(({ ink }) => ink));
      // What all others make together is grey, and its row says so.
      for (const { ink } of chart.bars) expect([...named, "var(--ink-3)"], `${chart.name}: key or text of a bar`).toContain(ink);
      const plain = (ink) => chart.keys.find((key) => key.ink === ink && key.kind === "plain");
      const [gain, loss] = [plain("var(--gain)"), plain("var(--loss)")];
      if (gain && loss && chart.bars.length > 0) {
        seen.signs += 1;
        expect(toldBy(chart, gain, loss), `${chart.name}: gain and loss`).toEqual(expect.arrayContaining([expect.stringMatching(/sign|place|name/)]));
      }
    }
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(2);
  });
}

const ROLES = ["Initiator", "Decision maker", "Buyer", "User", "Influencer", "Administrator"];

/** Opens the example with six roles, who all take part in every stage and are nearly of one mind at the end. */
async function openWithSixRoles(app) {
  const { plan, ...head } = JSON.parse(await app.planFile());
  const id = (i) => (i < 3 ? plan.roles[i].id : plan.next_id + i);
  const roles = ROLES.map((name, i) => ({ id: id(i), name, weight: 1, colour: i }));
  const scores = (stage) => roles.map(({ id }, i) => ({ role: id, today: stage === plan.stages.length - 1 ? 7 - i / 10 : 2 + ((3 * i + stage) % 7), target: 9 }));
  const stages = plan.stages.map((stage, i) => ({ ...stage, scores: scores(i) }));
  const six = { ...plan, title: "Six roles", roles, stages, next_id: plan.next_id + ROLES.length };
  await app.openFile("six.journey.json", JSON.stringify({ ...head, plan: six }));
  await expect(app.title).toHaveValue("Six roles");
}

test("every role's curve has the role's name where it ends, six names at one place too", async ({ app, page }) => {
  await app.openExample();
  await expect.poll(async () => (await roleEnds(page)).flat().map(({ name }) => name)).toEqual(["Buyer", expect.stringMatching(/^Administ/), "User", "Buyer"]);
  await openWithSixRoles(app);
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 720 });
    await expect.poll(async () => (await roleEnds(page)).at(-1).length).toBe(ROLES.length);
    const last = (await roleEnds(page)).at(-1);
    expect(last.map(({ ink }) => ink), "in the order of the curves").toEqual(ROLES.map((_, i) => `var(--role-${i + 1})`));
    const whose = ({ name }) => ROLES.filter((role) => name && role.startsWith(name.replace(/…$/, "")));
    expect(last.map(whose), `${width} wide: whose curve a name is for`).toEqual(ROLES.map((role) => [role]));
    const cut = last.filter(({ over }) => over > 1).map(({ name, over }) => `${name} by ${over.toFixed(0)} px`);
    expect(cut, `${width} wide: names that are cut off`).toEqual([]);
    for (const [upper, lower] of last.slice(1).map((lower, i) => [last[i], lower])) expect(lower.at - upper.at).toBeGreaterThanOrEqual(upper.size);
  }
});

test("a map that is fitted to a narrow window has names or dashes for its curves, too", async ({ app, page }) => {
  await app.openExample();
  await openWithSixRoles(app);
  await page.setViewportSize({ width: 640, height: 720 });
  await page.getByRole("button", { name: "Display", exact: true }).click();
  await page.getByRole("menuitemcheckbox", { name: "Fit to width" }).click();
  await expect.poll(() => page.locator("td.curve").first().evaluate((cell) => cell.clientWidth)).toBeLessThan(160);
  const last = (await roleEnds(page)).at(-1);
  const unnamed = last.filter(({ name }) => !name).map(({ ink }) => ink);
  if (new Set(last.map(({ dash }) => dash)).size < ROLES.length) expect(unnamed, "curves without a name").toEqual([]);
});

for (const colorScheme of ["light", "dark"]) {
  test(`keys, dots and bars keep their colours among the reader's own and on paper, and sliders have a track: ${colorScheme}`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme });
    await app.openExample();
    for (const screen of ["Journey", ...CHARTS]) {
      await settle(app, screen);
      await page.emulateMedia({ media: "print" });
      const onPaper = await readMarks(page);
      expect(onPaper.length, screen).toBeGreaterThan(3);
      // A browser prints no backgrounds unless it is told to.
      expect(onPaper.filter((mark) => mark.printColorAdjust !== "exact").map(({ name }) => name), screen).toEqual([]);
      await page.emulateMedia({ media: "screen" });
      if (screen === "Journey") {
        await page.getByRole("button", { name: "More", exact: true }).click();
        await page.getByRole("menuitem", { name: "Roles…" }).click();
        await expect(page.locator(".swatch").first()).toBeVisible();
      }
      const ours = (await readMarks(page)).map(({ name, paint }) => ({ name, paint }));
      await page.emulateMedia({ forcedColors: "active" });
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect((await readMarks(page)).map(({ name, paint }) => ({ name, paint })), screen).toEqual(ours);
      for (const { name, paint } of ours) expect(Math.max(...paint.map((colour) => distance(colour, ground))), name).toBeGreaterThan(JUST_SEEN);
      const sliders = await page.locator(".slider input:visible").all();
      if (screen === "Experience") expect(sliders.length).toBeGreaterThan(0);
      for (const slider of sliders) expect(await drawnShare(slider), "drawn part of a slider").toBeGreaterThan(0.95);
      await page.emulateMedia({ forcedColors: "none" });
      if (screen === "Journey") await page.keyboard.press("Escape");
    }
  });
}

test("every chart of the report has a legend or the names of its series in it", async ({ app, page }) => {
  // The browser's own dialog would keep the page busy.
  await page.evaluate(() => (globalThis.print = () => {}));
  await app.openExample();
  const onScreen = await everyChart(app);
  await app.export("Print report");
  const report = page.getByRole("dialog", { name: "Report" });
  await expect(report.getByRole("article", { name: "Board paper" }).getByRole("figure").first()).toBeVisible();
  expect(await curveNames(report.locator(".sheet.map")), "curves of the map").toEqual(new Set(["Buyer", "Administrator", "User"]));
  const printed = await readCharts(report.getByRole("figure"));
  expect(printed.length).toBeGreaterThan(4);
  const nameless = printed.flatMap((chart) => {
    const twin = onScreen.find(({ name }) => name === chart.name);
    expect(twin, `${chart.name} on a screen`).toBeDefined();
    const legend = chart.keys.map(({ text }) => text);
    // What is hatched is the same series later on: the drawing itself says “forecast”.
    const series = twin.keys.filter(({ ink, kind }) => kind !== "hatched" && [...chart.bars, ...chart.lines, ...chart.areas].some((mark) => mark.ink === ink));
    const told = ([a, b]) => (legend.includes(a.text) && legend.includes(b.text)) || toldBy({ ...chart, keys: twin.keys }, a, b).some((way) => way === "name" || way === "sign");
    return pairs(series).filter((pair) => !told(pair)).map(([a, b]) => `${chart.name}: “${a.text}” and “${b.text}”`);
  });
  expect(nameless).toEqual([]);
});
