// The app as its users know it: by role and name.
import { expect } from "@playwright/test";

export const FIGURES = [
  "equity_this_year",
  "present_value",
  "scenario_gain",
  "npv",
  "probability_positive",
  "break_even_causal_share",
];

export class App {
  constructor(page) {
    this.page = page;
    this.saveState = page.getByRole("status", { name: "Save state" });
    this.undo = page.getByRole("button", { name: "Undo", exact: true });
    this.redo = page.getByRole("button", { name: "Redo", exact: true });
    this.scenario = page.getByRole("combobox", { name: "Scenario" });
    this.title = page.getByRole("textbox", { name: "Plan title" });
  }

  async start() {
    await this.page.goto("./");
    await this.ready();
  }

  async ready() {
    await this.page.locator("html[data-ready]").waitFor();
  }

  async openExample() {
    await this.page.getByRole("button", { name: "Open the example" }).click();
    await expect(this.page.getByRole("region", { name: "Headline" })).toBeVisible();
    await this.saved();
  }

  async saved() {
    await expect(this.saveState).toHaveText(/^Saved /);
  }

  async go(screen) {
    const tab = this.page.getByRole("tab", { name: screen });
    await tab.click();
    await expect(tab).toHaveAttribute("aria-selected", "true");
  }

  /** Chooses an entry of the menu of exports. */
  async export(entry) {
    await this.page.getByRole("button", { name: "Export", exact: true }).click();
    await this.page.getByRole("menuitem", { name: entry, exact: true }).click();
  }

  figure(id) {
    return this.page.locator(`output[data-figure="${id}"]`);
  }

  /** The full-precision value of a headline figure; null where it is not available. */
  async value(id) {
    const text = await this.figure(id).getAttribute("data-value");
    return text === null ? null : Number(text);
  }

  async headline() {
    const values = {};
    for (const id of FIGURES) values[id] = await this.value(id);
    return values;
  }

  grid(name) {
    return this.page.getByRole("grid", { name, exact: true });
  }

  /** The cell of a named row and column of a grid. */
  async cell(gridName, row, column) {
    const grid = this.grid(gridName);
    // The part of the program with the screen may still be on its way.
    await grid.getByRole("columnheader").first().waitFor();
    const headers = await grid.getByRole("columnheader").allTextContents();
    const index = headers.indexOf(column);
    expect(index, `column ${column} of ${headers}`).toBeGreaterThanOrEqual(0);
    const rowHeader = this.page.getByRole("rowheader", { name: row, exact: true });
    return grid.getByRole("row").filter({ has: rowHeader }).getByRole("gridcell").nth(index);
  }

  /** Types a text into a grid cell as a user would. */
  async type(gridName, row, column, text) {
    const cell = await this.cell(gridName, row, column);
    await cell.click();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Enter");
    return cell;
  }

  slider(name) {
    return this.page.getByRole("slider", { name, exact: true });
  }

  async menu(entry) {
    await this.page.getByRole("button", { name: "Plan menu" }).click();
    await this.page.getByRole("menuitem", { name: entry }).click();
  }

  /** Downloads the plan file and returns its text. */
  async planFile() {
    const download = this.page.waitForEvent("download");
    await this.menu("Save file");
    const stream = await (await download).createReadStream();
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    return Buffer.concat(chunks).toString("utf8");
  }

  /** Opens a plan file from its text. */
  async openFile(name, text) {
    const chooser = this.page.waitForEvent("filechooser");
    await this.menu("Open file…");
    await (await chooser).setFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  }
}
