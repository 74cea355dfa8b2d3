import { z } from 'zod';
import type { EndpointSpec } from './endpoint.decorator';

const tokenName = /_token$/;

/** An Idempotency-Key. */
export const keyFormat = /^[\x20-\x7e]{1,255}$/;

/** An Idempotency-Key without spaces at its ends, which HTTP drops. The length is described separately. */
export const documentedKey = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/**
 * Returns whether an endpoint takes an Idempotency-Key: every POST that writes, except those without a caller and a body.
 * Nothing tells the strangers apart who send the same key there.
 */
export function takesKey(method: string, { access, body, onlyReads }: EndpointSpec): boolean {
  if (method !== 'POST' || onlyReads) return false;
  return access !== 'public' || body !== undefined;
}

/** Returns whether the response has an access token, so that it is repeated only while the token may be used. */
export function returnsAccessToken({ response }: EndpointSpec): boolean {
  return response instanceof z.ZodObject && 'access_token' in response.shape;
}

/**
 * Enforces that tokens in a response are recognized before the response is repeated for an Idempotency-Key.
 *
 * @throws Error for a token in an object inside the response or without an access token beside it, and for `storesKey`
 */
export function assertTokensAreRecognized(where: string, method: string, spec: EndpointSpec): void {
  if (!takesKey(method, spec) || spec.response === undefined) return;
  const schema = z.toJSONSchema(spec.response, { io: 'output', unrepresentable: 'any' });
  if (!hasToken(schema) || (returnsAccessToken(spec) && !spec.storesKey)) return;

  throw new Error(
    `${where} returns a token: its response needs access_token as a field of its own, and no storesKey`,
  );
}

function hasToken(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  const { properties = {} } = schema as { properties?: object };

  return (
    Object.keys(properties).some((name) => tokenName.test(name)) ||
    Object.values(schema).some(hasToken)
  );
}
