// The auditor's door: the same plan evaluated outside the browser.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const program = join(target, "debug", process.platform === "win32" ? "journey-evaluate.exe" : "journey-evaluate");

/** Every scenario of a plan file. */
export function evaluate(planFile, ...options) {
  const folder = mkdtempSync(join(tmpdir(), "evaluate-"));
  try {
    const path = join(folder, "plan.journey.json");
    writeFileSync(path, planFile);
    return JSON.parse(execFileSync(program, [path, ...options], { encoding: "utf8", maxBuffer: 1 << 26 })).scenarios;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The built-in example as a plan file. */
export const examplePlan = () => execFileSync(program, ["--example-plan"], { encoding: "utf8" });

/** The active scenario. */
export const active = (scenarios) => scenarios.find((s) => s.active);

/** Whether two numbers agree to 1e-9 of the expected one; null only equals null. */
export function agrees(got, expected) {
  if (got === null || expected === null) return got === expected;
  return Math.abs(got - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
}
