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
    // The journey's other views, its editors, and the roomy map.
    await page.getByRole("tab", { name: /journey/i }).click();
    for (const look of ["List", "Matrix", "Owners", "Map"]) {
      await page.getByRole("button", { name: look, exact: true }).click();
      if (look !== "Map") await save(`journey-${look.toLowerCase()}`);
    }
    for (const [lane, shot] of [["touchpoints", "cards"], ["metrics", "metrics"], ["experience", "scores"], ["roles", "roles"]]) {
      await page.locator(`[data-at^="${lane}-"][role=gridcell]`).nth(2).dblclick();
      await page.getByRole("dialog").waitFor();
      const path = `shots/editor-${shot}-${width}-${colorScheme}.png`;
      if (!only || path.includes(only)) await page.screenshot({ path });
      await page.keyboard.press("Escape");
    }
    await page.getByRole("button", { name: "Display" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Compact" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Scores as numbers" }).click();
    await page.keyboard.press("Escape");
    await page.locator(".map-scroll").evaluate((box) => (box.style.maxHeight = "none"));
    await save("journey-roomy");
    await context.close();
  }
}
await browser.close();
