// The programs of the examples, and the plans that the tests start from.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Book } from "./book.mjs";
import { scratch } from "./office.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const program = (name) => join(target, "debug", "examples", process.platform === "win32" ? `${name}.exe` : name);
const folder = scratch();

function onFile(plan, run) {
  const path = join(folder, "plan.journey.json");
  writeFileSync(path, JSON.stringify(plan));
  return run(path);
}

/** The built-in example as a plan file. */
export const example = () => JSON.parse(execFileSync(program("evaluate"), ["--example-plan"], { encoding: "utf8" }));

/** What the auditor's door says of a plan file. */
export const evaluate = (file) =>
  onFile(file, (path) => JSON.parse(execFileSync(program("evaluate"), [path], { encoding: "utf8", maxBuffer: 1 << 26 })));

/** The workbook of a plan file. */
export function workbook(file) {
  const out = join(folder, "book.xlsx");
  onFile(file, (path) => execFileSync(program("workbook"), [path, out]));
  return new Book(readFileSync(out));
}

/** The example with nothing but its entered years, so that every driver follows from the latest. */
export function enteredYearsOnly() {
  const file = example();
  for (const segment of file.plan.segments) Object.assign(segment, { drivers: {}, cohorts: [], retention_model: "constant" });
  return file;
}
