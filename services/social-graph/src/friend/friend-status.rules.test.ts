import type { AskPermission } from './ask.rules';
import { canAsk, type FriendshipStanding, standingSeenBy } from './friend-status.rules';
import type { FriendshipStatus } from './friendship.rules';

const [me, other] = ['me', 'other'];
const pairOf = (status: FriendshipStatus, requesterId: string) => ({
  status,
  requesterId,
  addresseeId: requesterId === me ? other : me,
});

/** To who asked, and to who was asked. */
const standings: Record<FriendshipStatus, readonly [FriendshipStanding, FriendshipStanding]> = {
  pending: ['request_sent', 'request_received'],
  accepted: ['friends', 'friends'],
  declined: ['request_sent', 'none'],
  ended: ['none', 'none'],
  cancelled: ['none', 'none'],
};

test.each(Object.entries(standings))(
  'a friendship that is %s looks like %s',
  (status, expected) => {
    const seen = [me, other].map((requester) =>
      standingSeenBy(pairOf(status as FriendshipStatus, requester), me, other),
    );
    expect(seen).toEqual(expected);
  },
);

test('people who never had to do with each other, and oneself', () => {
  expect([standingSeenBy(undefined, me, other), standingSeenBy(undefined, me, me)]).toEqual([
    'none',
    'self',
  ]);
});

/** By what the settings say, while I could ask and while I have asked too much; one letter each: yes, no. */
const permissions: readonly AskPermission[] = ['allowed', 'refused', 'unknown'];
const table: readonly (readonly [string, FriendshipStatus | undefined, string, string])[] = [
  ['there is nothing between us', undefined, me, 'ynn nnn'],
  ['I have asked', 'pending', me, 'nnn nnn'],
  ['I was asked', 'pending', other, 'yyy yyy'],
  ['we are friends', 'accepted', me, 'nnn nnn'],
  ['we are friends, they asked', 'accepted', other, 'nnn nnn'],
  ['I was declined, which I do not know', 'declined', me, 'nnn nnn'],
  ['I declined', 'declined', other, 'yyy yyy'],
  ['our friendship ended', 'ended', me, 'ynn nnn'],
  ['our friendship ended, they had asked', 'ended', other, 'ynn nnn'],
  ['I took my request back', 'cancelled', me, 'ynn nnn'],
  ['they took their request back', 'cancelled', other, 'ynn nnn'],
];

test.each(table)('%s (%s, asked by %s): %s', (_, status, requester, expected) => {
  const pair = status && pairOf(status, requester);
  const answers = [false, true].map((isExhausted) =>
    permissions
      .map((permission) =>
        canAsk({ viewerId: me, userId: other, pair, permission, isExhausted }) ? 'y' : 'n',
      )
      .join(''),
  );
  expect(answers.join(' ')).toBe(expected);
});

test('nobody asks themselves', () => {
  const asked = {
    viewerId: me,
    userId: me,
    pair: undefined,
    permission: 'allowed',
    isExhausted: false,
  } as const;
  expect(canAsk(asked)).toBe(false);
});
