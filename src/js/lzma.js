// LZMA, as the specification of 7-Zip's format describes it, in the one form that the release build writes: literals by the three
// upper bits of the byte before (lc 3), nothing by position (lp 0, pb 0). The modules of the portable page are packed so: a fifth
// smaller than as the browser's own streams would inflate them. No library decodes it in less than all of this.

// Where the probabilities of each kind of bit begin, all in one table.
const [MATCH, REP, REP_G0, REP_G1, REP_G2, REP_LONG] = [0, 12, 24, 36, 48, 60];
const [SLOT, POSITION, ALIGN, LENGTH, REP_LENGTH, LITERAL] = [72, 328, 444, 460, 734, 1008];
const LITERALS = 8 * 0x300;

function unlzma(packed) {
  const size = new DataView(packed.buffer, packed.byteOffset).getUint32(5, true);
  const out = new Uint8Array(size);
  const likely = new Uint16Array(LITERAL + LITERALS).fill(1024);
  let [range, code, read, at] = [0xffffffff, 0, 14, 0];
  for (; read < 18; read += 1) code = ((code << 8) | packed[read]) >>> 0;

  const shift = () => {
    if (range >= 0x1000000) return;
    range = (range << 8) >>> 0;
    code = ((code << 8) | packed[read]) >>> 0;
    read += 1;
  };
  const bit = (index) => {
    const chance = likely[index];
    const bound = ((range >>> 11) * chance) >>> 0;
    const is = code >= bound;
    if (is) {
      range -= bound;
      code -= bound;
      likely[index] = chance - (chance >>> 5);
    } else {
      range = bound;
      likely[index] = chance + ((2048 - chance) >>> 5);
    }
    shift();
    return is ? 1 : 0;
  };
  const tree = (from, bits) => {
    let node = 1;
    for (let i = 0; i < bits; i += 1) node = (node << 1) | bit(from + node);
    return node - (1 << bits);
  };
  const reverseTree = (from, bits) => {
    let [node, value] = [1, 0];
    for (let i = 0; i < bits; i += 1) {
      const next = bit(from + node);
      node = (node << 1) | next;
      value |= next << i;
    }
    return value;
  };
  const directBits = (bits) => {
    let value = 0;
    for (let i = 0; i < bits; i += 1) {
      range >>>= 1;
      const is = code >= range;
      if (is) code -= range;
      value = (value << 1) | (is ? 1 : 0);
      shift();
    }
    return value;
  };
  // Two choices, then 8 short lengths, 8 middle ones, or 256 long ones.
  const length = (from) => {
    if (!bit(from)) return tree(from + 2, 3);
    return bit(from + 1) ? 16 + tree(from + 18, 8) : 8 + tree(from + 10, 3);
  };
  const distance = (length) => {
    const slot = tree(SLOT + 64 * Math.min(length, 3), 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) << bits;
    if (slot < 14) return base + reverseTree(POSITION + base - slot, bits);
    return base + (directBits(bits - 4) << 4) + reverseTree(ALIGN, 4);
  };
  const literal = (state, back) => {
    const from = LITERAL + 0x300 * (at > 0 ? out[at - 1] >> 5 : 0);
    let symbol = 1;
    if (state >= 7) {
      let match = out[at - back];
      let isAlike = true;
      while (isAlike && symbol < 0x100) {
        const expected = (match >> 7) & 1;
        match <<= 1;
        const next = bit(from + ((1 + expected) << 8) + symbol);
        symbol = (symbol << 1) | next;
        isAlike = next === expected;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | bit(from + symbol);
    return symbol;
  };

  // How far back the last four matches lay, the newest first.
  let [back, second, third, fourth] = [1, 1, 1, 1];
  let state = 0;
  while (at < size) {
    if (!bit(MATCH + state)) {
      out[at] = literal(state, back);
      at += 1;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let count = 1;
    if (!bit(REP + state)) {
      const long = length(LENGTH);
      [back, second, third, fourth] = [distance(long) + 1, back, second, third];
      state = state < 7 ? 7 : 10;
      count = long + 2;
    } else {
      let isShort = false;
      if (!bit(REP_G0 + state)) isShort = !bit(REP_LONG + state);
      else if (!bit(REP_G1 + state)) [back, second] = [second, back];
      else if (!bit(REP_G2 + state)) [back, second, third] = [third, back, second];
      else [back, second, third, fourth] = [fourth, back, second, third];
      if (!isShort) count = length(REP_LENGTH) + 2;
      state = isShort ? (state < 7 ? 9 : 11) : state < 7 ? 8 : 11;
    }
    for (const end = Math.min(at + count, size); at < end; at += 1) out[at] = out[at - back];
  }
  return out;
}
