const wordBits = 32;
const blockBytes = 64;

/** The first 64 prime numbers. */
const primes: readonly number[] = Array.from({ length: 312 }, (_, number) => number).filter(
  (number) => {
    for (let divisor = 2; divisor * divisor <= number; divisor += 1)
      if (number % divisor === 0) return false;
    return number > 1;
  },
);

const fractionOf = (value: number) => ((value - Math.floor(value)) * 2 ** wordBits) | 0;
const constants = primes.slice(0, 64).map((prime) => fractionOf(Math.cbrt(prime)));
const initial = primes.slice(0, 8).map((prime) => fractionOf(Math.sqrt(prime)));

/**
 * SHA-256, because `crypto.subtle` is missing in React Native and on pages without TLS.
 *
 * @returns 32 bytes
 */
export function sha256(bytes: Uint8Array): Uint8Array {
  const view = padded(bytes);
  const state = Int32Array.from(initial);
  for (let offset = 0; offset < view.byteLength; offset += blockBytes) mix(state, view, offset);

  const digest = new DataView(new ArrayBuffer(32));
  for (const [index, word] of state.entries()) digest.setInt32(index * 4, word);

  return new Uint8Array(digest.buffer);
}

/** The bytes, a one bit, zeros, and the number of bits in the last eight bytes. */
function padded(bytes: Uint8Array): DataView {
  const blocks = Math.ceil((bytes.length + 9) / blockBytes);
  const all = new Uint8Array(blocks * blockBytes);
  all.set(bytes);
  all[bytes.length] = 0x80;
  const view = new DataView(all.buffer);
  view.setBigUint64(all.length - 8, BigInt(bytes.length) * 8n);

  return view;
}

const rotated = (word: number, bits: number) => (word >>> bits) | (word << (wordBits - bits));

function schedule(view: DataView, offset: number): Int32Array {
  const words = new Int32Array(64);
  const at = (index: number) => words[index] ?? 0;

  for (let index = 0; index < 16; index += 1) words[index] = view.getInt32(offset + index * 4);

  for (let index = 16; index < 64; index += 1) {
    const [early, late] = [at(index - 15), at(index - 2)];
    const first = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
    const second = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
    words[index] = (at(index - 16) + first + at(index - 7) + second) | 0;
  }

  return words;
}

function mix(state: Int32Array, view: DataView, offset: number): void {
  const words = schedule(view, offset);
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;

  for (const [index, word] of words.entries()) {
    const chosen = (e & f) ^ (~e & g);
    const late = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const first = (h + late + chosen + (constants[index] ?? 0) + word) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = ((rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + majority) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }

  for (const [index, word] of [a, b, c, d, e, f, g, h].entries())
    state[index] = ((state[index] ?? 0) + word) | 0;
}
