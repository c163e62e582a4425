// Every test watches its pages: a console error, an uncaught error, a policy violation or a request to anywhere but
// the app's own files fails it.
import { test as base, expect } from "@playwright/test";
import { App } from "./pages/app.mjs";

export { expect };

export function watch(context, origin, complaints) {
  context.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) => complaints.push(`error: ${error.error().message}`));
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(blob|data):/.test(url)) complaints.push(`request to ${url}`);
  });
}

export const test = base.extend({
  complaints: async ({ context, baseURL }, use) => {
    const complaints = [];
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`));
    });
    watch(context, baseURL, complaints);
    await use(complaints);
    expect(complaints, "console, errors, policy and requests").toEqual([]);
  },
  app: async ({ page, complaints }, use) => {
    void complaints;
    const app = new App(page);
    await app.start();
    await use(app);
  },
});
