import { defineConfig } from "@playwright/test";
import { args, executablePath } from "./browser.mjs";

export default defineConfig({
  testDir: "specs",
  outputDir: "results",
  workers: 2,
  expect: { timeout: 8_000 },
  forbidOnly: true,
  reporter: [["list"]],
  timeout: 40_000,
  use: {
    baseURL: process.env.BASE_URL,
    viewport: { width: 1280, height: 720 },
    launchOptions: { executablePath, args },
    trace: "off",
    // A page kept for use without a network would answer what a test wants to see fail; offline.spec has its own browsers.
    serviceWorkers: "block",
  },
});
