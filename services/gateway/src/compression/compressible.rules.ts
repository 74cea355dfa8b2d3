/** Smaller bodies fit into one packet either way. */
const minBytes = 1_024;

const compressibleType =
  /^(text\/|application\/(javascript|json|xml)\b|[\w.-]+\/[\w.-]+\+(json|xml)\b)/;
const withoutBody = new Set([204, 205, 206, 304]);

/**
 * Responses of these endpoints contain tokens and codes. A secret next to text of the client's choice must not be
 * compressed, because the length of the result reveals whether the text repeats the secret (BREACH).
 */
const secretPaths = '/api/v1/auth/';

/** A response before compression. */
export interface Candidate {
  readonly method: string;
  /** The path of the endpoint; undefined for pages and documents of the gateway. */
  readonly endpoint: string | undefined;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Bytes of the body, when they are known. */
  readonly length: number | undefined;
}

/** Returns whether a response may be compressed for a client that accepts it. */
export function isCompressible({ method, endpoint, status, headers, length }: Candidate): boolean {
  if (method === 'HEAD' || withoutBody.has(status) || endpoint?.startsWith(secretPaths))
    return false;
  if (length !== undefined && length < minBytes) return false;
  if (headers['content-encoding'] !== undefined) return false;
  if (textOf(headers['cache-control']).includes('no-transform')) return false;

  return compressibleType.test(textOf(headers['content-type']));
}

function textOf(header: unknown): string {
  return typeof header === 'string' ? header : '';
}

/** The tag of a compressed response is weak: its bytes differ from those of the plain one. */
export function weakened(etag: string): string {
  return etag.startsWith('W/') ? etag : `W/${etag}`;
}
