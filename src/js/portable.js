// The portable page carries the program within itself, each module as text (signs.js) of its packed bytes: by the release build
// (lzma.js), or deflated by the hosted page, which makes copies with what browsers have (hosted.js).

// The page as it was opened, before the program changes it: what a copy with a plan is made from.
const opened = `<!doctype html>\n${document.documentElement.outerHTML}\n`;

// There is nothing to be kept: the file is all.
document.documentElement.dataset.offline = "file";

async function part(name) {
  const element = document.getElementById(name);
  const packed = unpack(element.textContent);
  const isLzma = element.dataset.packing === "lzma";
  const bytes = isLzma ? unlzma(packed) : new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(bytes, { headers: { "Content-Type": "application/wasm" } });
}

globalThis.journeyEquity = { page: async () => opened };
