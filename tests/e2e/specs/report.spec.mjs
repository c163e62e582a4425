// The printed report: three sheets, the map on its side, on both usual papers.
import { expect, test } from "../fixtures.mjs";

/** The sizes of the pages of a PDF file, width before height. */
function pageSizes(pdf) {
  const boxes = [...pdf.toString("latin1").matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/g)];
  return boxes.map(([, width, height]) => (Number(width) > Number(height) ? "on its side" : "upright"));
}

test("the report prints the map on its side, then the equity page and the board paper", async ({ app, page }) => {
  // The browser's own dialog would keep the page busy.
  await page.addInitScript(() => (globalThis.print = () => (globalThis.printed = true)));
  await page.reload();
  await app.ready();
  await app.openExample();
  await app.title.fill("Printed");
  await app.title.press("Enter");
  await page.getByRole("button", { name: "Export", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Print report" }).click();
  const report = page.getByRole("dialog", { name: "Report" });
  await expect(report.getByRole("article", { name: "Board paper" })).toBeVisible();
  await expect.poll(() => page.evaluate(() => globalThis.printed)).toBe(true);
  for (const stage of ["First contact", "Consider and buy", "Deploy", "Support and billing", "Loyalty and advocacy"]) {
    await expect(report.locator(".sheet").getByText(stage).first()).toBeAttached();
  }
  const equity = report.getByRole("article", { name: "Customer equity" });
  await expect(equity).toContainText("€26.4m");
  await expect(equity).toContainText("mid-year");
  await expect(equity).toContainText("Confidential");
  for (const format of ["A4", "Letter"]) {
    const pdf = await page.pdf({ format, printBackground: true });
    expect(pageSizes(pdf), format).toEqual(["on its side", "upright", "upright"]);
  }
  // Nothing behind the report hears its keys.
  await page.keyboard.press("3");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Escape");
  await expect(report).toBeHidden();
  await expect(page.getByRole("tab", { name: "Journey" })).toHaveAttribute("aria-selected", "true");
  await expect(app.title).toHaveValue("Printed");
  await expect(page.getByRole("button", { name: "Export", exact: true })).toBeFocused();
});
