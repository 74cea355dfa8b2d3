import { randomFillSync } from 'node:crypto';

const poolBytes = 8_192;
const pool = Buffer.allocUnsafe(poolBytes);
let used = poolBytes;

/**
 * Returns random bytes as hex digits. Draws them in blocks, because a system call per id would be the most expensive
 * part of a request.
 */
export function randomHex(bytes: number): string {
  if (used + bytes > poolBytes) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}
