/** Header, payload, and the 64 bytes of an ES256 signature. */
const tokenForm = /^([\w-]+)\.([\w-]+)\.[\w-]{86}$/;

/** The parts of a token that was not verified. */
export interface UnverifiedToken {
  readonly header: unknown;
  readonly payload: unknown;
}

/** Reads a token without verifying it; returns undefined for a text that cannot be a signed token. */
export function readToken(token: string): UnverifiedToken | undefined {
  const [, header = '', payload = ''] = tokenForm.exec(token) ?? [];

  try {
    return { header: parsePart(header), payload: parsePart(payload) };
  } catch {
    return undefined;
  }
}

function parsePart(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}
