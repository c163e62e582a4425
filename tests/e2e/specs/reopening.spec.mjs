// Every plan that opens can be looked at, worked on, saved and opened again, with the same figures. PLANS names a folder
// with more of them (`cargo xtask prove reopening`).
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "../fixtures.mjs";

const folder = process.env.PLANS ?? fileURLToPath(new URL("../../cases", import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith(".journey.json")).sort();

for (const name of files) {
  test(`${name} opens, is worked on, and opens again`, async ({ app, page }) => {
    await app.openExample();
    await app.title.fill("Before");
    await app.openFile(name, readFileSync(join(folder, name), "utf8"));
    await expect(app.title).not.toHaveValue("Before");
    const note = page.getByRole("alert", { name: "Please note" });
    await app.saved();
    if (await note.isVisible()) await note.getByRole("button", { name: "Dismiss the notice" }).click();
    for (const screen of ["Journey", "Customers", "Equity", "Experience", "Case"]) {
      await app.go(screen);
      await expect(page.getByRole("tabpanel")).not.toHaveText("Opening…");
    }
    await app.go("Journey");
    await page.getByRole("button", { name: "Add stage" }).click();
    await page.keyboard.press("Escape");
    await app.title.fill(`Worked on: ${name}`);
    await app.title.press("Enter");
    await app.saved();
    const [figures, file] = [await app.headline(), await app.planFile()];
    await page.reload();
    await app.ready();
    await expect(app.title).toHaveValue(`Worked on: ${name}`);
    expect(await app.headline()).toEqual(figures);
    expect(await app.planFile()).toBe(file);
    await expect(page.getByText("NaN")).toHaveCount(0);
  });
}
