import { createHash } from 'node:crypto';

const variants = ['8', '9', 'a', 'b'] as const;

/**
 * Returns a UUIDv7 with the time of an imported row, so that the row has its place among rows that are ordered by their ids.
 *
 * @param parts what the row is: the same parts give the same id
 */
export function importedId(at: Date, ...parts: readonly string[]): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  const variant = variants[parseInt(hash.slice(0, 1), 16) & 3];

  return [
    time.slice(0, 8),
    time.slice(8),
    `7${hash.slice(1, 4)}`,
    `${variant}${hash.slice(4, 7)}`,
    hash.slice(7, 19),
  ].join('-');
}
