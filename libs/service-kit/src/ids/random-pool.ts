import { randomFillSync } from 'node:crypto';

const poolBytes = 8_192;
const pool = Buffer.allocUnsafe(poolBytes);
let used = poolBytes;

/**
 * Random bytes as hex digits. They are drawn in blocks, because one system call per id would be the dearest part of
 * answering a request.
 */
export function randomHex(bytes: number): string {
  if (used + bytes > poolBytes) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}
