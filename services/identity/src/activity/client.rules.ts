import { isIP } from 'node:net';

const longestUserAgent = 512;

/** A proxy may forward anything; a column of addresses takes only addresses, without a zone. */
export function storableAddress(ip: string): string | undefined {
  return isIP(ip) && !ip.includes('%') ? ip : undefined;
}

/** Headers may hold bytes that are no text; control characters would garble the log. */
export function storableUserAgent(userAgent: string | undefined): string | undefined {
  return userAgent
    ?.replaceAll(/\p{Cc}/gu, '')
    .toWellFormed()
    .slice(0, longestUserAgent);
}
