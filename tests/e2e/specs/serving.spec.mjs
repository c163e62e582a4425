// What the server sends: a strict policy, and a 404 for what is not there.
import { expect, test } from "../fixtures.mjs";

test("the page carries the strict policy and an inline script does not run", async ({ page, baseURL }) => {
  await page.goto(baseURL);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("unsafe-inline");
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "globalThis.inlineRan = true";
    document.head.append(script);
  });
  expect(await page.evaluate(() => globalThis.inlineRan)).toBeUndefined();
});

test("a file that is not there is a 404, and nothing outside is served", async ({ request }) => {
  expect((await request.get("missing-0123456789abcdef.wasm")).status()).toBe(404);
  expect((await request.get("..%2fCargo.toml")).status()).toBe(404);
  const page = await (await request.get("./")).text();
  expect(page).toContain("boot-");
});
