import { dayMs } from '@tribe/service-kit';
import fc from 'fast-check';
import { dateOf, dayOf } from './day.rules';
import type { Schedule } from './schedule.rules';
import type { StreakFacts } from './streak-facts';
import { daysAfterCheckpoint, explainStreak, foldStreak } from './streak.rules';
import { checkInAt, hourMs, settings, systemWith } from './streak.test-support';

const start = Date.parse('2026-06-01T00:00:00Z');
const days = 60;
const zones = ['UTC', 'Africa/Nairobi', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kolkata'];

const dayIndex = fc.nat(days - 1);
const time = fc.nat(days * 24 * 4 - 1).map((quarter) => start + (quarter * hourMs) / 4);
const anySchedule: fc.Arbitrary<Schedule> = fc.oneof(
  fc.constant<Schedule>({ kind: 'daily' }),
  fc.constant<Schedule>({ kind: 'weekly', weekdays: [0, 2, 4] }),
  fc.integer({ min: 1, max: 7 }).map((times): Schedule => ({ kind: 'times_per_week', times })),
  fc.constant<Schedule>({ kind: 'monthly', dayOfMonth: 31 }),
);
const calendarChange = fc
  .tuple(time, fc.constantFrom(...zones), fc.constantFrom(0, 90, 180, 360))
  .map(([at, zone, dayStart]) => settings(zone, at, dayStart));
const checkIn = fc
  .tuple(
    time,
    fc.constantFrom(...zones),
    fc.nat(20),
    fc.constantFrom('done', 'done', 'done', 'skipped'),
  )
  .map(([at, zone, delay, outcome]) =>
    checkInAt(at, zone, {
      id: `${at} ${zone} ${outcome}`,
      recordedAt: at + delay * dayMs,
      outcome: outcome as 'done' | 'skipped',
    }),
  );
const firstDay = dayOf(dateOf(start / dayMs));

const facts: fc.Arbitrary<StreakFacts> = fc
  .record({
    moves: fc.uniqueArray(calendarChange, { maxLength: 4, selector: ({ at }) => at }),
    schedules: fc.uniqueArray(fc.tuple(time, anySchedule, fc.subarray([5, 6])), {
      maxLength: 3,
      selector: ([at]) => at,
    }),
    checkIns: fc.uniqueArray(checkIn, { maxLength: 80, selector: ({ id }) => id }),
    freezes: fc.uniqueArray(dayIndex, { maxLength: 4 }),
    vacations: fc.array(fc.tuple(dayIndex, fc.nat(9)), { maxLength: 3 }),
    pauses: fc.array(fc.tuple(time, fc.nat(9)), { maxLength: 2 }),
  })
  .map((parts) =>
    systemWith({
      createdAt: start,
      calendar: [settings('UTC'), ...parts.moves],
      schedules: [
        { at: start, schedule: { kind: 'daily' }, restDays: [] },
        ...parts.schedules.map(([at, each, restDays]) => ({
          at: at + 1,
          schedule: each,
          restDays,
        })),
      ],
      checkIns: parts.checkIns,
      freezes: parts.freezes.map((day) => ({ id: `freeze ${day}`, day: firstDay + day })),
      vacations: parts.vacations.map(([from, length], index) => ({
        id: `vacation ${index}`,
        from: firstDay + from,
        to: firstDay + from + length,
      })),
      pauses: parts.pauses.map(([from, length], index) => ({
        id: `pause ${index}`,
        from,
        to: from + length * dayMs,
      })),
    }),
  );

const end = start + days * dayMs;

/** Every list of facts in an order of its own; of overlapping vacations and pauses, the first gives the evidence. */
function shuffled(system: StreakFacts, seed: number): StreakFacts {
  const mix = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item, index) => ({ item, rank: Math.sin(seed + index * 7.1) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item);
  const [first, ...rest] = mix(system.calendar);
  const [schedule, ...schedules] = mix(system.schedules);

  return {
    ...system,
    calendar: [first!, ...rest],
    schedules: [schedule!, ...schedules],
    checkIns: mix(system.checkIns),
    freezes: mix(system.freezes),
    vacations: mix(system.vacations),
    pauses: mix(system.pauses),
  };
}

const rulesIn = (system: StreakFacts) =>
  explainStreak(system, end, { from: 0, to: Infinity }).map(({ day, rule, streak, week }) => ({
    day,
    rule: rule === 'done_late' ? 'done' : rule,
    streak,
    week,
  }));

test('the order and the delay in which facts arrive do not change the streak', () => {
  fc.assert(
    fc.property(facts, fc.integer(), (system, seed) => {
      const atOnce = system.checkIns.map((each) => ({ ...each, recordedAt: each.at }));
      expect(rulesIn(shuffled(system, seed))).toEqual(rulesIn({ ...system, checkIns: atOnce }));
    }),
    { numRuns: 150 },
  );
});

test('from a checkpoint, later facts lead to the same streak as the whole history', () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 10, max: days }), (system, index) => {
      const earlier = start + index * dayMs;
      const { checkpoint } = foldStreak(system, earlier);
      fc.pre(checkpoint !== undefined);
      const later = system.checkIns.filter(({ at }) => at >= (checkpoint!.through - 1) * dayMs);
      const { checkpoint: whole, ...expected } = foldStreak(system, end);
      const { checkpoint: next, ...streak } = foldStreak(
        { ...system, checkIns: later },
        end,
        checkpoint,
      );
      expect(streak).toEqual(expected);
      expect(next).toEqual(whole);
      expect(next!.through).toBe(expected.today - 1 - daysAfterCheckpoint);
    }),
    { numRuns: 150 },
  );
});

test('every day has one rule, and every check-in is evidence of at most one day', () => {
  fc.assert(
    fc.property(facts, (system) => {
      const explained = explainStreak(system, end, { from: -Infinity, to: Infinity });
      const numbers = explained.map(({ day }) => day);
      expect(numbers).toEqual(numbers.map((_, offset) => numbers[0]! + offset));
      const evidence = explained
        .filter(({ rule }) => rule.startsWith('done'))
        .flatMap((day) => day.evidence);
      expect(new Set(evidence).size).toBe(evidence.length);
    }),
    { numRuns: 100 },
  );
});

test('a page of the explanation is the same from a checkpoint as from the beginning', () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 10, max: days - 1 }), (system, index) => {
      const { checkpoint } = foldStreak(system, start + index * dayMs);
      const from = firstDay + index;
      const page = { from, to: from + 9 };
      expect(explainStreak(system, end, { ...page, checkpoint })).toEqual(
        explainStreak(system, end, page),
      );
    }),
    { numRuns: 100 },
  );
});
