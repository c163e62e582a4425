// Where the parts of the program come from: the release build puts this before the loader of the parts (xtask/src/code.rs).
// The portable page answers with what it carries instead (portable.js).
async function part(name) {
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  if (response.headers.get("Content-Type") === "application/wasm") return response;
  // A server that does not know the type: without it the browser would not compile the part.
  return new Response(response.body, { headers: { "Content-Type": "application/wasm" } });
}
