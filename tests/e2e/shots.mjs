// Screenshots of every screen, light and dark, at three sizes, into shots/.
import { mkdir } from "node:fs/promises";
import { launch } from "./browser.mjs";

const only = process.argv[2];
const sizes = [
  [1280, 720],
  [1024, 768],
  [390, 844],
];
const screens = ["journey", "customers", "equity", "experience", "case"];

await mkdir("shots", { recursive: true });
const browser = await launch();
for (const [width, height] of sizes) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme });
    const page = await context.newPage();
    page.on("console", (m) => m.type() === "error" && console.log("console:", m.text()));
    page.on("pageerror", (e) => console.log("error:", e.message));
    await page.goto(process.env.BASE_URL);
    await page.locator("html[data-ready]").waitFor();
    const save = async (name) => {
      const path = `shots/${name}-${width}-${colorScheme}.png`;
      if (!only || path.includes(only)) await page.screenshot({ path, fullPage: true });
    };
    await save("first");
    await page.getByRole("button", { name: "Open the example" }).click();
    for (const screen of screens) {
      await page.getByRole("tab", { name: new RegExp(screen, "i") }).click();
      await page.getByRole("tabpanel").waitFor();
      await save(screen);
    }
    await context.close();
  }
}
await browser.close();
