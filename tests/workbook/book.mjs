// An XLSX file as cells: reads values and formulas, and changes single cells in the sheets' XML.

import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function plain(text) {
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (_, name) => {
    if (name[0] !== "#") return ENTITIES[name];
    return String.fromCodePoint(name[1] === "x" ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
  });
}

function texts(xml) {
  return [...xml.matchAll(/<t(?:\s[^>]*)?>([^<]*)<\/t>/g)].map((match) => plain(match[1])).join("");
}

/** The number of a column: A is 0. */
export function columnNumber(letters) {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

export class Book {
  #files;
  #paths = new Map();
  /** Sheet name → address → { value, formula, error }. */
  sheets = new Map();

  constructor(bytes) {
    this.#files = unzipSync(new Uint8Array(bytes));
    const shared = this.#text("xl/sharedStrings.xml") ?? "";
    const strings = [...shared.matchAll(/<si>(.*?)<\/si>|<si\/>/gs)].map((match) => texts(match[1] ?? ""));
    const names = [...this.#text("xl/workbook.xml").matchAll(/<sheet\s[^>]*?name="([^"]*)"/g)];
    names.forEach(([, name], index) => {
      this.#paths.set(plain(name), `xl/worksheets/sheet${index + 1}.xml`);
      this.sheets.set(plain(name), this.#cells(plain(name), strings));
    });
  }

  #text(path) {
    return this.#files[path] && strFromU8(this.#files[path]);
  }

  /** The parts of the file. */
  paths() {
    return Object.keys(this.#files);
  }

  /** One part of the file. */
  text(path) {
    return this.#text(path);
  }

  #cells(sheet, strings) {
    const cells = new Map();
    const xml = this.#text(this.#paths.get(sheet));
    for (const [, attributes, inner] of xml.matchAll(/<c\s([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const address = /r="([A-Z]+\d+)"/.exec(attributes)[1];
      const type = /t="(\w+)"/.exec(attributes)?.[1];
      const formula = /<f(?:\s[^>]*)?>([^<]*)<\/f>/.exec(inner ?? "")?.[1];
      const raw = /<v(?:\s[^>]*)?>([^<]*)<\/v>/.exec(inner ?? "")?.[1];
      let value = raw === undefined ? "" : plain(raw);
      if (type === "s") value = strings[Number(value)];
      else if (type === "inlineStr") value = texts(inner);
      else if (raw !== undefined && type !== "str" && type !== "e") value = Number(value);
      cells.set(address, { value, formula: formula === undefined ? undefined : plain(formula), error: type === "e" });
    }
    return cells;
  }

  value(sheet, address) {
    return this.sheets.get(sheet).get(address)?.value ?? "";
  }

  /** The row on `sheet` whose column of places holds `place`. */
  row(sheet, place) {
    for (const [address, { value }] of this.sheets.get(sheet)) {
      if (value === place && address.startsWith("D")) return Number(address.slice(1));
    }
    throw new Error(`${sheet} has no place ${place}`);
  }

  /** The column of `sheet` whose head in `row` is `value`. */
  column(sheet, row, value) {
    for (const [address, cell] of this.sheets.get(sheet)) {
      if (cell.value === value && new RegExp(`^[G-Z]${row}$|^[A-Z]{2}${row}$`).test(address)) return /[A-Z]+/.exec(address)[0];
    }
    throw new Error(`${sheet} has no column ${value}`);
  }

  /** Changes the number or the word in a cell. */
  write(sheet, address, value) {
    const content = typeof value === "number" ? `<v>${value}</v>` : `<is><t>${value}</t></is>`;
    this.#replace(sheet, address, (attributes) => {
      const type = typeof value === "number" ? "" : ' t="inlineStr"';
      return `<c ${attributes.replace(/\s?t="\w+"/, "")}${type}>${content}</c>`;
    });
  }

  /** Leaves a cell empty. */
  clear(sheet, address) {
    this.#replace(sheet, address, (attributes) => `<c ${attributes.replace(/\s?t="\w+"/, "")}/>`);
  }

  /** Changes the formula in a cell. */
  writeFormula(sheet, address, change) {
    this.#replace(sheet, address, (attributes, inner) => {
      const formula = /<f>([^<]*)<\/f>/.exec(inner)[1];
      const changed = change(plain(formula)).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
      return `<c ${attributes}>${inner.replace(/<f>[^<]*<\/f>/, () => `<f>${changed}</f>`)}</c>`;
    });
  }

  #replace(sheet, address, change) {
    const path = this.#paths.get(sheet);
    const cell = new RegExp(`<c ((?:[^>]*\\s)?r="${address}"[^>]*?)(?:/>|>(.*?)</c>)`, "s");
    const xml = this.#text(path);
    if (!cell.test(xml)) throw new Error(`${sheet} has no cell ${address}`);
    this.#files[path] = strToU8(xml.replace(cell, (_, attributes, inner) => change(attributes, inner ?? "")));
  }

  bytes() {
    return zipSync(this.#files, { level: 1 });
  }
}
