import fc from 'fast-check';
import { rowsInWindow } from '../in-memory-window';
import { type Activity, activityPosition } from './friend-order.rules';

const day = (number: number) => new Date(Date.UTC(2026, 10, number));
const friend = (friendId: string, activity: Partial<Activity>): Activity => ({
  friendId,
  isOnline: false,
  lastSeenAt: undefined,
  since: day(1),
  ...activity,
});
const names = (friends: readonly Activity[]) => friends.map(({ friendId }) => friendId);

/** At most `limit` friends after another friend, the most active first. */
const friendsAfter = (friends: readonly Activity[], last: Activity | undefined, limit: number) => {
  const window = { after: last && activityPosition(last), offset: 0, limit };
  return rowsInWindow(friends, window, activityPosition, 'descending');
};
const allInOrder = (friends: readonly Activity[]) => friendsAfter(friends, undefined, Infinity);

test('sorts online friends first, then by the time last seen, then by the newest friendship', () => {
  const friends = [
    friend('old friend', { since: day(1) }),
    friend('new friend', { since: day(2) }),
    friend('seen long ago', { lastSeenAt: day(3) }),
    friend('seen yesterday', { lastSeenAt: day(19) }),
    friend('online', { isOnline: true, lastSeenAt: day(2) }),
  ];
  expect(names(allInOrder(friends))).toEqual([
    'online',
    'seen yesterday',
    'seen long ago',
    'new friend',
    'old friend',
  ]);
});

test('a heartbeat of an online friend does not change the position', () => {
  const position = (lastSeenAt: Date) =>
    activityPosition(friend('brian', { isOnline: true, lastSeenAt }));
  expect(position(day(5))).toEqual(position(day(6)));
});

test('a rank fits the eight bytes of a cursor for the earliest and the latest date', () => {
  for (const extreme of [new Date(0), new Date(8_640_000_000_000_000)]) {
    const { rank } = activityPosition(friend('brian', { isOnline: true, since: extreme }));
    expect(BigInt.asIntN(64, rank)).toBe(rank);
    expect(rank).toBeGreaterThanOrEqual(0n);
  }
});

test('pages of any size list every friend once', () => {
  const activity = fc.record({
    isOnline: fc.boolean(),
    lastSeenAt: fc.option(fc.nat(2).map(day), { nil: undefined }),
    since: fc.nat(2).map(day),
  });
  const people = fc
    .array(activity, { maxLength: 40 })
    .map((all) => all.map((fields, index) => friend(`${index}`, fields)));

  fc.assert(
    fc.property(people, fc.integer({ min: 1, max: 7 }), (friends, pageSize) => {
      const walked: Activity[] = [];
      for (
        let page = friendsAfter(friends, undefined, pageSize);
        page.length > 0;
        page = friendsAfter(friends, walked.at(-1), pageSize)
      ) {
        walked.push(...page);
      }
      expect(walked).toHaveLength(friends.length);
      expect(names(walked)).toEqual(names(allInOrder(friends)));
    }),
  );
});
