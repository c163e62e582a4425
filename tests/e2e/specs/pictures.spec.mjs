// What leaves as a picture or a table, and what comes back from it.
import { expect, test } from "../fixtures.mjs";
import { JourneyMap } from "../pages/map.mjs";

const HOSTILE = `</text><script>alert(1)</script><img src=x onerror="alert(2)">`;

/** The file that an action downloads. */
async function download(page, act) {
  const [file] = await Promise.all([page.waitForEvent("download"), act()]);
  const chunks = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk);
  return { name: file.suggestedFilename(), bytes: Buffer.concat(chunks) };
}

/** Chooses an entry of a chart's menu. */
async function chartMenu(page, title, entry) {
  const figure = page.getByRole("figure", { name: title });
  await figure.getByRole("button", { name: "Chart menu" }).click();
  await page.getByRole("menuitem", { name: entry, exact: true }).click();
}

/** The notice that says what became of an export. */
const said = (page, text) => expect(page.getByRole("status", { name: "Notice" })).toContainText(text);

/** What a parser of the browser makes of a picture: its texts, its size, and whether it is well-formed. */
function parsed(page, svg) {
  return page.evaluate((svg) => {
    const document = new DOMParser().parseFromString(svg, "image/svg+xml");
    const texts = [...document.querySelectorAll("text:not([aria-hidden])")].map((text) => text.textContent.replace(/\s+/g, " ").trim());
    const root = document.documentElement;
    const size = ["width", "height"].map((side) => Number(root.getAttribute(side)));
    return { broken: document.querySelector("parsererror") !== null, texts, size };
  }, svg);
}

/** Width and height of a PNG file, and how many colours it has. */
function pixels(page, bytes) {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const colours = new Set(new Uint32Array(data.buffer));
    return { width: image.width, height: image.height, colours: colours.size };
  }, bytes.toString("base64"));
}

/** Opens a file of any kind by the plan menu. */
async function open(app, name, bytes) {
  const chooser = app.page.waitForEvent("filechooser");
  await app.menu("Open file…");
  await (await chooser).setFiles({ name, mimeType: "application/octet-stream", buffer: bytes });
}

const carry = (page) => page.getByRole("checkbox", { name: "Carry the plan inside the next picture" });

test("a chart leaves as SVG that runs nothing and as PNG with twice its pixels", async ({ app, page, context }) => {
  await app.openExample();
  await new JourneyMap(app).stage("Deploy").dblclick();
  const field = page.getByRole("textbox", { name: "Stage name: Deploy" });
  await field.fill(HOSTILE);
  await field.press("Enter");
  await app.go("Case");
  const figure = page.getByRole("figure", { name: HOSTILE });
  const title = await figure.getAttribute("aria-label");

  const svg = await download(page, () => chartMenu(page, title, "SVG"));
  expect(svg.name).toMatch(/^Example-renewal-plan-of-a-software-.*\.svg$/);
  await said(page, `Saved ${svg.name}`);
  const text = svg.bytes.toString("utf8");
  const read = await parsed(page, text);
  expect(read.broken).toBe(false);
  expect(read.texts).toContain(title.replace(/\s+/g, " "));
  expect(read.texts).toContain("Confidential");

  // The picture on its own: nothing of it runs or is fetched, and a reader sees the name as it was typed.
  const alone = await context.newPage();
  const dialogs = [];
  alone.on("dialog", (dialog) => (dialogs.push(dialog.message()), dialog.dismiss()));
  await alone.goto(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`);
  expect(await alone.locator("script, img, foreignObject").count()).toBe(0);
  await expect(alone.locator("text", { hasText: "onerror=" }).first()).toBeVisible();
  expect(dialogs).toEqual([]);
  await alone.close();

  const png = await download(page, () => chartMenu(page, title, "PNG"));
  expect(png.name).toBe(svg.name.replace(/svg$/, "png"));
  const drawn = await pixels(page, png.bytes);
  expect([drawn.width, drawn.height]).toEqual(read.size.map((side) => 2 * side));
  expect(drawn.colours).toBeGreaterThan(20);
});

test("a picture and a table go to the clipboard", async ({ app, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await app.openExample();
  await app.go("Equity");
  const title = /Equity grows/;
  await chartMenu(page, title, "Copy picture");
  await said(page, "Copied the picture.");
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const bytes = new Uint8Array(await (await item.getType("image/png")).arrayBuffer());
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ""));
  });
  const drawn = await pixels(page, Buffer.from(copied, "base64"));
  expect(drawn.width).toBeGreaterThan(1_000);
  expect(drawn.colours).toBeGreaterThan(20);

  await chartMenu(page, title, "Copy table");
  await said(page, "Copied the table.");
  const rows = (await page.evaluate(() => navigator.clipboard.readText())).trim().split(/\r?\n/).map((row) => row.split("\t"));
  await page.getByRole("figure", { name: title }).getByRole("button", { name: "Show as table" }).click();
  const table = page.getByRole("figure", { name: title }).getByRole("table");
  expect(rows[0].slice(1)).toEqual((await table.getByRole("columnheader").allTextContents()).slice(1));
  expect(rows.length).toBe(await table.getByRole("row").count());
});

test("where the browser refuses to copy, the file is offered", async ({ app, page }) => {
  await app.openExample();
  await app.go("Equity");
  await page.evaluate(() => (Clipboard.prototype.write = () => Promise.reject(new DOMException("no", "NotAllowedError"))));
  await chartMenu(page, /Equity grows/, "Copy picture");
  const dialog = page.getByRole("dialog", { name: "Not copied" });
  await expect(dialog).toContainText("did not let the picture be copied");
  const file = await download(page, () => dialog.getByRole("button", { name: "Download PNG" }).click());
  expect((await pixels(page, file.bytes)).colours).toBeGreaterThan(20);
  await expect(dialog).toHaveCount(0);
});

test("the map leaves whole, with or without its money", async ({ app, page }) => {
  await app.openExample();
  const map = new JourneyMap(app);
  const [stages, lanes] = [await map.stages(), await map.lanes()];
  let svg = await download(page, () => app.export("Map as SVG"));
  expect(svg.name).toBe("Example-renewal-plan-of-a-software-map.svg");
  const read = await parsed(page, svg.bytes.toString("utf8"));
  expect(read.broken).toBe(false);
  for (const name of [...stages, ...lanes]) expect(read.texts).toContain(name);

  const png = await download(page, () => app.export("Map as PNG"));
  const drawn = await pixels(page, png.bytes);
  expect([drawn.width, drawn.height]).toEqual(read.size.map((side) => 2 * side));
  expect(drawn.colours).toBeGreaterThan(50);

  await app.export("Export options…");
  const options = page.getByRole("dialog", { name: "Export options" });
  await options.getByRole("textbox", { name: "Footer of pictures" }).fill("For the board only");
  await options.getByRole("checkbox", { name: /^Money lanes/ }).uncheck();
  await page.keyboard.press("Escape");
  // What was chosen stays, also for the next visit.
  await page.reload();
  await app.ready();
  svg = await download(page, () => app.export("Map as SVG"));
  const other = await parsed(page, svg.bytes.toString("utf8"));
  expect(other.texts).toContain("For the board only");
  expect(other.texts).not.toContain("Value at stake");
});

test("a picture carries the plan when asked, once, and opens as the same plan", async ({ app, page }) => {
  await app.openExample();
  const plan = await app.planFile();
  const without = await download(page, () => app.export("Map as SVG"));
  expect(without.bytes.includes("journey-equity-plan")).toBe(false);
  for (const form of ["SVG", "PNG"]) {
    await app.export("Export options…");
    await expect(carry(page)).not.toBeChecked();
    await carry(page).check();
    await page.keyboard.press("Escape");
    const file = await download(page, () => app.export(`Map as ${form}`));
    await said(page, `Saved ${file.name} with the plan inside`);
    const next = await download(page, () => app.export(`Map as ${form}`));
    expect(next.bytes.includes("journey-equity-plan")).toBe(false);
    if (form === "PNG") expect((await pixels(page, file.bytes)).colours).toBeGreaterThan(50);

    await app.menu("New plan");
    await page.getByRole("button", { name: "Start blank" }).click();
    await expect(app.title).toHaveValue("Untitled plan");
    await open(app, file.name, file.bytes);
    await expect(app.title).toHaveValue("Example: renewal plan of a software company");
    expect(await app.planFile()).toBe(plan);

    await open(app, next.name, next.bytes);
    const alert = page.getByRole("alert", { name: "Please note" });
    await expect(alert).toContainText("there is no plan inside this file");
    await alert.getByRole("button", { name: "Dismiss the notice" }).click();
    expect(await app.planFile()).toBe(plan);
  }
});

test("the figures leave as CSV and come back to the last digit", async ({ app, page }) => {
  await app.openExample();
  const years = async () => JSON.parse(await app.planFile()).plan.segments.map(({ name, years }) => ({ name, years }));
  const before = await years();
  const csv = await download(page, () => app.export("CSV"));
  expect(csv.name).toBe("Example-renewal-plan-of-a-software-Customers.csv");
  expect([...csv.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);

  // Overwritten by hand, and brought back from the file.
  await app.go("Customers");
  await app.type("Yearly figures: Subscriptions", "New customers", "2025", "1");
  expect(await years()).not.toEqual(before);
  await app.menu("Import data…");
  const dialog = page.getByRole("dialog", { name: "Import data" });
  await dialog.getByLabel("File (CSV, TSV)").setInputFiles({ name: csv.name, mimeType: "text/csv", buffer: csv.bytes });
  await dialog.getByRole("button", { name: "Read all rows" }).click();
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  expect(await years()).toEqual(before);

  await app.export("Export options…");
  await page.getByRole("combobox", { name: "CSV table" }).selectOption("Map");
  await page.keyboard.press("Escape");
  const map = await download(page, () => app.export("CSV"));
  expect(map.bytes.toString("utf8").split("\r\n")[0]).toContain("First contact,Consider and buy,Deploy");
});
