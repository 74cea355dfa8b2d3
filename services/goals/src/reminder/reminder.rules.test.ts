import { dayMs, wallTimeIn } from '@tribe/service-kit';
import { type Firing, nextFiring, type ReminderTime } from './reminder.rules';

const [minuteMs, hourMs] = [60_000, 3_600_000];
const from = Date.parse('2026-01-01T00:00:00Z');
const to = Date.parse('2028-01-01T00:00:00Z');

/** With changes of the clock by night, at midnight, by half an hour and by two hours, and without. */
const zones = [
  'UTC',
  'Africa/Nairobi',
  'Africa/Casablanca',
  'Africa/Cairo',
  'America/Havana',
  'America/New_York',
  'America/Santiago',
  'America/St_Johns',
  'Antarctica/Troll',
  'Asia/Beirut',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Pacific/Apia',
  'Pacific/Chatham',
];

const reminders: ReminderTime[] = [
  ...['00:00', '00:30', '02:30', '23:30'].map((time) => ({
    time,
    weekdays: [],
  })),
  { time: '02:30', weekdays: [6] },
  { time: '00:15', weekdays: [4, 5] },
];

const offsetAt = (zone: string, at: number) => wallTimeIn(zone, new Date(at)).getTime() - at;

/** The offset of a zone by minute, read once per hour, and by minute in the hours in which it changes. */
function offsetsOf(zone: string): (at: number) => number {
  const hours: number[] = [];
  for (let at = from; at <= to + hourMs; at += hourMs) hours.push(offsetAt(zone, at));

  return (at) => {
    const hour = Math.floor((at - from) / hourMs);
    return hours[hour] === hours[hour + 1] ? hours[hour]! : offsetAt(zone, at);
  };
}

const weekdayOf = (wall: number) => (new Date(wall).getUTCDay() + 6) % 7;
const minuteOf = ({ time }: ReminderTime) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const remindersAt = Map.groupBy(reminders, minuteOf);

/**
 * Watches a clock minute by minute: a time is due at the minute in which the clock first shows it, or first shows a later
 * time.
 */
function watchedFirings(zone: string): Map<ReminderTime, number[]> {
  const offset = offsetsOf(zone);
  const due = new Map(reminders.map((reminder) => [reminder, [] as number[]]));
  let shown = from + offset(from);

  for (let at = from + minuteMs; at < to; at += minuteMs) {
    const wall = at + offset(at);

    for (; shown < wall; shown += minuteMs) {
      const next = shown + minuteMs;

      for (const reminder of remindersAt.get((next % dayMs) / minuteMs) ?? []) {
        const { weekdays } = reminder;
        if (weekdays.length === 0 || weekdays.includes(weekdayOf(next)))
          due.get(reminder)!.push(at);
      }
    }
  }

  return due;
}

function computedFirings(zone: string, reminder: ReminderTime): number[] {
  const firings: number[] = [];
  let last: Firing = nextFiring(reminder, { timezone: zone, after: from });

  while (last.at < to) {
    firings.push(last.at);
    last = nextFiring(reminder, { timezone: zone, after: last.at, firedOn: last.day });
  }

  return firings;
}

test.each(zones)('in two years in %s, every time fires once, at its minute', (zone) => {
  const watched = watchedFirings(zone);

  for (const reminder of reminders)
    expect([reminder, computedFirings(zone, reminder)]).toEqual([reminder, watched.get(reminder)]);
});

const next = (time: string, timezone: string, after: string, fields: object = {}) => {
  const { at } = nextFiring(
    { time, weekdays: [], ...fields },
    { timezone, after: Date.parse(after) },
  );
  return new Date(at).toISOString();
};

test('a time that the clock skips fires when the clock has moved', () => {
  const night = '2027-03-28T00:00:00Z';
  expect(next('02:30', 'Europe/Berlin', night)).toBe('2027-03-28T01:00:00.000Z');
  expect(next('03:00', 'Europe/Berlin', night)).toBe('2027-03-28T01:00:00.000Z');
});

test('a time that the clock shows twice fires the first time', () => {
  const before = '2027-10-30T23:00:00Z';
  expect(next('02:30', 'Europe/Berlin', before)).toBe('2027-10-31T00:30:00.000Z');
  expect(next('02:30', 'Europe/Berlin', '2027-10-31T00:30:00Z')).toBe('2027-11-01T01:30:00.000Z');
});

test('a date that a zone skips has no firing', () => {
  const before = '2011-12-29T20:00:00Z';
  expect(next('09:00', 'Pacific/Apia', before)).toBe('2011-12-30T19:00:00.000Z');
  const friday = { weekdays: [4] };
  expect(next('09:00', 'Pacific/Apia', before, friday)).toBe('2012-01-05T19:00:00.000Z');
});

test('a date fires once for a user who travels west, and its time moves with a user who travels east', () => {
  const reminder = { time: '09:00', weekdays: [] };
  const day = Date.parse('2027-06-05T00:00:00Z') / dayMs;
  const inTokyo = Date.parse('2027-06-05T00:00:00Z');
  const fired = { after: inTokyo, firedOn: day };
  const west = nextFiring(reminder, { ...fired, timezone: 'America/Los_Angeles' });
  expect(new Date(west.at).toISOString()).toBe('2027-06-06T16:00:00.000Z');
  const east = nextFiring(reminder, { ...fired, timezone: 'Pacific/Auckland' });
  expect(new Date(east.at).toISOString()).toBe('2027-06-05T21:00:00.000Z');
});
