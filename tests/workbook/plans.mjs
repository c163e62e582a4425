// The auditor's door, and the plans that the tests start from.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Book } from "./book.mjs";
import { scratch } from "./office.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const program = join(target, "debug", process.platform === "win32" ? "journey-evaluate.exe" : "journey-evaluate");
const folder = scratch();
/** What it says about a plan beside its result is of no interest here. */
const run = (...words) =>
  execFileSync(program, words, { encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "ignore"] });

function onFile(plan, use) {
  const path = join(folder, "plan.journey.json");
  writeFileSync(path, JSON.stringify(plan));
  return use(path);
}

/** The built-in example as a plan file. */
export const example = () => JSON.parse(run("--example-plan"));

/** What the auditor's door says of a plan file. */
export const evaluate = (file) => onFile(file, (path) => JSON.parse(run(path)));

/** The workbook of a plan file, made today or on another day. */
export function workbook(file, ...day) {
  const out = join(folder, "book.xlsx");
  onFile(file, (path) => run("--workbook", path, out, ...day));
  return new Book(readFileSync(out));
}

/** The example with nothing but its entered years, so that every driver follows from the latest. */
export function enteredYearsOnly() {
  const file = example();
  for (const segment of file.plan.segments) Object.assign(segment, { drivers: {}, cohorts: [], retention_model: "constant" });
  return file;
}
