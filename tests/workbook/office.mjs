// Recalculates a workbook with LibreOffice Calc, every formula anew, with a profile of its own.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Formulas of a loaded file are never taken from its cache. */
const ALWAYS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
`;

const SOFFICE = process.env.SOFFICE ?? "soffice";

/** A folder that is gone when the process ends. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), "workbook-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const profile = scratch();
mkdirSync(join(profile, "user"));
writeFileSync(join(profile, "user", "registrymodifications.xcu"), ALWAYS);

/** The bytes of `bytes` after a hard recalculation. */
export function recalculate(bytes) {
  const folder = scratch();
  const file = join(folder, "book.xlsx");
  writeFileSync(file, bytes);
  const out = join(folder, "out");
  const arguments_ = [
    `-env:UserInstallation=${pathToFileURL(profile)}`,
    "--headless",
    "--convert-to",
    "xlsx:Calc MS Excel 2007 XML",
    "--outdir",
    out,
    file,
  ];
  execFileSync(SOFFICE, arguments_, { stdio: ["ignore", "ignore", "pipe"], timeout: 180_000 });
  return readFileSync(join(out, "book.xlsx"));
}
