import { reviewedRoutes } from '../test-upstream.test-support';
import { type Candidate, isCompressible, weakened } from './compressible.rules';

const list: Candidate = {
  method: 'GET',
  endpoint: '/api/v1/goals',
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  length: 5_000,
};

test.each<[string, Partial<Candidate>]>([
  ['a list', {}],
  ['a stream of unknown length', { length: undefined }],
  ['a page of the gateway', { endpoint: undefined, headers: { 'content-type': 'text/html' } }],
  ['a script', { headers: { 'content-type': 'application/javascript' } }],
  ['a long problem', { status: 422, headers: { 'content-type': 'application/problem+json' } }],
])('%s is compressed', (_what, change) => {
  expect(isCompressible({ ...list, ...change })).toBe(true);
});

test.each<[string, Partial<Candidate>]>([
  ['a short body', { length: 1_023 }],
  ['the response to HEAD', { method: 'HEAD' }],
  ['a response without a body', { status: 304 }],
  ['part of a body', { status: 206 }],
  ['a picture', { headers: { 'content-type': 'image/png' } }],
  ['a body without a type', { headers: {} }],
  ['a compressed body', { headers: { ...list.headers, 'content-encoding': 'gzip' } }],
  [
    'a body that must not be transformed',
    { headers: { ...list.headers, 'cache-control': 'no-transform' } },
  ],
])('%s is not compressed', (_what, change) => {
  expect(isCompressible({ ...list, ...change })).toBe(false);
});

test('no response with tokens or codes is compressed', () => {
  const secret = reviewedRoutes.filter(({ path }) => /\/auth\//.test(path));
  expect(secret.length).toBeGreaterThan(20);
  expect(secret.filter(({ path }) => isCompressible({ ...list, endpoint: path }))).toEqual([]);
});

test('the tag of a compressed response is weak', () => {
  expect([weakened('"7-ab"'), weakened('W/"ab"')]).toEqual(['W/"7-ab"', 'W/"ab"']);
});
