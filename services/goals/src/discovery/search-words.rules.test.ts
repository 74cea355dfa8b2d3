import { wordsQuery } from './search-words.rules';

test.each([
  ['Costa Rica', 'costa:* & rica:*'],
  ["  it's & ready! ", 'it:* & s:* & ready:*'],
  ['東京 2027', '東京:* & 2027:*'],
  ['Müsli', 'müsli:*'],
  ["a | b:* <-> ('", 'a:* & b:*'],
  ['🌴 !!', ''],
])('wordsQuery of %j has only words', (text, query) => {
  expect(wordsQuery(text)).toBe(query);
});

test('wordsQuery uses at most eight words', () => {
  expect(wordsQuery('a b c d e f g h i j').split(' & ')).toHaveLength(8);
});
