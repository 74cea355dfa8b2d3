import { isEmoji, isOnlyEmoji } from './emoji.rules';

test.each(['👏', '❤️', '👍🏽', '👩‍👩‍👧‍👦', '🇰🇪', '1️⃣'])('accepts %s as one emoji', (emoji) => {
  expect(isEmoji(emoji)).toBe(true);
});

test.each(['', 'a', '1', '👏👏', '👏 ', ':clap:', '\u200d', '<b>'])('refuses %j', (text) => {
  expect(isEmoji(text)).toBe(false);
});

test.each([
  ['👏', true],
  ['🔥👍🏽❤️', true],
  ['', false],
  ['🔥 🔥', false],
  ['🔥!', false],
  ['1', false],
])('%p has emoji only: %p', (text, isOnly) => {
  expect(isOnlyEmoji(text)).toBe(isOnly);
});
