import { isEmoji } from './emoji.rules';

test.each(['👏', '❤️', '👍🏽', '👩‍👩‍👧‍👦', '🇰🇪', '1️⃣'])('accepts %s as one emoji', (emoji) => {
  expect(isEmoji(emoji)).toBe(true);
});

test.each(['', 'a', '1', '👏👏', '👏 ', ':clap:', '\u200d', '<b>'])('refuses %j', (text) => {
  expect(isEmoji(text)).toBe(false);
});
