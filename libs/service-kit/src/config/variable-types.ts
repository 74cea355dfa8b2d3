import { z } from 'zod';

/** A boolean environment variable: `true`, `false`, `1` or `0`. */
export const flag = z
  .enum(['true', 'false', '1', '0'])
  .transform((value) => value === 'true' || value === '1')
  .meta({ format: '`true` or `1`, `false` or `0`' });

/** A list of texts; spaces around an item and empty items are ignored. */
export const commaSeparated = z
  .string()
  .transform((list) =>
    list
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  )
  .meta({ format: 'list, separated by commas' });

/** The URL of another process, with one of the given schemes. */
export function address(...schemes: string[]) {
  const starts = schemes.map((scheme) => `${scheme}://`).join(' or ');
  return z
    .string()
    .refine(
      (value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)),
      { message: `must be an address that starts with ${starts}` },
    )
    .meta({ format: `URL that starts with ${starts}` });
}

/** A random text that signs or encrypts; the same on every replica. It may be read from a file. */
export const secretText = z
  .string()
  .min(32, 'must be at least 32 characters')
  .meta({ secret: true });
