// A server for the release that can be stopped, changed and made to lie, and browsers with a profile of their own.
import { chromium } from "@playwright/test";
import { createHash } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { args, executablePath } from "./browser.mjs";
import { watch } from "./fixtures.mjs";

const DIST = path.join(import.meta.dirname, "..", "..", "dist");
const TYPES = { css: "text/css", html: "text/html", js: "text/javascript", wasm: "application/wasm", svg: "image/svg+xml", png: "image/png", webmanifest: "application/manifest+json" };

/** The files of the release, by name. */
export function release() {
  return new Map(fs.readdirSync(DIST).map((name) => [name, fs.readFileSync(path.join(DIST, name))]));
}

/** The files of a later version: all code under other names that only fit each other, and a page that says so. */
export function laterRelease() {
  const files = release();
  const hash = [...files.keys()].find((name) => name.startsWith("parts-")).slice("parts-".length, -".js".length);
  const later = "f".repeat(hash.length);
  const renamed = new Map();
  for (const [name, bytes] of files) {
    const isText = /\.(html|js|css|webmanifest)$/.test(name) && name !== "journey-equity.html";
    renamed.set(name.replace(hash, later), isText ? Buffer.from(bytes.toString().replaceAll(hash, later)) : bytes);
  }
  // The worker knows every file by its digest.
  let worker = renamed.get("service-worker.js").toString().replace(/VERSION = "[^"]+"/, 'VERSION = "later"');
  worker = worker.replace(/"([^"]+)": "[0-9a-f]{64}"/g, (_, name) => {
    const bytes = renamed.get(name === "./" ? "index.html" : name);
    return `"${name}": "${createHash("sha256").update(bytes).digest("hex")}"`;
  });
  renamed.set("service-worker.js", Buffer.from(worker));
  return renamed;
}

/** Serves `files`, which may be exchanged; `portal` answers instead of them where it is set. */
export class Deployment {
  constructor() {
    this.files = release();
    this.portal = null;
    this.asked = [];
  }

  async start() {
    this.server = http.createServer((request, response) => {
      const name = request.url.split(/[?#]/)[0].slice(1) || "index.html";
      this.asked.push(name);
      const lie = this.portal?.(name);
      const bytes = lie ?? this.files.get(name);
      const type = lie ? "text/html" : (TYPES[name.split(".").pop()] ?? "application/octet-stream");
      response.writeHead(bytes ? 200 : 404, { "Content-Type": type, "Cache-Control": "no-cache" });
      response.end(bytes ?? "not found");
    });
    await new Promise((resolve) => this.server.listen(this.port ?? 0, "127.0.0.1", resolve));
    this.port = this.server.address().port;
    this.url = `http://127.0.0.1:${this.port}/`;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A folder that is removed after the test. */
export function folder(name = "journey-equity") {
  return fs.mkdtempSync(path.join(os.tmpdir(), `${name}-`));
}

/** A browser of its own with the profile in `profile`; what its pages complain about is in `complaints`. */
export async function browser(profile, origin) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args,
    viewport: { width: 1280, height: 720 },
    acceptDownloads: true,
    serviceWorkers: "allow",
  });
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`));
  });
  context.complaints = [];
  watch(context, origin, context.complaints);
  context.setDefaultTimeout(10_000);
  return context;
}
