import type { CallInputs } from './call-types';
import type { WireRequest } from './wire';

/**
 * Returns the request of a call. A POST has an `Idempotency-Key`, so that it can be repeated.
 *
 * @param url of the server, without a slash at the end
 * @param key of a POST whose options have none
 */
export function requestOf(
  url: string,
  method: WireRequest['method'],
  path: string,
  inputs: CallInputs,
  key: string,
): WireRequest {
  const { path: parameters = {}, query = {}, body, ifMatch, idempotencyKey = key } = inputs;

  return {
    method,
    url: `${url}${filledPath(path, parameters)}${queryText(query)}`,
    headers: {
      accept: 'application/json',
      ...(method === 'POST' && { 'idempotency-key': idempotencyKey }),
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}

/** Returns the request with an access token. */
export function authorized(request: WireRequest, token: string | undefined): WireRequest {
  if (token === undefined) return request;
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
}

function filledPath(path: string, parameters: object): string {
  const values = new Map(Object.entries(parameters));
  return path.replaceAll(/\{(\w+)\}/g, (_text, name: string) =>
    encodeURIComponent(String(values.get(name))),
  );
}

/** `?page=2&limit=10`; empty without parameters. Parameters that are undefined are left out. */
function queryText(query: object): string {
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
