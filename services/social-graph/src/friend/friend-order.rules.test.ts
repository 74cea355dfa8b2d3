import fc from 'fast-check';
import { activeAfter, type Activity, activityPlace } from './friend-order.rules';

const day = (number: number) => new Date(Date.UTC(2026, 10, number));
const friend = (friendId: string, activity: Partial<Activity>) => {
  const all = { friendId, isOnline: false, lastSeenAt: undefined, since: day(1), ...activity };
  return { friendId, place: activityPlace(all) };
};
const names = (friends: readonly { friendId: string }[]) => friends.map(({ friendId }) => friendId);

test('who is online comes first, then who was seen last, then the newer friend', () => {
  const friends = [
    friend('old friend', { since: day(1) }),
    friend('new friend', { since: day(2) }),
    friend('seen long ago', { lastSeenAt: day(3) }),
    friend('seen yesterday', { lastSeenAt: day(19) }),
    friend('online', { isOnline: true, lastSeenAt: day(2) }),
  ];
  expect(names(activeAfter(friends, undefined))).toEqual([
    'online',
    'seen yesterday',
    'seen long ago',
    'new friend',
    'old friend',
  ]);
});

test('the heartbeat of who is online does not move them', () => {
  const place = (lastSeenAt: Date) => friend('brian', { isOnline: true, lastSeenAt }).place;
  expect(place(day(5))).toEqual(place(day(6)));
});

test('a rank fits the eight bytes of a cursor, whatever the clocks say', () => {
  for (const extreme of [new Date(0), new Date(8_640_000_000_000_000)]) {
    const { rank } = friend('brian', { isOnline: true, since: extreme }).place;
    expect(BigInt.asIntN(64, rank)).toBe(rank);
    expect(rank).toBeGreaterThanOrEqual(0n);
  }
});

test('walking the order in pages of any size meets everybody once', () => {
  const activity = fc.record({
    isOnline: fc.boolean(),
    lastSeenAt: fc.option(fc.nat(2).map(day), { nil: undefined }),
    since: fc.nat(2).map(day),
  });
  const people = fc
    .array(activity, { maxLength: 40 })
    .map((all) => all.map((one, index) => friend(`${index}`, one)));
  fc.assert(
    fc.property(people, fc.integer({ min: 1, max: 7 }), (friends, pageSize) => {
      const walked: typeof friends = [];
      for (
        let rest = activeAfter(friends, undefined);
        rest.length > 0;
        rest = activeAfter(friends, walked.at(-1)?.place)
      ) {
        walked.push(...rest.slice(0, pageSize));
      }
      expect(names(walked)).toEqual(names(activeAfter(friends, undefined)));
    }),
  );
});
