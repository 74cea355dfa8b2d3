import type { Permission } from '@tribe/service-kit';
import fc from 'fast-check';
import { Prisma } from '../generated/prisma/client';
import { GoalStatus, type TargetType } from '../generated/prisma/enums';
import {
  canChangeStatus,
  daysRemaining,
  earliestTargetDate,
  impliedTargetType,
  progressPercentage,
  type Target,
  decideTarget,
} from './goal.rules';

const decimal = (text: string | number) => new Prisma.Decimal(text);
const statuses = Object.values(GoalStatus);
const anyStatus = fc.constantFrom(...statuses);
const cents = (min: bigint) => fc.bigInt({ min, max: 999_999_999_999n });
const day = (text: string) => new Date(`${text}T00:00:00Z`);
const amountOf = (value: bigint) => decimal(value.toString()).div(100);

function progress(
  current: string,
  target: string | null,
  status: GoalStatus = 'active',
  targetType: TargetType = 'amount',
): number {
  return progressPercentage({
    status,
    targetType,
    targetAmount: target === null ? null : decimal(target),
    currentAmount: decimal(current),
  });
}

describe('progress', () => {
  test('is the share of the target with two decimal places', () => {
    expect(progress('1950', '3000')).toBe(65);
    expect(progress('1', '3')).toBe(33.33);
    expect(progress('2', '3')).toBe(66.66);
  });

  test('is 100 only when the target is reached', () => {
    expect(progress('2999.99', '3000')).toBe(99.99);
    expect(progress('9999999999.98', '9999999999.99')).toBe(99.99);
    expect(progress('3000', '3000')).toBe(100);
    expect(progress('3500', '3000')).toBe(100);
  });

  test('of a goal without an amount is 0 or 100', () => {
    expect(progress('0', null, 'active')).toBe(0);
    expect(progress('12.50', null, 'active')).toBe(0);
    expect(progress('0', null, 'completed')).toBe(100);
  });

  test('of a yes/no goal is 0 or 100, also when it has an amount', () => {
    expect(progress('1500', '3000', 'active', 'boolean')).toBe(0);
    expect(progress('3000', '3000', 'paused', 'boolean')).toBe(0);
    expect(progress('0', '3000', 'completed', 'boolean')).toBe(100);
    expect(progress('1500', '3000', 'active', 'date')).toBe(50);
  });

  test('equals integer arithmetic for any amounts', () => {
    fc.assert(
      fc.property(cents(0n), cents(1n), anyStatus, (current, target, status) => {
        const found = progress(amountOf(current).toFixed(2), amountOf(target).toFixed(2), status);
        const share = (current * 10_000n) / target;
        expect(found).toBe(Number(share > 10_000n ? 10_000n : share) / 100);
      }),
      { numRuns: 1000 },
    );
  });

  test('never decreases when an amount is added', () => {
    fc.assert(
      fc.property(cents(0n), cents(0n), cents(1n), (before, added, target) => {
        const now = progress(amountOf(before).toFixed(2), amountOf(target).toFixed(2));
        const then = progress(amountOf(before + added).toFixed(2), amountOf(target).toFixed(2));
        expect(then).toBeGreaterThanOrEqual(now);
      }),
    );
  });
});

describe('status', () => {
  const allowed = [
    'not_started > active',
    'not_started > completed',
    'not_started > cancelled',
    'active > paused',
    'active > completed',
    'active > cancelled',
    'paused > active',
    'paused > completed',
    'paused > cancelled',
    'completed > active',
    'cancelled > active',
  ];
  const steps = statuses.flatMap((from) =>
    statuses.map((to) => ({ from, to, step: `${from} > ${to}` })),
  );

  test.each(steps)('canChangeStatus: $step', ({ from, to, step }) => {
    expect(canChangeStatus(from, to)).toBe(from === to || allowed.includes(step));
  });

  test('of a started goal never becomes not_started again', () => {
    fc.assert(
      fc.property(fc.array(anyStatus), (requests) => {
        const reached = requests.reduce<GoalStatus>(
          (current, next) => (canChangeStatus(current, next) ? next : current),
          'active',
        );
        expect(reached).not.toBe('not_started');
      }),
    );
  });

  test('of any goal can become active again', () => {
    for (const status of statuses) expect(canChangeStatus(status, 'active')).toBe(true);
  });
});

describe('dates', () => {
  test('daysRemaining counts calendar days regardless of the time of day', () => {
    expect(daysRemaining(day('2026-11-21'), new Date('2026-11-20T23:59:59.999Z'))).toBe(1);
    expect(daysRemaining(day('2026-11-21'), new Date('2026-11-20T00:00:00Z'))).toBe(1);
    expect(daysRemaining(day('2027-01-04'), new Date('2026-11-20T12:00:00Z'))).toBe(45);
  });

  test('daysRemaining is at least 0, and null without a date', () => {
    expect(daysRemaining(day('2026-11-20'), new Date('2026-11-20T12:00:00Z'))).toBe(0);
    expect(daysRemaining(day('2025-11-20'), new Date('2026-11-20T12:00:00Z'))).toBe(0);
    expect(daysRemaining(null, new Date('2026-11-20T12:00:00Z'))).toBeNull();
  });

  test('earliestTargetDate returns the day before', () => {
    expect(earliestTargetDate(new Date('2026-11-20T05:00:00Z'))).toEqual(day('2026-11-19'));
  });
});

describe('targets', () => {
  test('impliedTargetType follows from the given amount and date', () => {
    expect(impliedTargetType({ targetAmount: 1000, targetDate: day('2027-01-01') })).toBe('amount');
    expect(impliedTargetType({ targetAmount: null, targetDate: day('2027-01-01') })).toBe('date');
    expect(impliedTargetType({ targetAmount: null, targetDate: null })).toBe('boolean');
  });

  const now = new Date('2026-11-20T12:00:00Z');
  type WithoutCurrency = Omit<Target, 'targetCurrency'>;
  const wrongFields = (target: WithoutCurrency, isNew = true, targetCurrency = 'USD') =>
    fieldErrorsOf(
      decideTarget(
        { ...target, targetCurrency },
        { today: now, dateIsNew: isNew, amountIsNew: isNew },
      ),
    ).map(({ pointer, message }) => `${pointer} ${message}`);
  const fieldErrorsOf = (decision: Permission) =>
    decision.kind === 'refuse' ? (decision.options?.errors ?? []) : [];

  test.each<{ target: WithoutCurrency; wrong: string[] }>([
    {
      target: { targetType: 'amount', targetAmount: null, targetDate: day('2027-01-01') },
      wrong: ['/target_amount is required for this target type'],
    },
    { target: { targetType: 'amount', targetAmount: 5, targetDate: null }, wrong: [] },
    {
      target: { targetType: 'date', targetAmount: 5, targetDate: null },
      wrong: ['/target_date is required for this target type'],
    },
    {
      target: { targetType: 'date', targetAmount: null, targetDate: day('2026-11-19') },
      wrong: [],
    },
    {
      target: { targetType: 'date', targetAmount: null, targetDate: day('2026-11-18') },
      wrong: ['/target_date is in the past'],
    },
    { target: { targetType: 'milestone', targetAmount: null, targetDate: null }, wrong: [] },
    { target: { targetType: 'boolean', targetAmount: null, targetDate: null }, wrong: [] },
  ])(
    '$target.targetType with $target.targetAmount by $target.targetDate: $wrong',
    ({ target, wrong }) => {
      expect(wrongFields(target)).toEqual(wrong);
    },
  );

  test('decideTarget accepts a past date that does not change', () => {
    expect(
      wrongFields({ targetType: 'date', targetAmount: null, targetDate: day('2025-01-01') }, false),
    ).toEqual([]);
  });

  test.each([
    [10.5, 'USD', []],
    [10.505, 'USD', ['/target_amount has more decimals than USD']],
    [10, 'CLP', []],
    [10.5, 'JPY', ['/target_amount has more decimals than JPY']],
    [10.5, 'CLP', ['/target_amount has more decimals than CLP']],
    [1.125, 'KWD', []],
  ])('decideTarget compares %d with the decimals of %s', (targetAmount, currency, wrong) => {
    const target = { targetType: 'amount', targetAmount, targetDate: null } as const;
    expect(wrongFields(target, true, currency)).toEqual(wrong);
    expect(wrongFields(target, false, currency)).toEqual([]);
  });
});
