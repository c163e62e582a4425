// Keeps one version of the page for use without a network. The release build writes the first two lines' values: what
// the version consists of, each file with the SHA-256 of its bytes.
const VERSION = "{version}";
const FILES = {files};

const PREFIX = "journey-equity ";
// Several copies of the product may live under one origin.
const NAME = `${PREFIX}${registration.scope} ${VERSION}`;
const TYPES = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json",
};

// What a meta element cannot say (docs/decisions/0004).
const HEADERS = { "Content-Security-Policy": "frame-ancestors 'none'", "X-Content-Type-Options": "nosniff" };

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("fetch", (event) => {
  const answer = answerTo(event.request);
  if (answer) event.respondWith(answer);
});
addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
});

// All files or none: what is missing, cut short or replaced by a page of the network's own fails the installation.
async function keep() {
  const isNew = !(await caches.has(NAME));
  const cache = await caches.open(NAME);
  try {
    await Promise.all(Object.keys(FILES).map((name) => keepFile(cache, name)));
  } catch (error) {
    if (isNew) await caches.delete(NAME);
    throw error;
  }
}

async function keepFile(cache, name) {
  // The browser may hold an older or a broken copy: then the server is asked itself.
  const bytes = (await whole(name, "default")) ?? (await whole(name, "reload"));
  if (!bytes) throw new Error(`${name} did not arrive as it was built`);
  const type = name === "./" ? TYPES.html : TYPES[name.split(".").pop()];
  await cache.put(name, new Response(bytes, { headers: { ...HEADERS, "Content-Type": type } }));
}

async function whole(name, cache) {
  const response = await fetch(name, { cache });
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return response.ok && hex === FILES[name] ? bytes : null;
}

// A tab that is still open may need parts of the version it runs, so the version before this one stays as long as there is a tab.
async function takeOver() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(`${PREFIX}${registration.scope} `));
  // In the order of their making: what stands behind this version's cache belongs to a later one that is being kept.
  const earlier = ours.slice(0, ours.indexOf(NAME));
  const tabs = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const spare = tabs.length > 0 ? earlier.slice(0, -1) : earlier;
  await Promise.all(spare.map((name) => caches.delete(name)));
  await clients.claim();
}

// Own files come from the cache. What this version does not know may be a part of the one before; everything else is the
// server's to answer, and is never kept.
function answerTo(request) {
  if (request.method !== "GET" || !request.url.startsWith(registration.scope)) return null;
  const path = request.url.slice(registration.scope.length).split(/[?#]/)[0];
  const name = path === "" || path === "index.html" ? "./" : path;
  if (name in FILES) return kept(name, request);
  return request.mode === "navigate" ? null : caches.match(request).then((found) => found ?? fetch(request));
}

async function kept(name, request) {
  return (await caches.match(name, { cacheName: NAME })) ?? fetch(request);
}
