// Bytes as text for the portable page: 13 bits in two of the 91 printable signs that mean nothing to HTML. The text is
// an eighth shorter than base64 would make it. Before it stands the number of bytes (xtask/src/portable.rs writes the same).
const SIGNS = Array.from({ length: 94 }, (_, i) => 33 + i).filter((sign) => !"&<>".includes(String.fromCharCode(sign)));

function pack(bytes) {
  const text = new Uint8Array(2 * Math.ceil((bytes.length * 8) / 13));
  let at = 0;
  let [bits, held] = [0, 0];
  const put = () => {
    const group = bits & 8191;
    text[at++] = SIGNS[Math.floor(group / 91)];
    text[at++] = SIGNS[group % 91];
    bits >>= 13;
    held -= 13;
  };
  for (const byte of bytes) {
    bits |= byte << held;
    held += 8;
    if (held >= 13) put();
  }
  if (held > 0) put();
  return `${bytes.length} ${new TextDecoder().decode(text)}`;
}

function unpack(text) {
  const start = text.indexOf(" ");
  const bytes = new Uint8Array(Number(text.slice(0, start)));
  const value = new Uint8Array(128);
  SIGNS.forEach((sign, i) => (value[sign] = i));
  let at = 0;
  let [bits, held] = [0, 0];
  for (let i = start + 1; i + 1 < text.length; i += 2) {
    bits |= (91 * value[text.charCodeAt(i)] + value[text.charCodeAt(i + 1)]) << held;
    for (held += 13; held >= 8; held -= 8) {
      bytes[at++] = bits;
      bits >>= 8;
    }
  }
  return bytes;
}
