// Plans people met (tests/cases), as the browser shows them.
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "../fixtures.mjs";

const SCREENS = ["Journey", "Customers", "Equity", "Experience", "Case"];
const file = (name) => readFileSync(fileURLToPath(new URL(`../../cases/${name}.journey.json`, import.meta.url)), "utf8");
const did = (page) => page.evaluate(() => globalThis.__pwn);

test("hostile texts are shown as they are, in exports too", async ({ app, page, browser }, info) => {
  await app.openExample();
  await app.openFile("F12.journey.json", file("F12-hostile-texts"));
  await expect(app.title).toHaveValue(/^<img src=x onerror/);
  for (const screen of SCREENS) {
    await app.go(screen);
    await expect(page.getByRole("tabpanel")).not.toHaveText("Opening…");
    await expect(page.locator("main img, main script, main [onload], main [onerror]")).toHaveCount(0);
  }
  await app.go("Journey");
  await expect(page.getByRole("columnheader", { name: "</text><script>window.__pwn=2</script>" }).first()).toBeVisible();
  expect(await did(page)).toBeUndefined();

  const save = async (entry) => {
    const download = page.waitForEvent("download");
    await app.export(entry);
    const path = info.outputPath(entry.replaceAll(" ", "-") + (entry.includes("SVG") ? ".svg" : ".html"));
    await (await download).saveAs(path);
    return path;
  };
  for (const entry of ["Map as SVG", "Living HTML"]) {
    // A browser of its own, which may read files.
    const other = await browser.newPage();
    await other.goto(pathToFileURL(await save(entry)).href);
    if (entry === "Living HTML") await expect(other.getByRole("textbox", { name: "Plan title" })).toHaveValue(/^<img src=x onerror/);
    else expect(await other.evaluate(() => [...document.querySelectorAll("script, [onload], [onerror], foreignObject")].length)).toBe(0);
    expect(await did(other)).toBeUndefined();
    await other.close();
  }
});

test("a horizon beyond all counting opens with a word, at every address", async ({ app, page }) => {
  await app.openExample();
  await app.openFile("F11.journey.json", file("F11-horizon"));
  const note = page.getByRole("alert", { name: "Please note" });
  await expect(note).toContainText("settings.horizon");
  await note.getByRole("button", { name: "Dismiss the notice" }).click();
  await app.saved();
  for (const screen of SCREENS) {
    await page.goto(`./#${screen.toLowerCase()}`);
    await page.reload();
    await app.ready();
    await expect(page.getByRole("tab", { name: screen })).toHaveAttribute("aria-selected", "true");
    await expect(page.getByRole("tabpanel")).not.toHaveText("Opening…");
  }
  await expect(page.getByRole("tabpanel")).toContainText("The horizon must be a whole number between 1 and 20");
});
