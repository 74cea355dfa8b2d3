import type { UserPrivacy } from '@tribe/projections';
import type { FriendshipStatus } from '../friend/friendship.rules';
import { maySuggest } from './suggestion-sight.rules';
import type { SuggestionReason } from './suggestion.rules';

const visibilities: readonly UserPrivacy['profileVisibility'][] = [
  'everyone',
  'friends_only',
  'private',
];

/** By what has been between the two, for a profile shown to everyone, to friends only and to nobody else. */
const table: readonly (readonly [FriendshipStatus | undefined, string])[] = [
  [undefined, 'yyn'],
  ['cancelled', 'yyn'],
  ['pending', 'nnn'],
  ['declined', 'nnn'],
  ['accepted', 'nnn'],
  ['ended', 'nnn'],
];

const met = { reason: 'mutual_friends', isContact: false } as const;

const others = [false, true].flatMap((isActive) =>
  [false, true].flatMap((appearInSuggestions) =>
    [false, true].map((isHidden) => ({ isActive, appearInSuggestions, isHidden })),
  ),
);
const cases = table.flatMap(([friendship, expected]) =>
  others.map((other) => [friendship, other, expected] as const),
);

test.each(cases)(
  'a friendship that is %s, %j: %s where all else allows it',
  (friendship, other, expected) => {
    const { isActive, appearInSuggestions, isHidden } = other;
    const answers = visibilities.map((profileVisibility) =>
      maySuggest({
        ...met,
        isActive,
        isHidden,
        friendship,
        privacy: { profileVisibility, appearInSuggestions },
      })
        ? 'y'
        : 'n',
    );
    expect(answers.join('')).toBe(isActive && appearInSuggestions && !isHidden ? expected : 'nnn');
  },
);

test('who was found by their number is suggested for it while both let themselves be found, and for other reasons anyway', () => {
  const privacy = { profileVisibility: 'friends_only', appearInSuggestions: true } as const;
  const may = (reason: SuggestionReason, isContact: boolean) =>
    maySuggest({
      isActive: true,
      isHidden: false,
      friendship: undefined,
      privacy,
      reason,
      isContact,
    });
  expect([may('phone_contact', true), may('phone_contact', false)]).toEqual([true, false]);
  expect([may('same_tribe', true), may('same_tribe', false)]).toEqual([true, true]);
});
