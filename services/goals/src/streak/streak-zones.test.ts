import { dayMs, wallTimeIn } from '@tribe/service-kit';
import fc from 'fast-check';
import { type Calendar, dayAt, dayOfWall } from './calendar.rules';
import type { CheckInFact } from './streak-facts';
import { explainStreak, foldStreak } from './streak.rules';
import { checkInAt, hourMs, minuteMs, settings, systemWith } from './streak.test-support';

const dayStarts = [0, 60, 90, 120, 150, 180, 240, 300, 360];
const [from, to] = [Date.parse('2024-01-01T00:00:00Z'), Date.parse('2029-01-01T00:00:00Z')];

const offsetAt = (zone: string, at: number) => wallTimeIn(zone, new Date(at)).getTime() - at;

/** The instants at which the offset of a zone changes, to the minute. */
function transitionsOf(zone: string): number[] {
  const found: number[] = [];
  const step = 20 * dayMs;
  let before = offsetAt(zone, from);

  for (let at = from; at < to; at += step) {
    const after = offsetAt(zone, at + step);
    if (after !== before) found.push(transitionBetween(zone, at, at + step));
    before = after;
  }

  return found;
}

function transitionBetween(zone: string, low: number, high: number): number {
  const before = offsetAt(zone, low);

  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
    if (offsetAt(zone, middle) === before) low = middle;
    else high = middle;
  }

  return high;
}

/** Returns an instant at which clocks in the zone show this time, or the time after the gap. */
function instantOf(zone: string, wall: number): number {
  const guess = wall - offsetAt(zone, wall);
  const at = wall - offsetAt(zone, guess);

  return at + Math.max(0, wall - (at + offsetAt(zone, at)));
}

test('around every change of the clock in every zone, each day is counted once, with two devices and any start of the day', () => {
  let changes = 0;

  for (const zone of Intl.supportedValuesOf('timeZone')) {
    for (const transition of transitionsOf(zone)) {
      const dayStart = dayStarts[changes++ % dayStarts.length]!;
      const calendar: Calendar = [settings(zone, 0, dayStart)];
      const middle = dayAt(calendar, transition);
      const days = [-2, -1, 0, 1, 2].map((offset) => middle + offset);

      // Each device checks in once a day, from the first minute of the day to the 22nd hour.
      const times = days.flatMap((day, index) =>
        [0, 1].map((device) => {
          const hour = ((index + device * 3 + changes) * 5) % 22;
          return instantOf(zone, day * dayMs + (dayStart + 1) * minuteMs + hour * hourMs);
        }),
      );

      const createdAt = Math.min(...times);
      const checkIns = times.map((at, index) => checkInAt(at, zone, { id: `${index}` }));
      const now = Math.max(...times);
      const explained = explainStreak(systemWith({ calendar, createdAt, checkIns }), now, {
        from: -Infinity,
        to: Infinity,
      });
      const found = explained.map(({ day, rule, evidence }) => [day, rule, evidence.length]);
      expect([zone, found]).toEqual([zone, days.map((day) => [day, 'done', 2])]);
    }
  }

  expect(changes).toBeGreaterThan(1_000);
});

test('around every change of the clock, one check-in a day on alternating devices keeps the streak', () => {
  let turn = 0;

  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const [transition] = transitionsOf(zone);
    if (transition === undefined) continue;
    const dayStart = dayStarts[turn++ % dayStarts.length]!;
    const calendar: Calendar = [settings(zone, 0, dayStart)];
    const middle = dayAt(calendar, transition);
    const stale = offsetAt(zone, transition - minuteMs);

    // The second device has old zone data and shows the time without the change.
    const checkIns: CheckInFact[] = [-2, -1, 0, 1, 2].map((offset) => {
      const wall = (middle + offset) * dayMs + 12 * hourMs;
      const at = instantOf(zone, wall);
      return { ...checkInAt(at, zone), ...(offset % 2 !== 0 && { wall: at + stale }) };
    });

    const createdAt = checkIns[0]!.at;
    const { current } = foldStreak(
      systemWith({ calendar, createdAt, checkIns }),
      checkIns.at(-1)!.at,
    );
    expect([zone, current]).toEqual([zone, 5]);
  }
});

test('a person who flies and checks in on every date of at least 12 hours misses no day and wins none', () => {
  const zones = [
    'Pacific/Pago_Pago',
    'Pacific/Kiritimati',
    'Europe/London',
    'America/New_York',
    'Asia/Tokyo',
    'Pacific/Auckland',
  ];
  const start = Date.parse('2026-10-01T00:00:00Z');
  const days = 50;

  const flights = fc.uniqueArray(
    fc.tuple(fc.nat(days * 24 - 1), fc.constantFrom(...zones), fc.constantFrom(0, 180, 360)),
    { minLength: 1, maxLength: 8, selector: ([hour]) => hour },
  );

  fc.assert(
    fc.property(flights, fc.nat(11), (moves, chosen) => {
      const changes = moves.map(([hour, zone, dayStart]) =>
        settings(zone, start + hour * hourMs, dayStart),
      );
      const calendar: Calendar = [settings('Africa/Nairobi'), ...changes];
      const sorted = calendar.toSorted((a, b) => a.at - b.at);
      const hours = new Map<number, number[]>();

      for (let at = start; at < start + days * dayMs; at += hourMs) {
        const { timezone } = sorted.findLast((change) => change.at <= at)!;
        const wall = wallTimeIn(timezone, new Date(at)).getTime();
        const day = dayOfWall([sorted[0]!, ...sorted.slice(1)], wall, at);
        hours.set(day, [...(hours.get(day) ?? []), at]);
      }

      const lived = [...hours].filter(([, times]) => times.length >= 12);
      const checkIns = lived.map(([, times]) => {
        const at = times[chosen % times.length]!;
        return checkInAt(at, sorted.findLast((change) => change.at <= at)!.timezone);
      });
      const now = start + days * dayMs - hourMs;
      const facts = systemWith({ calendar, createdAt: start, checkIns });
      const explained = explainStreak(facts, now, { from: -Infinity, to: Infinity });
      expect(explained.filter(({ rule }) => rule === 'missed' || rule === 'frozen')).toEqual([]);
      expect(foldStreak(facts, now).current).toBe(lived.length);
    }),
    // Hours of a date from before the system existed do not count.
    {
      numRuns: 40,
      examples: [
        [
          [
            [0, 'Pacific/Pago_Pago', 0],
            [10, 'Asia/Tokyo', 360],
          ],
          0,
        ],
      ],
    },
  );
});
