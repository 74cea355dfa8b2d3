import type { UserPrivacy } from '@tribe/projections';
import type { FriendshipStatus } from '../friend/friendship.rules';
import { canBeShown } from './suggestion-visibility.rules';
import type { SuggestionReason } from './suggestion.rules';

const visibilities: readonly UserPrivacy['profileVisibility'][] = [
  'everyone',
  'friends_only',
  'private',
];

/**
 * By the status of the pair, for a profile visible to everyone, to friends only, and private; one letter each: y(es), n(o).
 */
const table: readonly (readonly [FriendshipStatus | undefined, string])[] = [
  [undefined, 'yyn'],
  ['cancelled', 'yyn'],
  ['pending', 'nnn'],
  ['declined', 'nnn'],
  ['accepted', 'nnn'],
  ['ended', 'nnn'],
];

const stored = { reason: 'mutual_friends', isContact: false } as const;

const others = [false, true].flatMap((isActive) =>
  [false, true].flatMap((appearInSuggestions) =>
    [false, true].map((isHidden) => ({ isActive, appearInSuggestions, isHidden })),
  ),
);
const cases = table.flatMap(([friendship, expected]) =>
  others.map((other) => [friendship, other, expected] as const),
);

test.each(cases)(
  'canBeShown with the friendship status %s and %j is %s when the candidate is active, suggestible and not hidden',
  (friendship, other, expected) => {
    const { isActive, appearInSuggestions, isHidden } = other;
    const answers = visibilities.map((profileVisibility) =>
      canBeShown({
        ...stored,
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

test('a phone contact is shown only while both are discoverable by phone; other reasons do not depend on it', () => {
  const privacy = { profileVisibility: 'friends_only', appearInSuggestions: true } as const;
  const may = (reason: SuggestionReason, isContact: boolean) =>
    canBeShown({
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
