import { dateOf, dayOf } from './day.rules';
import { explainStreak } from './streak.rules';
import {
  checkInAt,
  doneFrom,
  doneOn,
  instant,
  range,
  rulesOf,
  settings,
  streakAt,
  systemWith,
} from './streak.test-support';

describe('a daily system', () => {
  test('every day done adds a day, and today is pending until it is done', () => {
    const facts = systemWith({ checkIns: doneFrom('2026-06-01', '2026-06-04') });
    expect(streakAt(facts, '2026-06-04T20:00:00Z')).toMatchObject({
      unit: 'days',
      current: 4,
      longest: 4,
      statusToday: 'done',
    });
    expect(streakAt(facts, '2026-06-05T20:00:00Z')).toMatchObject({
      current: 4,
      statusToday: 'pending',
    });
  });

  test('a missed day ends the streak, and the longest one remains', () => {
    const facts = systemWith({
      checkIns: [...doneFrom('2026-06-01', '2026-06-03'), ...doneOn('2026-06-05')],
    });
    expect(streakAt(facts, '2026-06-05T20:00:00Z')).toMatchObject({ current: 1, longest: 3 });
    expect(rulesOf(facts, '2026-06-05T20:00:00Z')).toMatchObject({ '2026-06-04': 'missed' });
  });

  test('several check-ins on a day count once, and all are evidence', () => {
    const [morning, evening] = ['06:00', '21:00'].map((time) =>
      checkInAt(instant(`2026-06-01T${time}:00Z`)),
    );
    const facts = systemWith({ checkIns: [evening!, morning!] });
    expect(streakAt(facts, '2026-06-01T22:00:00Z').current).toBe(1);
    const [day] = explainStreak(facts, instant('2026-06-01T22:00:00Z'), {
      from: 0,
      to: dayOf('2026-06-01'),
    });
    expect(new Set(day!.evidence)).toEqual(new Set([morning!.id, evening!.id]));
  });

  test('the day of the creation is not missed', () => {
    const facts = systemWith({ createdAt: instant('2026-06-01T23:50:00Z') });
    expect(rulesOf(facts, '2026-06-03T10:00:00Z')).toEqual({
      '2026-06-01': 'not_scheduled',
      '2026-06-02': 'missed',
      '2026-06-03': 'pending',
    });
  });

  test('the days since the habit began count, also those before the system was created', () => {
    const facts = systemWith({
      startedOn: dayOf('2026-05-27'),
      checkIns: doneOn('2026-05-28', '2026-05-30', '2026-05-31', '2026-06-01'),
    });
    expect(rulesOf(facts, '2026-06-01T13:00:00Z', '2026-05-01')).toEqual({
      '2026-05-27': 'not_scheduled',
      '2026-05-28': 'done',
      '2026-05-29': 'missed',
      '2026-05-30': 'done',
      '2026-05-31': 'done',
      '2026-06-01': 'done',
    });
    expect(streakAt(facts, '2026-06-01T13:00:00Z').current).toBe(3);
  });

  test('a check-in that arrives days late restores the streak, and the day shows that it was late', () => {
    const before = doneOn('2026-06-01', '2026-06-02', '2026-06-04', '2026-06-05');
    const now = '2026-06-05T20:00:00Z';
    expect(streakAt(systemWith({ checkIns: before }), now).current).toBe(2);
    const late = checkInAt(instant('2026-06-03T12:00:00Z'), 'UTC', { recordedAt: instant(now) });
    const facts = systemWith({ checkIns: [...before, late] });
    expect(streakAt(facts, now)).toMatchObject({ current: 5, longest: 5 });
    expect(rulesOf(facts, now)['2026-06-03']).toBe('done_late');
  });

  test('a check-in sent after midnight by the clock of the device is late, before it is not', () => {
    const at = instant('2026-06-03T23:00:00Z');
    const received = (time: string) =>
      systemWith({ checkIns: [checkInAt(at, 'UTC', { recordedAt: instant(time) })] });
    const rule = (time: string) => rulesOf(received(time), '2026-06-04T10:00:00Z')['2026-06-03'];
    expect(rule('2026-06-03T23:59:59Z')).toBe('done');
    expect(rule('2026-06-04T00:00:00Z')).toBe('done_late');
  });

  test('skips, vacations, pauses and rest days neither add to the streak nor end it', () => {
    const facts = systemWith({
      checkIns: [
        ...doneOn('2026-06-01', '2026-06-09'),
        checkInAt(instant('2026-06-02T12:00:00Z'), 'UTC', { id: 'skip', outcome: 'skipped' }),
      ],
      vacations: [range('vacation', '2026-06-03', '2026-06-04')],
      pauses: [
        { id: 'pause', from: instant('2026-06-05T08:00:00Z'), to: instant('2026-06-07T08:00:00Z') },
      ],
      schedules: [{ at: 0, schedule: { kind: 'daily' }, restDays: [6, 0] }],
    });
    expect(rulesOf(facts, '2026-06-09T20:00:00Z')).toEqual({
      '2026-06-01': 'done',
      '2026-06-02': 'skipped',
      '2026-06-03': 'vacation',
      '2026-06-04': 'vacation',
      '2026-06-05': 'paused',
      '2026-06-06': 'paused',
      '2026-06-07': 'rest',
      '2026-06-08': 'rest',
      '2026-06-09': 'done',
    });
    expect(streakAt(facts, '2026-06-09T20:00:00Z').current).toBe(2);
  });

  test('a check-in on a rest day or on vacation counts', () => {
    const facts = systemWith({
      checkIns: doneFrom('2026-06-01', '2026-06-03'),
      vacations: [range('vacation', '2026-06-02', '2026-06-02')],
      schedules: [{ at: 0, schedule: { kind: 'daily' }, restDays: [2] }],
    });
    expect(streakAt(facts, '2026-06-03T20:00:00Z').current).toBe(3);
  });

  test('a paused system keeps its streak for years', () => {
    const facts = systemWith({
      checkIns: doneFrom('2026-06-01', '2026-06-03'),
      pauses: [{ id: 'pause', from: instant('2026-06-04T08:00:00Z') }],
    });
    expect(streakAt(facts, '2028-06-04T20:00:00Z')).toMatchObject({
      current: 3,
      statusToday: 'paused',
    });
  });
});

describe('freezes', () => {
  const week = doneFrom('2026-06-01', '2026-06-07');

  test('seven done days earn a freeze, which the next missed day spends', () => {
    const facts = systemWith({ checkIns: [...week, ...doneOn('2026-06-09')] });
    expect(streakAt(facts, '2026-06-08T20:00:00Z').freezes).toBe(1);
    expect(rulesOf(facts, '2026-06-09T20:00:00Z')['2026-06-08']).toBe('frozen');
    expect(streakAt(facts, '2026-06-09T20:00:00Z')).toMatchObject({ current: 8, freezes: 0 });
    expect(streakAt(facts, '2026-06-11T20:00:00Z')).toMatchObject({ current: 0, freezes: 0 });
  });

  test('the stock holds two freezes, and a full stock earns none', () => {
    const facts = systemWith({ checkIns: doneFrom('2026-06-01', '2026-06-27') });
    const at = (date: string) => streakAt(facts, `${date}T20:00:00Z`);
    expect(at('2026-06-27').freezes).toBe(2);
    expect(at('2026-06-30')).toMatchObject({ current: 27, freezes: 0 });
    expect(at('2026-07-01').current).toBe(0);
  });

  test('a freeze by hand holds today, and names its evidence', () => {
    const facts = systemWith({
      checkIns: week,
      freezes: [{ id: 'freeze', day: dayOf('2026-06-08') }],
    });
    expect(streakAt(facts, '2026-06-08T20:00:00Z')).toMatchObject({
      statusToday: 'frozen',
      freezes: 0,
      current: 7,
    });
    const [day] = explainStreak(facts, instant('2026-06-08T20:00:00Z'), {
      from: dayOf('2026-06-08'),
      to: dayOf('2026-06-08'),
    });
    expect(day!.evidence).toEqual(['freeze']);
  });

  test('a freeze by hand without a freeze in stock has no effect, and none is spent on a done day', () => {
    const freeze = (date: string) => [{ id: 'freeze', day: dayOf(date) }];
    const early = systemWith({ freezes: freeze('2026-06-02') });
    expect(rulesOf(early, '2026-06-03T20:00:00Z')['2026-06-02']).toBe('missed');
    const done = systemWith({ checkIns: week, freezes: freeze('2026-06-07') });
    expect(streakAt(done, '2026-06-07T20:00:00Z').freezes).toBe(1);
  });

  test('a late check-in gives back the freeze that its day had spent', () => {
    const late = checkInAt(instant('2026-06-08T12:00:00Z'));
    const facts = systemWith({ checkIns: [...week, late, ...doneOn('2026-06-09')] });
    expect(streakAt(facts, '2026-06-09T20:00:00Z')).toMatchObject({ current: 9, freezes: 1 });
  });
});

describe('schedules', () => {
  test('a system on given weekdays counts the days on which it was done', () => {
    const facts = systemWith(
      { checkIns: doneOn('2026-06-01', '2026-06-03', '2026-06-08') },
      {
        kind: 'weekly',
        weekdays: [0, 2],
      },
    );
    expect(streakAt(facts, '2026-06-09T20:00:00Z')).toMatchObject({
      unit: 'days',
      current: 3,
      statusToday: 'not_scheduled',
    });
    expect(streakAt(facts, '2026-06-11T20:00:00Z').current).toBe(0);
  });

  test('the 31st of a month is the last day of a shorter one', () => {
    const createdAt = instant('2028-01-31T00:00:00Z');
    const checkIns = doneOn('2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30');
    const facts = systemWith({ createdAt, checkIns }, { kind: 'monthly', dayOfMonth: 31 });
    expect(streakAt(facts, '2028-05-30T20:00:00Z')).toMatchObject({
      current: 4,
      statusToday: 'not_scheduled',
    });
    expect(streakAt(facts, '2028-05-31T20:00:00Z').statusToday).toBe('pending');
    expect(streakAt(facts, '2028-06-01T20:00:00Z').current).toBe(0);
  });

  test('a change of the schedule applies from its day, and the days before keep theirs', () => {
    const facts = systemWith({
      checkIns: doneFrom('2026-06-01', '2026-06-03'),
      schedules: [
        {
          at: instant('2026-06-04T09:00:00Z'),
          schedule: { kind: 'weekly', weekdays: [0] },
          restDays: [],
        },
        { at: instant('2026-06-01T00:00:00Z'), schedule: { kind: 'daily' }, restDays: [] },
      ],
    });
    expect(streakAt(facts, '2026-06-07T20:00:00Z')).toMatchObject({
      current: 3,
      statusToday: 'not_scheduled',
    });
  });
});

describe('a number of days per week', () => {
  const times = (n: number) => ({ kind: 'times_per_week', times: n }) as const;
  const threeTimes = times(3);
  const kept = doneOn('2026-06-01', '2026-06-03', '2026-06-05');

  test('the streak counts weeks, each as soon as enough days are done', () => {
    const facts = systemWith({ checkIns: kept }, threeTimes);
    expect(streakAt(facts, '2026-06-05T20:00:00Z')).toMatchObject({ unit: 'weeks', current: 1 });
    const two = systemWith({ checkIns: kept.slice(0, 2) }, threeTimes);
    expect(streakAt(two, '2026-06-07T20:00:00Z')).toMatchObject({
      current: 0,
      statusToday: 'pending',
    });
  });

  test('a week with too few days ends the streak when it ends, on Sunday', () => {
    const facts = systemWith({ checkIns: [...kept, ...doneOn('2026-06-08')] }, threeTimes);
    expect(streakAt(facts, '2026-06-14T20:00:00Z').current).toBe(1);
    expect(streakAt(facts, '2026-06-15T20:00:00Z')).toMatchObject({ current: 0, longest: 1 });
    const days = explainStreak(facts, instant('2026-06-15T20:00:00Z'), { from: 0, to: Infinity });
    expect(days.flatMap(({ day, week }) => (week ? [[dateOf(day), week]] : []))).toEqual([
      ['2026-06-07', 'kept'],
      ['2026-06-14', 'missed'],
    ]);
  });

  test('days that are not available reduce what a week needs, and a week without any is neutral', () => {
    const facts = systemWith(
      {
        checkIns: [...kept, ...doneOn('2026-06-08', '2026-06-09')],
        vacations: [range('vacation', '2026-06-10', '2026-06-21')],
      },
      threeTimes,
    );
    expect(streakAt(facts, '2026-06-22T20:00:00Z').current).toBe(2);
  });

  test('a system created at the end of a week needs only the days that were left', () => {
    const createdAt = instant('2026-06-06T10:00:00Z');
    const facts = systemWith({ createdAt, checkIns: doneOn('2026-06-07') }, threeTimes);
    expect(streakAt(facts, '2026-06-08T20:00:00Z').current).toBe(1);
    expect(streakAt(systemWith({ createdAt }, threeTimes), '2026-06-08T10:00:00Z').current).toBe(0);
  });

  test('a missed week spends a freeze', () => {
    const checkIns = doneFrom('2026-06-01', '2026-06-07');
    const facts = systemWith({ checkIns }, threeTimes);
    expect(streakAt(facts, '2026-06-15T10:00:00Z')).toMatchObject({ current: 1, freezes: 0 });
    expect(streakAt(facts, '2026-06-22T10:00:00Z').current).toBe(0);
  });

  test('a change between days and weeks begins a new streak and cannot miss the week that it cuts', () => {
    const change = (at: string, n: number | undefined) => ({
      at: instant(at),
      schedule: n === undefined ? ({ kind: 'daily' } as const) : times(n),
      restDays: [],
    });
    const facts = systemWith({
      checkIns: [...kept, ...doneFrom('2026-06-10', '2026-06-11')],
      schedules: [change('2026-06-01T00:00:00Z', 3), change('2026-06-10T09:00:00Z', undefined)],
    });
    expect(streakAt(facts, '2026-06-09T20:00:00Z')).toMatchObject({ unit: 'weeks', current: 1 });
    expect(streakAt(facts, '2026-06-11T20:00:00Z')).toMatchObject({
      unit: 'days',
      current: 2,
      longest: 2,
    });
  });
});

describe('zones and the start of the day', () => {
  test('a day that starts at 03:00 includes the night', () => {
    const facts = systemWith({
      calendar: [settings('Africa/Nairobi', 0, 180)],
      createdAt: instant('2026-06-01T09:00:00Z'),
      checkIns: [checkInAt(instant('2026-06-02T23:30:00Z'), 'Africa/Nairobi')],
    });
    expect(rulesOf(facts, '2026-06-02T23:45:00Z')['2026-06-02']).toBe('done');
    expect(streakAt(facts, '2026-06-03T00:00:00Z').statusToday).toBe('pending');
  });

  test('a new start of the day does not move what was done before', () => {
    const night = checkInAt(instant('2026-06-02T01:00:00Z'));
    const facts = systemWith({
      calendar: [settings('UTC', 0, 180), settings('UTC', instant('2026-06-05T10:00:00Z'), 0)],
      checkIns: [night, checkInAt(instant('2026-06-06T01:00:00Z'))],
    });
    expect(rulesOf(facts, '2026-06-06T10:00:00Z')).toMatchObject({
      '2026-06-01': 'done',
      '2026-06-06': 'done',
    });
  });

  test('a check-in counts for the date where it happened, before the settings follow', () => {
    const evening = checkInAt(instant('2026-06-03T03:00:00Z'), 'America/New_York');
    const facts = systemWith({
      calendar: [settings('Africa/Nairobi')],
      checkIns: [...doneOn('2026-06-01'), evening],
    });
    expect(streakAt(facts, '2026-06-03T03:01:00Z').current).toBe(2);
    expect(rulesOf(facts, '2026-06-03T03:01:00Z')['2026-06-02']).toBe('done');
  });

  test('a check-in further east than the settings counts at once', () => {
    const ahead = checkInAt(instant('2026-06-02T20:00:00Z'), 'Pacific/Auckland');
    const facts = systemWith({ checkIns: [...doneOn('2026-06-01', '2026-06-02'), ahead] });
    expect(streakAt(facts, '2026-06-02T21:00:00Z')).toMatchObject({
      current: 3,
      statusToday: 'done',
    });
  });

  test('a device whose clock is ahead does not move today', () => {
    const ahead = checkInAt(instant('2026-06-03T20:00:00Z'));
    const facts = systemWith({ checkIns: [...doneOn('2026-06-01'), ahead] });
    expect(streakAt(facts, '2026-06-02T21:00:00Z')).toMatchObject({
      current: 1,
      statusToday: 'pending',
    });
  });

  test('a date that an eastward flight over the date line skips is not missed', () => {
    const landing = instant('2026-06-04T10:30:00Z');
    const facts = systemWith({
      calendar: [settings('Pacific/Pago_Pago'), settings('Pacific/Kiritimati', landing)],
      checkIns: [
        ...['2026-06-01', '2026-06-02'].map((date) =>
          checkInAt(instant(`${date}T20:00:00Z`), 'Pacific/Pago_Pago'),
        ),
        checkInAt(instant('2026-06-03T20:00:00Z'), 'Pacific/Pago_Pago'),
        checkInAt(instant('2026-06-04T20:00:00Z'), 'Pacific/Kiritimati'),
      ],
    });
    expect(rulesOf(facts, '2026-06-04T21:00:00Z')).toEqual({
      '2026-06-01': 'done',
      '2026-06-02': 'done',
      '2026-06-03': 'done',
      '2026-06-04': 'shortened',
      '2026-06-05': 'done',
    });
    expect(streakAt(facts, '2026-06-04T21:00:00Z').current).toBe(4);
  });

  test('a date that a westward flight over the date line repeats counts once', () => {
    const landing = instant('2026-06-04T22:00:00Z');
    const facts = systemWith({
      calendar: [settings('Pacific/Auckland'), settings('Pacific/Honolulu', landing)],
      createdAt: instant('2026-06-02T22:00:00Z'),
      checkIns: [
        checkInAt(instant('2026-06-02T22:30:00Z'), 'Pacific/Auckland'),
        checkInAt(instant('2026-06-03T22:00:00Z'), 'Pacific/Auckland'),
        checkInAt(instant('2026-06-04T23:00:00Z'), 'Pacific/Honolulu'),
        checkInAt(instant('2026-06-05T23:00:00Z'), 'Pacific/Honolulu'),
      ],
    });
    expect(rulesOf(facts, '2026-06-05T23:30:00Z')).toEqual({
      '2026-06-03': 'done',
      '2026-06-04': 'done',
      '2026-06-05': 'done',
    });
    expect(streakAt(facts, '2026-06-05T23:30:00Z').current).toBe(3);
  });
});
