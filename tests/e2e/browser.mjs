// Starting the browser the same way everywhere.
import { chromium } from "@playwright/test";

/** Flags that keep Chromium from looking for anything outside this machine. */
export const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const executablePath = process.env.BROWSER;

export const launch = () => chromium.launch({ executablePath, args });
