import { hash } from 'node:crypto';

const hashLength = 20;
const tags = /(?:W\/)?"([^"]*)"/g;

/** The weak entity tag of a response: equal bodies have equal tags. */
export function tagOf(body: string | Buffer): string {
  return `W/"${hashOf(body)}"`;
}

/**
 * The entity tag of a response that shows a version of a resource: `"7-5fd9…"`. The hash is part of it because the
 * response also shows what does not change the version, such as names of other users.
 */
export function versionedTagOf(body: string | Buffer, version: bigint): string {
  return `"${version}-${hashOf(body)}"`;
}

/** Returns whether `If-None-Match` names the tag. Compares weakly (RFC 9110, 13.1.2). */
export function namesTag(ifNoneMatch: string, tag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true;
  const [opaque] = opaqueTags(tag);
  return opaqueTags(ifNoneMatch).some((named) => named === opaque);
}

/**
 * Returns whether `If-Match` names a tag of the version. Ignores the `W/` that the edge adds to the tags of compressed
 * responses: versions are compared, so the representation makes no difference.
 */
export function namesVersion(ifMatch: string, version: bigint): boolean {
  if (ifMatch.trim() === '*') return true;
  return opaqueTags(ifMatch).some((named) => named.startsWith(`${version}-`));
}

function opaqueTags(header: string): string[] {
  return [...header.matchAll(tags)].map(([, opaque = '']) => opaque);
}

function hashOf(body: string | Buffer): string {
  return hash('sha1', body, 'hex').slice(0, hashLength);
}
