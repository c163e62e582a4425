// The journey map as its users know it: stages by their headers, lanes by theirs.
import { expect } from "@playwright/test";

export class JourneyMap {
  constructor(app) {
    this.app = app;
    this.page = app.page;
    this.grid = app.grid("Journey map");
  }

  stage(name) {
    return this.grid.getByRole("columnheader", { name, exact: true });
  }

  lane(name) {
    return this.grid.getByRole("rowheader", { name, exact: true });
  }

  async stages() {
    return this.grid.getByRole("columnheader").evaluateAll((heads) => heads.map((h) => h.getAttribute("aria-label")));
  }

  async lanes() {
    return this.grid.getByRole("rowheader").evaluateAll((heads) => heads.map((h) => h.getAttribute("aria-label")));
  }

  async cell(lane, stage) {
    const index = (await this.stages()).indexOf(stage);
    expect(index, `stage ${stage}`).toBeGreaterThanOrEqual(0);
    return this.grid.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name: lane, exact: true }) }).getByRole("gridcell").nth(index);
  }

  /** Chooses an entry of a stage's or a lane's menu. */
  async menu(kind, name, entry) {
    const head = kind === "Stage" ? this.stage(name) : this.lane(name);
    await head.hover();
    await this.page.getByRole("button", { name: `${kind} menu: ${name}`, exact: true }).click();
    await this.page.getByRole("menu", { name: `${kind} menu: ${name}` }).getByText(entry, { exact: true }).click();
  }

  /** Drags the middle of one thing to the middle of another and a bit beyond. */
  async drag(from, to, { beyond = 30, touch = false } = {}) {
    const middle = async (locator) => {
      const box = await locator.boundingBox();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };
    const grip = from.locator(".grip").first();
    const start = await middle((await grip.count()) ? grip : from);
    const target = await middle(to);
    const sideways = Math.abs(target.x - start.x) > Math.abs(target.y - start.y);
    const sign = Math.sign(sideways ? target.x - start.x : target.y - start.y);
    const end = sideways ? { x: target.x + sign * beyond, y: start.y } : { x: start.x, y: target.y + sign * Math.min(beyond, 8) };
    if (!touch) {
      await this.page.mouse.move(start.x, start.y);
      await this.page.mouse.down();
      await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
      await this.page.mouse.move(end.x, end.y, { steps: 4 });
      await this.page.mouse.up();
      return;
    }
    const finger = await this.page.context().newCDPSession(this.page);
    const send = (type, points) => finger.send("Input.dispatchTouchEvent", { type, touchPoints: points });
    await send("touchStart", [start]);
    for (let step = 1; step <= 6; step++) {
      const part = step / 6;
      await send("touchMove", [{ x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part }]);
    }
    await send("touchEnd", []);
  }
}
