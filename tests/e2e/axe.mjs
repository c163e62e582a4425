// What axe finds on the page as it stands.
import { readFileSync } from "node:fs";
import { expect } from "./fixtures.mjs";

const source = readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Waits until the page shows what it was asked for: parts loaded, charts drawn, nothing being computed. */
export async function drawn(page) {
  await expect(page.getByText("Opening…")).toHaveCount(0);
  await expect(page.getByRole("progressbar")).toHaveCount(0, { timeout: 30_000 });
  await expect(page.locator(".picture:not(:has(svg))")).toHaveCount(0);
}

/** Every finding with the elements it is about and the first reason; `within` narrows what is looked at. */
async function violations(page, within) {
  // Evaluated by the debugger, which the page's content policy does not bind.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(source);
  const { violations } = await page.evaluate(
    ([within, values]) => globalThis.axe.run(within ?? document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }),
    [within, tags],
  );
  const reason = ({ any, all, none }) => [...any, ...all, ...none].at(0)?.message;
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => `${n.target.join(" ")} (${reason(n)})`).join("; ")}`);
}

/** Finds nothing, or says what; the test goes on, so that one state does not hide what is wrong with the next. */
export async function findsNothing(page, what, within) {
  await drawn(page);
  expect.soft(await violations(page, within), what).toEqual([]);
}

/** Closes what is open, one Esc for each dialog. */
async function closeAll(page) {
  const open = page.getByRole("dialog");
  for (let left = await open.count(); left > 0; left--) {
    await page.keyboard.press("Escape");
    await expect(open).toHaveCount(left - 1);
  }
}

/** Looks at the open dialog with all that it folds away. */
export async function lookAtDialog(page, what, within) {
  await expect(page.getByRole("dialog").last()).toBeVisible();
  await expect(page.getByRole("dialog", { name: "One moment" })).toHaveCount(0);
  for (const summary of await page.locator(":is(dialog, .report) summary").all()) await summary.click();
  await findsNothing(page, what, within);
  await closeAll(page);
}

/** Looks at a screen with every chart as its table. */
export async function lookAtTables(page, screen) {
  const pictures = page.getByRole("button", { name: /^Show as table: /, pressed: false });
  for (let left = await pictures.count(); left > 0; left--) {
    await pictures.first().click();
    await expect(pictures).toHaveCount(left - 1);
  }
  await findsNothing(page, `${screen}, charts as tables`);
}
