// Colours as some readers see them, how far apart two then are, and what else tells the marks of a chart apart.

import { expect } from "@playwright/test";

// Machado, Oliveira and Fernandes 2009, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
// severity 1; the matrices are for linear RGB.
const MATRICES = {
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};
const LUMINANCE = [0.2126, 0.7152, 0.0722];
const XYZ = [[0.4124, 0.3576, 0.1805], LUMINANCE, [0.0193, 0.1192, 0.9505]];
const WHITE = [0.9505, 1, 1.089];
const times = (rows, v) => rows.map((row) => row.reduce((sum, x, i) => sum + x * v[i], 0));
const seenBy = (matrix) => (rgb) => times(matrix, rgb).map((x) => Math.min(1, Math.max(0, x)));

/** The ways to see linear RGB; greyscale keeps the relative luminance alone. */
export const SIGHTS = {
  "full colour": (rgb) => rgb,
  ...Object.fromEntries(Object.entries(MATRICES).map(([name, matrix]) => [name, seenBy(matrix)])),
  greyscale: seenBy([LUMINANCE, LUMINANCE, LUMINANCE]),
};

/** Linear RGB of a computed colour, `rgb(1, 2, 3)`. */
function linear(colour) {
  const parts = colour.match(/[\d.]+/g).slice(0, 3).map((part) => Number(part) / 255);
  return parts.map((x) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4));
}

function lab(rgb) {
  const [x, y, z] = times(XYZ, rgb).map((v, i) => v / WHITE[i]).map((t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIE76: the measure in which the palette was first looked at, which gives the same numbers again; greys differ by L*. */
export function distance(a, b, sight = SIGHTS["full colour"]) {
  const [one, other] = [a, b].map((colour) => lab(sight(linear(colour))));
  return Math.hypot(...one.map((v, i) => v - other[i]));
}

/** Two large fields side by side are just told apart. */
export const JUST_SEEN = 2.3;
/** So are thin lines and small keys that lie apart; the roles that were mixed up on the map are nearer, 4 to 9. */
export const FAR_ENOUGH = 10;

/** The nearest that two colours come to each other, and in whose sight. */
export function nearest(a, b) {
  const all = Object.entries(SIGHTS).map(([sight, see]) => ({ sight, far: distance(a, b, see) }));
  return all.reduce((least, one) => (one.far < least.far ? one : least));
}

/** The charts of a part of the page: their keys, and the texts, bars and lines of their drawings in order of painting. */
export const readCharts = (figures) =>
  figures.evaluateAll((all) =>
    all.map((figure) => {
      const drawing = [...figure.querySelectorAll(".picture svg :not(defs, defs *)")];
      const number = (e, name) => Number(e.getAttribute(name));
      const only = (name, read) => drawing.flatMap((e, order) => (e.localName === name ? [{ order, ...read(e) }] : []));
      return {
        name: figure.ariaLabel,
        keys: [...figure.querySelectorAll(".keys .key")].map((key) => {
          const kind = key.className.replace(/^key ?/, "") || "plain";
          const { backgroundColor, borderTopColor } = getComputedStyle(key, "::before");
          const colour = kind === "plain" ? backgroundColor : borderTopColor;
          return { text: key.textContent, kind, ink: key.style.getPropertyValue("--key"), colour };
        }),
        texts: only("text", (e) => ({ text: e.textContent, ink: e.getAttribute("fill"), x: number(e, "x") })),
        bars: only("rect", (e) => {
          const [fill, stroke] = ["fill", "stroke"].map((name) => e.getAttribute(name));
          const pattern = fill.startsWith("url(") ? document.getElementById(fill.slice(5, -1)) : null;
          const stripes = pattern && [...pattern.children].map((part) => getComputedStyle(part).fill);
          const kind = pattern ? (pattern.id.endsWith("-lined") ? "lined" : "hatched") : "plain";
          const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => number(e, name));
          return { ink: pattern ? stroke : fill, kind, stripes, x: [x, x + width], y: [y, y + height] };
        }),
        areas: only("polygon", (e) => ({ ink: e.getAttribute("fill") })),
        lines: only("polyline", (e) => {
          const points = e.getAttribute("points").split(" ").map((point) => point.split(",").map(Number));
          return { ink: e.getAttribute("stroke"), dash: e.getAttribute("stroke-dasharray"), points };
        }),
      };
    }),
  );

/** What is there once a screen has all that is worked out later. */
const LAST = { Journey: ".map .chip", Equity: ".key:has-text('refits')", Experience: ".key", Case: ".key" };

/** Goes to a screen and waits until its charts are drawn, on Case those of the simulation too. */
export async function settle(app, screen) {
  const { page } = app;
  await app.go(screen);
  await expect(page.locator(LAST[screen]).first()).toBeVisible();
  if (screen === "Case") {
    const uncertainty = page.getByRole("region", { name: "Uncertainty", exact: true });
    await uncertainty.getByRole("button", { name: "Run simulation" }).click();
    await expect(uncertainty.getByRole("figure")).toHaveCount(4);
    await expect(uncertainty.getByRole("progressbar")).toBeHidden({ timeout: 30_000 });
  }
  // A chart is drawn once its frame has a width.
  await expect(page.locator(".frame:not(:has(figure))")).toHaveCount(0);
}

export async function chartsOf(app, screen) {
  await settle(app, screen);
  return readCharts(app.page.getByRole("tabpanel").locator("figure.chart"));
}

const words = (text) => text.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];

/** Whether the drawing has a key's own words, those that no other key has, in one of its texts. */
function isNamed(chart, key) {
  const others = chart.keys.filter((k) => k !== key).flatMap((k) => words(k.text));
  const own = words(key.text).filter((word) => !others.includes(word));
  // "Advocate 4,884" names the advocates.
  const has = (text, word) => words(text).some((w) => w === word || (w.length > 4 && word.startsWith(w)));
  return own.length > 0 && chart.texts.some(({ text }) => own.every((word) => has(text, word)));
}

const isSeen = ({ x, y }) => x[1] > x[0] && y[1] > y[0];
/** The bars of a key; a forecast, hatched, belongs to its facts. */
const barsOf = (chart, key) => chart.bars.filter((bar) => bar.ink === key.ink && isSeen(bar) && (bar.kind === "lined") === (key.kind === "lined"));

/** The signs that are written over or under the bars of a key. */
function signs(chart, key) {
  const at = ({ x }) => chart.texts.filter((text) => text.x >= x[0] && text.x <= x[1]).map(({ text }) => text.match(/^[+−]/)?.[0]);
  return new Set(barsOf(chart, key).map((bar) => at(bar).find(Boolean) ?? "none"));
}

// Units of a drawing in a pixel.
const PIXEL = 4;

/** Whether a line parts two bars that touch: a gap painted over them, or an axis that is seen on both sides of them. */
function isParted(chart, [first, second], along, across) {
  const over = ({ order, ink }) => ink === "var(--surface)" && order > Math.max(first.order, second.order);
  return chart.lines.some((line) => {
    const at = line.points.map((point) => point[along === "x" ? 0 : 1]);
    const reach = line.points.map((point) => point[along === "x" ? 1 : 0]);
    const beyond = (by) => Math.min(...reach) <= first[across][0] - by && Math.max(...reach) >= first[across][1] + by;
    const isAxis = /^var\(--ink(-3)?\)$/.test(line.ink) && !line.dash && beyond(2 * PIXEL);
    return at.every((place) => Math.abs(place - second[along][0]) <= PIXEL) && (isAxis || (over(line) && beyond(-1)));
  });
}

/** Whether the bars of two keys are stacked, always in one order, and are parted wherever no pattern ends. */
function areStacked(chart, a, b) {
  return [["x", "y"], ["y", "x"]].some(([along, across]) => {
    const isInLine = (one) => (other) => isSeen(other) && one[across].every((end, i) => end === other[across][i]);
    const both = barsOf(chart, a).flatMap((one) => barsOf(chart, b).filter(isInLine(one)).map((other) => [one, other]));
    const stacks = both.map(([one]) => chart.bars.filter(isInLine(one)).sort((p, q) => p[along][0] - q[along][0]));
    const touching = stacks.flatMap((stack) => stack.slice(1).map((second, i) => [stack[i], second]));
    const alike = touching.filter(([first, second]) => first.kind === second.kind && second[along][0] - first[along][1] <= 1);
    const orders = new Set(both.map(([one, other]) => one[along][0] < other[along][0]));
    return orders.size === 1 && alike.every((pair) => isParted(chart, pair, along, across));
  });
}

/** What tells two keys of a chart apart in the drawing without colour. */
export function toldBy(chart, a, b) {
  const [ofA, ofB] = [a, b].map((key) => [...signs(chart, key)]);
  const ways = {
    pattern: a.kind !== b.kind,
    // Of two, one with its name leaves the other.
    name: isNamed(chart, a) || isNamed(chart, b),
    sign: ofA.length === 1 && ofB.length === 1 && ofA[0] !== ofB[0],
    place: areStacked(chart, a, b),
  };
  return Object.keys(ways).filter((way) => ways[way]);
}

export const pairs = (all) => all.flatMap((a, i) => all.slice(i + 1).map((b) => [a, b]));

/** Where curves of roles end on the map, from the top down: each one's colour, and the name in that colour beside it. */
export async function roleEnds(page) {
  const slices = page.locator("td.curve svg");
  // How far a picture is from being as wide as its cell: after a change of width it is drawn anew.
  const off = (svg) => Math.abs(svg.viewBox.baseVal.width / 4 - svg.closest("td").clientWidth);
  await expect.poll(() => slices.last().evaluate(off)).toBeLessThan(2);
  return slices.evaluateAll((slices) =>
    slices.flatMap((svg) => {
      const { width } = svg.viewBox.baseVal;
      const cell = svg.closest("td").getBoundingClientRect();
      const curves = [...svg.querySelectorAll("polyline[stroke^='var(--role']")].map((line) => {
        const [x, y] = line.getAttribute("points").split(" ").at(-1).split(",").map(Number);
        const [ink, dash] = ["stroke", "stroke-dasharray"].map((name) => line.getAttribute(name));
        const text = [...svg.querySelectorAll("text")].find((t) => t.getAttribute("fill") === ink);
        if (!text) return { x, y, ink, dash };
        const box = text.getBoundingClientRect();
        // What stands over the edge of its stage is cut off there.
        const over = Math.max(box.right - cell.right, cell.top - box.top, box.bottom - cell.bottom);
        const [at, size] = ["y", "font-size"].map((name) => Number(text.getAttribute(name)));
        return { x, y, ink, dash, name: text.textContent, over, at, size };
      });
      // One that goes on into the next stage is drawn to the border.
      const isLast = svg.closest("td").nextElementSibling === null;
      return [curves.filter(({ x }) => isLast || x < width - 1).sort((a, b) => a.y - b.y)];
    }),
  );
}

/** The texts of a map as a picture that are written in the colour of a role's curve. */
export const curveNames = async (map) =>
  new Set(
    await map.evaluate((map) => {
      const curves = [...map.querySelectorAll("polyline[stroke-opacity]")].map((line) => line.getAttribute("stroke"));
      return [...map.querySelectorAll("text")].filter((t) => curves.includes(t.getAttribute("fill"))).map((t) => t.textContent);
    }),
  );

/** Keys of charts, dots of roles and bars of values: their paint, and whether a printer is told to keep it. */
export const readMarks = (page) =>
  page.locator(".key, .chip, .bar, .swatch").evaluateAll((all) =>
    all.map((mark) => {
      const style = getComputedStyle(mark, mark.matches(".key, .chip") ? "::before" : null);
      const { backgroundColor, backgroundImage, borderTopColor, borderTopWidth, printColorAdjust } = style;
      const isFilled = !/(^|, )0\)$/.test(backgroundColor);
      const paint = [isFilled && backgroundColor, borderTopWidth !== "0px" && borderTopColor, backgroundImage.match(/rgb\([^)]*\)/)?.[0]];
      return { name: `${mark.className} ${mark.textContent}`, paint: paint.filter(Boolean), printColorAdjust };
    }),
  );

/** The share of a slider's width at which something is drawn on its ground. */
export async function drawnShare(slider) {
  const picture = (await slider.screenshot()).toString("base64");
  return slider.page().evaluate(async (picture) => {
    const bytes = Uint8Array.from(atob(picture), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const { width, height } = bitmap;
    const canvas = new OffscreenCanvas(width, height).getContext("2d");
    canvas.drawImage(bitmap, 0, 0);
    const isDrawn = (x) => {
      const { data } = canvas.getImageData(x, 0, 1, height);
      return data.some((part, i) => Math.abs(part - data[i % 4]) > 100);
    };
    return Array.from({ length: width }, (_, x) => isDrawn(x)).filter(Boolean).length / width;
  }, picture);
}
