import { mentionedUsersOf, namedIn } from './mentions.rules';

test.each([
  ['Well done @Alvin', [['alvin']]],
  ['@alvin, @clarie_u! (@brian)', [['alvin'], ['clarie_u'], ['brian']]],
  ['@alvin @alvin', [['alvin']]],
  ['Thanks @alvin.', [['alvin']]],
  ['Thanks @alvin.See you', [['alvin.see', 'alvin']]],
  ['alvin@example.com, é@alvin, @@alvin, @ alvin, @', []],
])('%j names %j', (text, names) => {
  expect(namedIn(text).names).toEqual(names);
});

test.each([
  ['@room', true],
  ['Dear @Room.', true],
  ['@room.Look', true],
  ['@roommate, me@room', false],
])('whether %j has @room: %j', (text, hasRoom) => {
  expect(namedIn(text).hasRoom).toBe(hasRoom);
});

test('a name longer than a username names its beginning before a dot only', () => {
  expect(namedIn(`@${'a'.repeat(51)}`).names).toEqual([]);
  expect(namedIn(`@alvin.${'a'.repeat(51)}`).names).toEqual([['alvin']]);
});

test('a text names at most 50 users', () => {
  const text = Array.from({ length: 60 }, (_, index) => `@user${index}`).join(' ');
  expect(namedIn(text).names).toHaveLength(50);
});

test('a name means the user with the longest username, and each user is mentioned once', () => {
  const userIds = new Map([
    ['alvin', 'A'],
    ['alvin.see', 'B'],
  ]);
  const { names } = namedIn('@alvin.See @alvin.you @alvin.or @unknown');
  expect(mentionedUsersOf(names, userIds)).toEqual(['B', 'A']);
});
