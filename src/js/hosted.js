// What the page can do where it is served: be kept for use without a network, take a new version when the user wants
// it, and make a portable page from its own files. The release build puts this before boot.js (xtask/src/page.rs).

// How far keeping the page for use without a network has come, for the app to show.
function tell(offline) {
  if (document.documentElement.dataset.offline === "ready") return;
  document.documentElement.dataset.offline = offline;
  dispatchEvent(new Event("journey-equity:offline"));
}

// A version waits until the user asks for it; another tab may have asked already.
function offer() {
  document.documentElement.dataset.update = "1";
  dispatchEvent(new Event("journey-equity:update"));
}

let waiting = null;
let asked = false;

async function keep() {
  if (!navigator.serviceWorker) return tell("This browser keeps pages only from https addresses or from this machine, and not in every private window.");
  const wasControlled = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (asked) location.reload();
    else if (wasControlled) offer();
  });
  // Where this fails, an earlier version may have been kept; it goes on working without a network.
  if (wasControlled) tell("ready");
  const registration = await navigator.serviceWorker.register("./service-worker.js", { updateViaCache: "none" });
  const follow = (worker) => {
    if (!worker) return;
    const look = () => {
      if (worker.state === "installed" && registration.active) {
        waiting = worker;
        offer();
      }
      if (worker.state === "activated") tell("ready");
      if (worker.state === "redundant" && !registration.active) tell("Not kept: a file did not arrive whole. Reload the page to try again.");
    };
    worker.addEventListener("statechange", look);
    look();
  };
  registration.addEventListener("updatefound", () => follow(registration.installing));
  [registration.active, registration.installing, registration.waiting].forEach(follow);
  // A page that stays open for days asks again when it is looked at.
  let last = Date.now();
  addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - last < 3_600_000) return;
    last = Date.now();
    registration.update().catch(() => {});
  });
}

// Changes to the version that waits. The caller has saved everything.
function update() {
  asked = true;
  if (waiting?.state === "installed") waiting.postMessage("take over");
  else location.reload();
}

async function file(name) {
  const response = await fetch(name);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response;
}

// The portable page: its frame, with the modules put in that this page itself runs.
async function page() {
  const { portable } = document.querySelector("script[data-portable]").dataset;
  const frame = await (await file(portable)).text();
  // Each name of a module stands before the place of its text.
  const pieces = frame.split(/(<script type="text\/plain" id="[^"]+">)(?=<\/script>)/);
  for (let i = 1; i < pieces.length; i += 2) {
    const [, name] = pieces[i].match(/id="([^"]+)"/);
    const deflated = (await file(name)).body.pipeThrough(new CompressionStream("deflate-raw"));
    pieces[i] += pack(new Uint8Array(await new Response(deflated).arrayBuffer()));
  }
  return pieces.join("");
}

globalThis.journeyEquity = { update, page };
// First the page itself, then everything for later.
addEventListener("load", () => keep().catch((error) => tell(`Not kept: ${error.message}`)));
