import { decideMutedWord, foldedPhraseOf, foldedTextOf, maxMutedWords } from './muted-word.rules';

const isIn = (phrase: string, content: string) =>
  foldedTextOf(content).includes(foldedPhraseOf(phrase));

test.each([
  ['spoiler', 'No SPOILER please!'],
  ['élan', 'Elan of the team'],
  ['ELAN', 'Un élan, enfin'],
  ['straße', 'In der STRASSE'],
  ['İzmir', 'izmir today'],
  ['спойлер', 'Это СПОЙЛЕР.'],
  ['σίσυφος', 'Ο ΣΊΣΥΦΟΣ'],
  ['season finale', 'The season, finale tonight'],
  ['مدرسة', 'ذهبت إلى مَدْرَسَة'],
  ['足球', '我喜欢足球。'],
  ['サッカー', '今日はサッカーの試合'],
  ['ไป', 'ฉันไปโรงเรียน'],
  ['हिन्दी', 'मैं हिन्दी बोलता हूँ'],
  ['🔥', 'So good 🔥 now'],
  ['C3PO', 'meet c3po'],
])('%p is in %p', (phrase, content) => {
  expect(isIn(phrase, content)).toBe(true);
});

test.each([
  ['run', 'The runner was running'],
  ['art', 'Start of the party'],
  ['season finale', 'The finale of the season'],
  ['кот', 'который'],
  ['हिन्दी', 'हिन्द'],
  ['🔥', 'fire'],
])('%p is not in %p', (phrase, content) => {
  expect(isIn(phrase, content)).toBe(false);
});

test.each([
  [maxMutedWords - 1, false, true],
  [maxMutedWords, false, false],
  [maxMutedWords, true, true],
])('a user with %d muted words may mute one that is muted: %p, %p', (count, isMuted, isAllowed) => {
  expect(decideMutedWord(count, isMuted).kind === 'keep').toBe(isAllowed);
});

test('a phrase of accents only is in no message', () => {
  for (const phrase of ['´', '¨', '˘'])
    expect(foldedTextOf('Good morning')).not.toContain(foldedPhraseOf(phrase));
});
