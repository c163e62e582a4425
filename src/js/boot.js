// Starts the program and stands by when it cannot go on: a panic ends a WebAssembly program, so the card that offers
// Reload and Download must not be part of it.

// The same names as in src/storage/space.rs.
const copy = document.getElementById("journey-equity-plan")?.dataset.copy;
const space = copy ? `journey-equity-copy-${copy}` : "journey-equity";

// What is kept in localStorage under a name; nothing where that is blocked.
function remembered(name) {
  try {
    return JSON.parse(localStorage.getItem(`${space}/${name}`));
  } catch {
    return null;
  }
}

// Starts that failed one after the other. After three, or after the same failure twice at the same address, the program
// is told to leave the last plan and the address alone (src/shell/safe.rs).
const failures = remembered("failed-starts") ?? [];
function failed(starts) {
  const name = `${space}/failed-starts`;
  try {
    if (starts.length) localStorage.setItem(name, JSON.stringify(starts));
    else localStorage.removeItem(name);
  } catch {
    // Then every start is a first one.
  }
}
const [before, last] = failures.slice(-2);
if (failures.length > 2 || (last && before?.at === last.at && before.why === last.why)) {
  document.documentElement.dataset.safe = last.why;
  location.hash = "";
}
let starting = true;

let shown = false;
function card(reason) {
  if (shown) return;
  shown = true;
  console.error(reason);
  // A program that did not arrive says nothing of the plan.
  if (starting && reason instanceof WebAssembly.RuntimeError) failed([...failures, { at: location.href, why: reason.message }].slice(-3));
  // A dialog lies over every other, and nothing behind it takes a key or a click.
  const box = document.createElement("dialog");
  box.className = "stopped";
  box.setAttribute("role", "alertdialog");
  box.setAttribute("aria-labelledby", "stopped");
  // Esc does not bring the dead page back; a browser lets itself be kept from it only once.
  box.addEventListener("close", () => box.showModal());
  box.innerHTML = "<h1 id=\"stopped\">Journey Equity has stopped</h1><p>What was last saved stays where it is. Reload to go on, or download it first.</p>";
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
  box.showModal();
}

function save(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
}

// The newest stored record of the last plan, and the edits after it that were kept when the page was hidden.
function download(missing) {
  const id = remembered("preferences")?.last_plan ?? "";
  const gasp = remembered(`last-gasp/${id}`)?.text;
  if (gasp) save("unsaved-edits.journey.json", gasp);
  const none = () => gasp || missing();
  const open = indexedDB.open(space);
  open.onerror = none;
  // Where nothing is kept, nothing is begun.
  open.onupgradeneeded = () => open.transaction.abort();
  open.onsuccess = () => {
    const request = open.result.transaction("plans").objectStore("plans").get(id);
    request.onsuccess = () => {
      if (request.result) save("recovered.journey.json", request.result.text);
      else none();
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

// A program that has run for a while has started.
start().then(() => setTimeout(() => {
  starting = false;
  if (!shown) failed([]);
}, 8000), card);
