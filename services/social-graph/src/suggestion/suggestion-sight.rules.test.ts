import type { UserPrivacy } from '@tribe/projections';
import type { FriendshipStatus } from '../friend/friendship.rules';
import { maySuggest } from './suggestion-sight.rules';

const visibilities: readonly UserPrivacy['profileVisibility'][] = ['everyone', 'friends_only', 'private'];

/** By what has been between the two, for a profile shown to everyone, to friends only and to nobody else. */
const table: readonly (readonly [FriendshipStatus | undefined, string])[] = [
  [undefined, 'yyn'],
  ['cancelled', 'yyn'],
  ['pending', 'nnn'],
  ['declined', 'nnn'],
  ['accepted', 'nnn'],
  ['ended', 'nnn'],
];

const others = [false, true].flatMap((isActive) =>
  [false, true].flatMap((appearInSuggestions) =>
    [false, true].map((isHidden) => ({ isActive, appearInSuggestions, isHidden })),
  ),
);
const cases = table.flatMap(([friendship, expected]) => others.map((other) => [friendship, other, expected] as const));

test.each(cases)('a friendship that is %s, %j: %s where all else allows it', (friendship, other, expected) => {
  const { isActive, appearInSuggestions, isHidden } = other;
  const answers = visibilities.map((profileVisibility) =>
    maySuggest({ isActive, isHidden, friendship, privacy: { profileVisibility, appearInSuggestions } }) ? 'y' : 'n',
  );
  expect(answers.join('')).toBe(isActive && appearInSuggestions && !isHidden ? expected : 'nnn');
});
