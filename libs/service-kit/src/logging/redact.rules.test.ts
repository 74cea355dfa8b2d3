import { redactText } from './redact.rules';

test.each([
  ['an address', 'to brian@example.org, again', 'to [email], again'],
  ['an address in quotes', '"brian@example.org"', '"[email]"'],
  ['a token', 'Bearer eyJhbGciOiJFUzI1NiJ9.eyJzdWIi.c2ln', 'Bearer [token]'],
  ['a token after other text', 'token_eyJhbGciOiJFUzI1NiJ9.eyJzdWIi.c2ln', '[token]'],
  ['a token after a dot', 'x.eyJhbGciOiJFUzI1NiJ9.eyJzdWIi.c2ln!', '[token]!'],
  ['credentials', 'postgresql://goals:hunter2@db/tribe', 'postgresql://[redacted]@db/tribe'],
])('redacts %s', (_what, text, expected) => {
  expect(redactText(text)).toBe(expected);
});

test('keeps texts that only look alike', () => {
  for (const text of ['eyJ is short', 'a@b', 'at 12:30 @home', 'https://example.com/@brian'])
    expect(redactText(text)).toBe(text);
});
