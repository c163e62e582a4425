// Starts the program and stands by when it cannot go on: a panic ends a WebAssembly program, so the card that offers
// Reload and Download must not be part of it.

let shown = false;
function card(reason) {
  if (shown) return;
  shown = true;
  console.error(reason);
  const box = document.createElement("div");
  box.className = "stopped";
  box.setAttribute("role", "alert");
  box.innerHTML = "<h1>Journey Equity has stopped</h1><p>What was last saved stays where it is. Reload to go on, or download it first.</p>";
  const button = (text, act) => {
    const b = document.createElement("button");
    b.textContent = text;
    b.onclick = act;
    box.append(b);
  };
  // A newer version that waits may be the cure.
  button("Reload", () => (globalThis.journeyEquity?.update ?? (() => location.reload()))());
  button("Download", (event) => download(() => (event.target.textContent = "Nothing is stored in this browser")));
  document.body.append(box);
}

// The same names as in src/storage/space.rs.
const copy = document.getElementById("journey-equity-plan")?.dataset.copy;
const space = copy ? `journey-equity-copy-${copy}` : "journey-equity";

function download(missing) {
  const open = indexedDB.open(space);
  open.onerror = missing;
  // Where nothing is kept, nothing is begun.
  open.onupgradeneeded = () => open.transaction.abort();
  open.onsuccess = () => {
    const last = JSON.parse(localStorage.getItem(`${space}/preferences`) || "{}").last_plan;
    const request = open.result.transaction("plans").objectStore("plans").get(last ?? "");
    request.onsuccess = () => {
      if (!request.result) return missing();
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([request.result.text], { type: "application/json" }));
      link.download = "recovered.journey.json";
      link.click();
    };
  };
}

addEventListener("error", (event) => {
  if (event.error instanceof WebAssembly.RuntimeError) card(event.error);
});
addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof WebAssembly.RuntimeError) card(event.reason);
});

// The program is named by this script's own attributes; the portable page starts what it carries instead.
async function start() {
  const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
  const module = await import(js);
  await module.default({ module_or_path: wasm });
}

start().catch(card);
