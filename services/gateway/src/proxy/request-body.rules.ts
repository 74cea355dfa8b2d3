import type { IncomingHttpHeaders } from 'node:http';

interface RequestHead {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

/** Returns the length of a body as its request announces it; 0 without one. */
export function announcedLength({ headers }: RequestHead): number {
  const length = headers['content-length'];
  return length === undefined ? 0 : Number(length);
}

/** Returns whether a body is forwarded. Those of GET and HEAD have no meaning. */
export function hasBody({ method, headers }: RequestHead): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  return isChunked({ headers }) || (headers['content-length'] ?? '0') !== '0';
}

/** Returns whether the length of a body is unknown until it has arrived. */
export function isChunked({ headers }: Pick<RequestHead, 'headers'>): boolean {
  return headers['transfer-encoding'] !== undefined;
}
