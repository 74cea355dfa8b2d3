import { namesTag, namesVersion, tagOf, versionedTagOf } from './entity-tag.rules';

test('equal bodies have equal tags, other bodies have other tags', () => {
  expect(tagOf('{"a":1}')).toBe(tagOf(Buffer.from('{"a":1}')));
  expect(tagOf('{"a":1}')).not.toBe(tagOf('{"a":2}'));
  expect(versionedTagOf('{"a":1}', 7n)).toMatch(/^"7-[0-9a-f]{20}"$/);
});

test.each([
  ['W/"abc"', true],
  ['"abc"', true],
  ['"x", W/"abc"', true],
  ['*', true],
  ['"abcd"', false],
  ['abc', false],
  ['', false],
])('If-None-Match %s names the tag W/"abc": %s', (header, named) => {
  expect(namesTag(header, 'W/"abc"')).toBe(named);
});

test.each([
  [versionedTagOf('{}', 7n), true],
  [`W/${versionedTagOf('{}', 7n)}`, true],
  [`"x", ${versionedTagOf('{}', 7n)}`, true],
  ['*', true],
  [versionedTagOf('{}', 77n), false],
  [versionedTagOf('{}', 6n), false],
  [tagOf('{}'), false],
  ['"7"', false],
  ['7-abc', false],
  ['', false],
])('If-Match %s names version 7: %s', (header, named) => {
  expect(namesVersion(header, 7n)).toBe(named);
});
