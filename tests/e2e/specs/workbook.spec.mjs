// The workbook as the browser makes it: the same bytes as outside the browser, and no text of the user's that calculates.
import { expect, test } from "../fixtures.mjs";
import { largestPlan } from "../largest.mjs";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { inflateRawSync } from "node:zlib";

const ROOT = path.join(import.meta.dirname, "..", "..", "..");

async function download(page, act) {
  const [file] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: file.suggestedFilename(), bytes: fs.readFileSync(await file.path()) };
}

/** The parts of a ZIP file as texts, by name. */
function parts(zip) {
  const texts = {};
  // The directory at the end knows every part.
  let at = zip.readUInt32LE(zip.length - 22 + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [packed, nameLength, extra, comment, offset] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)];
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
    const bytes = zip.subarray(start, start + packed);
    texts[name] = (zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes) : bytes).toString();
    at += 46 + nameLength + extra + comment;
  }
  return texts;
}

async function withoutFooter(app) {
  await app.export("Export options…");
  const dialog = app.page.getByRole("dialog", { name: "Export options" });
  await dialog.getByRole("textbox", { name: /^Footer/ }).fill("");
  await app.page.keyboard.press("Escape");
}

test("the workbook of the browser is the workbook of the command line, to the last byte", async ({ app, page }) => {
  await app.openExample();
  await withoutFooter(app);
  const book = await download(page, () => app.export("Excel workbook"));
  expect(book.name).toMatch(/\.xlsx$/);
  await expect(page.getByRole("status", { name: "Notice" })).toContainText(`Saved ${book.name}`);
  const plan = await download(page, () => page.keyboard.press("Control+s"));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "workbook-"));
  fs.writeFileSync(path.join(folder, "plan.json"), plan.bytes);
  const today = await page.evaluate(() => new Date().toLocaleDateString("sv"));
  const program = path.join(ROOT, process.env.CARGO_TARGET_DIR ?? "target", "debug", "journey-evaluate");
  execFileSync(program, ["--workbook", path.join(folder, "plan.json"), path.join(folder, "book.xlsx"), today]);
  const there = parts(fs.readFileSync(path.join(folder, "book.xlsx")));
  const here = parts(book.bytes);
  expect(Object.keys(here)).toEqual(Object.keys(there));
  for (const [name, text] of Object.entries(here)) expect(text === there[name], name).toBe(true);
  expect(book.bytes.equals(fs.readFileSync(path.join(folder, "book.xlsx")))).toBe(true);
  fs.rmSync(folder, { recursive: true });
});

test("hostile texts are texts in the workbook", async ({ app, page }) => {
  await app.openExample();
  const hostile = ["=HYPERLINK(\"http://x\",\"x\")", "+1+1", "@SUM(1)", "-1+1", "<img src=x onerror=alert(1)>", "</t></si><script>"];
  await app.title.fill(hostile[0]);
  await app.title.press("Enter");
  for (const [index, text] of hostile.slice(1).entries()) {
    const head = page.getByRole("columnheader").nth(index);
    await head.dblclick();
    await page.keyboard.press("Control+a");
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
  }
  await app.saved();
  const { bytes } = await download(page, () => app.export("Excel workbook"));
  const texts = parts(bytes);
  const strings = texts["xl/sharedStrings.xml"];
  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  for (const text of hostile) expect(strings.includes(escaped(text)), text).toBe(true);
  const sheets = Object.entries(texts).filter(([name]) => name.startsWith("xl/worksheets/"));
  for (const [name, sheet] of sheets) {
    const formulas = [...sheet.matchAll(/<f[^>]*>([^<]*)<\/f>/g)].map((m) => m[1]);
    for (const text of hostile) expect(formulas.some((formula) => formula.includes(escaped(text).replace(/^=/, ""))), `${name}: ${text}`).toBe(false);
    expect(sheet).not.toContain("<hyperlink");
  }
});

test("a workbook shows how far it is, can be given up, and is there the next time", async ({ app, page }) => {
  await app.openExample();
  await app.openFile("largest.journey.json", largestPlan());
  await expect(app.title).toHaveValue("The largest plan");
  await app.saved();
  let downloads = 0;
  page.on("download", () => (downloads += 1));
  const work = page.getByRole("group", { name: "Writing the workbook…" });
  // Pressed within the page, so that the book is still being written: a second export is refused, the first is given up.
  const [reached, notice] = await page.evaluate(async () => {
    const button = (name) => [...document.querySelectorAll("button")].find((b) => b.textContent.startsWith(name));
    const order = async (name) => {
      button("Export").click();
      await new Promise(requestAnimationFrame);
      [...document.querySelectorAll("[role=menuitem]")].find((entry) => entry.textContent.includes(name)).click();
      await new Promise(requestAnimationFrame);
    };
    await order("Excel workbook");
    await order("Map as PNG");
    await new Promise(requestAnimationFrame);
    const now = [document.querySelector(".work progress").value, document.querySelector("[aria-label=Notice]").textContent];
    button("Cancel").click();
    return now;
  });
  expect(reached).toBeLessThan(1);
  expect(notice).toContain("Another export is still being made.");
  await expect(page.getByRole("status", { name: "Notice" })).toContainText("The workbook was given up; nothing is saved.");
  await expect(work).toHaveCount(0);
  expect(downloads).toBe(0);
  const book = await download(page, () => app.export("Excel workbook"));
  expect(Object.keys(parts(book.bytes)).length).toBeGreaterThan(10);
  await expect(work).toHaveCount(0);
});
