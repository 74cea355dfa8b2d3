import fc from 'fast-check';
import { type Pace, partsOf, type Share, type Sharer, sharesOf } from './share.rules';

/** A goal as the service stores it: what members gave, and when they rest. Amounts are in cents. */
interface Group {
  readonly target: bigint;
  readonly lastDay: number;
  today: number;
  /** Given by users who are no members any more. */
  fromOthers: bigint;
  members: Member[];
}

interface Member {
  readonly userId: string;
  readonly credit: bigint;
  given: bigint;
  givenToday: bigint;
  restingUntil: number | null;
}

type Step =
  | { kind: 'join' }
  | { kind: 'leave'; who: number }
  | { kind: 'rest'; who: number; days: number }
  | { kind: 'give'; who: number; amount: bigint }
  | { kind: 'give-share'; who: number }
  | { kind: 'next-day' };

const who = fc.nat(20);
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('join' as const) }),
    fc.record({ kind: fc.constant('leave' as const), who }),
    fc.record({ kind: fc.constant('rest' as const), who, days: fc.integer({ min: -1, max: 40 }) }),
    fc.record({
      kind: fc.constant('give' as const),
      who,
      amount: fc.bigInt({ min: 1n, max: 5_000n }),
    }),
    fc.record({ kind: fc.constant('give-share' as const), who }),
    fc.record({ kind: fc.constant('next-day' as const) }),
  ),
  { maxLength: 60 },
);
const anyGroup = fc
  .record({
    target: fc.bigInt({ min: 1n, max: 1_000_000n }),
    days: fc.integer({ min: 1, max: 60 }),
    members: fc.integer({ min: 1, max: 6 }),
    steps,
  })
  .map(({ target, days, members, steps: taken }) => {
    const group: Group = {
      target,
      lastDay: 20_000 + days,
      today: 20_000,
      fromOthers: 0n,
      members: [],
    };
    for (let member = 0; member < members; member++)
      take(group, { kind: 'join' }, `first ${member}`);
    for (const [index, step] of taken.entries()) take(group, step, `later ${index}`);
    return group;
  });

const sumOf = (amounts: readonly bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n);
const largerOf = (first: bigint, second: bigint) => (first > second ? first : second);

function sharersOf({ members }: Group): Sharer[] {
  return members.map(({ userId, credit, given, givenToday, restingUntil }) => ({
    userId,
    given: given - givenToday + credit,
    givenToday,
    restingUntil,
  }));
}

function paceOf({ target, today, lastDay, fromOthers, members }: Group): Pace {
  const before = fromOthers + sumOf(members.map(({ given, givenToday }) => given - givenToday));
  return { missing: largerOf(0n, target - before), today, lastDay };
}

const sharesOfGroup = (group: Group): Share[] => sharesOf(paceOf(group), sharersOf(group));

function take(group: Group, step: Step, newId: string): void {
  const { members } = group;
  const member = 'who' in step ? members[step.who % members.length] : undefined;
  switch (step.kind) {
    case 'join': {
      const given = sumOf(members.map(({ given: gift, credit }) => gift + credit));
      const credit = members.length === 0 ? 0n : given / BigInt(members.length);
      members.push({ userId: newId, credit, given: 0n, givenToday: 0n, restingUntil: null });
      break;
    }
    case 'leave':
      if (!member || members.length === 1) break;
      group.members = members.filter((other) => other !== member);
      group.fromOthers += member.given;
      break;
    case 'rest':
      if (member) member.restingUntil = group.today + step.days;
      break;
    case 'give':
      if (member) give(member, step.amount);
      break;
    case 'give-share':
      if (member) give(member, shareOf(group, member)?.remaining ?? 0n);
      break;
    case 'next-day':
      group.today += 1;
      for (const other of members) other.givenToday = 0n;
  }
}

function give(member: Member, amount: bigint): void {
  member.given += amount;
  member.givenToday += amount;
}

function shareOf(group: Group, { userId }: Member): Share | undefined {
  return sharesOfGroup(group).find((share) => share.userId === userId);
}

const copyOf = (group: Group): Group => ({
  ...group,
  members: group.members.map((member) => ({ ...member })),
});

const check = (property: (group: Group) => void) =>
  fc.assert(fc.property(anyGroup, property), { numRuns: 500 });

describe('shares (D16)', () => {
  test('sum to what is due, which is the daily part of what the active members owe', () => {
    check((group) => {
      const pace = paceOf(group);
      const days = BigInt(Math.max(group.lastDay, group.today) - group.today + 1);
      const sharers = sharersOf(group);
      const isEveryoneThere = sharers.every(({ restingUntil }) => restingUntil === null);
      const total = sumOf(sharesOfGroup(group).map(({ share }) => share));
      if (isEveryoneThere) expect(total).toBe((pace.missing + days - 1n) / days);
      expect(total).toBeLessThanOrEqual((pace.missing + days - 1n) / days);
    });
  });

  test('split what is missing without a rest', () => {
    check((group) => {
      const { missing } = paceOf(group);
      const parts = partsOf(missing, sharersOf(group)).map(({ amount }) => amount);
      expect(sumOf(parts)).toBe(missing);
      for (const part of parts) expect(part).toBeGreaterThanOrEqual(0n);
    });
  });

  test('of two members who gave the same differ by at most one unit', () => {
    check((group) => {
      for (const member of group.members)
        Object.assign(member, { given: 0n, givenToday: 0n, credit: 0n, restingUntil: null });
      const shares = sharesOfGroup(group).map(({ share }) => Number(share));
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    });
  });

  test('of resting members are zero, and their rest does not raise the shares of others', () => {
    check((group) => {
      const active = copyOf(group);
      for (const member of active.members) member.restingUntil = null;
      const before = sharesOfGroup(active);
      const first = active.members[0]!;
      if (active.lastDay <= active.today) return;

      first.restingUntil = active.today;
      const after = sharesOfGroup(active);
      expect(after[0]).toMatchObject({ isResting: true, share: 0n, remaining: 0n });
      for (const [index, share] of after.entries())
        if (index > 0) expect(share.share).toBeLessThanOrEqual(before[index]!.share + 1n);
    });
  });

  test('do not change through what members give today', () => {
    fc.assert(
      fc.property(anyGroup, who, fc.bigInt({ min: 1n, max: 9_999n }), (group, giver, amount) => {
        const before = sharesOfGroup(group).map(({ share }) => share);
        take(group, { kind: 'give', who: giver, amount }, '');
        expect(sharesOfGroup(group).map(({ share }) => share)).toEqual(before);
      }),
    );
  });

  test('of others do not rise when a member gives less than their share', () => {
    fc.assert(
      fc.property(anyGroup, who, (group, debtor) => {
        // After the target date, members who rested to the end return to the split.
        if (group.today >= group.lastDay) return;
        for (const member of group.members) {
          member.givenToday = 0n;
          // A member who rests to the end is not in the split.
          if ((member.restingUntil ?? 0) >= group.lastDay) member.restingUntil = null;
        }

        const paid = copyOf(group);
        for (const member of paid.members) give(member, shareOf(group, member)!.remaining);
        const owed = copyOf(paid);
        const index = debtor % owed.members.length;
        const member = owed.members[index]!;
        give(member, -member.givenToday);

        for (const later of [paid, owed]) take(later, { kind: 'next-day' }, '');
        const partsWhenPaid = partsOf(paceOf(paid).missing, sharersOf(paid));
        const partsWhenOwed = partsOf(paceOf(owed).missing, sharersOf(owed));
        const [whenPaid, whenOwed] = [sharesOfGroup(paid), sharesOfGroup(owed)];

        for (const [other, { amount }] of partsWhenOwed.entries()) {
          if (other === index) continue;
          // Units that do not divide may go to another member: one of the split among members, one of that over days.
          expect(amount).toBeLessThanOrEqual(partsWhenPaid[other]!.amount + 1n);
          expect(whenOwed[other]!.share).toBeLessThanOrEqual(whenPaid[other]!.share + 2n);
        }
      }),
    );
  });

  test('reach the target exactly on the last day when all members give them', () => {
    check((group) => {
      if (group.today > group.lastDay) return;
      for (const member of group.members) member.restingUntil = null;

      while (group.today <= group.lastDay) {
        for (const member of group.members) give(member, shareOf(group, member)!.remaining);
        take(group, { kind: 'next-day' }, '');
      }

      expect(paceOf(group).missing).toBe(0n);
    });
  });

  test('do not rise when a member joins, except by one unit', () => {
    check((group) => {
      const before = sharesOfGroup(group);
      const joined = copyOf(group);
      take(joined, { kind: 'join' }, 'new');
      for (const [index, { share }] of before.entries())
        expect(sharesOfGroup(joined)[index]!.share).toBeLessThanOrEqual(share + 1n);
    });
  });

  test('are the same for the same state', () => {
    check((group) => expect(sharesOfGroup(group)).toEqual(sharesOfGroup(copyOf(group))));
  });
});

test('a member who is behind catches up alone', () => {
  const sharer = (userId: string, given: bigint): Sharer => ({
    userId,
    given,
    givenToday: 0n,
    restingUntil: null,
  });
  const shares = sharesOf({ missing: 200n, today: 0, lastDay: 9 }, [
    sharer('ahead', 100n),
    sharer('behind', 0n),
  ]);
  expect(shares.map(({ share }) => share)).toEqual([5n, 15n]);
});

test('a late member shares what is missing with the others', () => {
  const sharer = (userId: string, given: bigint): Sharer => ({
    userId,
    given,
    givenToday: 0n,
    restingUntil: null,
  });
  const shares = sharesOf({ missing: 900n, today: 0, lastDay: 9 }, [
    sharer('first', 1_000n),
    sharer('second', 1_000n),
    sharer('newcomer', 1_000n),
  ]);
  expect(shares.map(({ share }) => share)).toEqual([30n, 30n, 30n]);
});
