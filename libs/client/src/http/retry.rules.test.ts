import { isTemporary, mayRepeat, pauseBeforeRetry } from './retry.rules';
import { TribeError } from './tribe-error';

const failure = (code: string, status?: number, retryAfter?: number) =>
  new TribeError(code, code, { ...(status !== undefined && { status }), retryAfter });
const request = (method: 'GET' | 'POST' | 'PUT', headers = {}) => ({ method, url: '/', headers });

test('only requests that read or have a key are repeated', () => {
  expect(mayRepeat(request('GET'))).toBe(true);
  expect(mayRepeat(request('POST', { 'idempotency-key': 'k' }))).toBe(true);
  expect(mayRepeat(request('POST'))).toBe(false);
  expect(mayRepeat(request('PUT'))).toBe(false);
});

test.each([
  [failure('NETWORK_ERROR'), true],
  [failure('TIMEOUT'), true],
  [failure('UPSTREAM_UNAVAILABLE', 503), true],
  [failure('RESPONSE_INVALID', 502), true],
  [failure('IDEMPOTENCY_KEY_IN_FLIGHT', 409), true],
  [failure('RATE_LIMITED', 429, 3), true],
  [failure('TOO_MANY_SUBSCRIPTIONS', 429), false],
  [failure('ABORTED'), false],
  [failure('INTERNAL_ERROR', 500), false],
  [failure('CONFLICT', 409), false],
  [failure('VALIDATION_FAILED', 422), false],
])('$code with $status is temporary: %s', (error, expected) => {
  expect(isTemporary(error)).toBe(expected);
});

test('pauses double with jitter, and are capped', () => {
  const busy = failure('OVERLOADED', 503);
  expect([1, 2, 3].map((tried) => pauseBeforeRetry(busy, tried, 1))).toEqual([200, 400, 800]);
  expect([1, 2, 3].map((tried) => pauseBeforeRetry(busy, tried, 0))).toEqual([100, 200, 400]);
  expect(pauseBeforeRetry(busy, 40, 1)).toBe(5_000);
});

test('a pause is never shorter than the server asks for', () => {
  expect(pauseBeforeRetry(failure('RATE_LIMITED', 429, 7), 1, 0)).toBe(7_100);
});
