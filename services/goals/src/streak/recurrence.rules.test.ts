import { dateOf, dayOf } from './day.rules';
import { recurrenceOf } from './recurrence.rules';
import { dueOn } from './schedule.rules';

/** The first dates on which a rule is due, from Monday, the 1st of June 2026. */
function datesOf(text: string, take = 5): string[] {
  const anchor = dayOf('2026-06-01');
  const isDue = dueOn({ kind: 'recurrence', rule: recurrenceOf(text)! }, anchor);
  const days = Array.from({ length: 800 }, (_, index) => anchor + index);
  return days.filter(isDue).slice(0, take).map(dateOf);
}

test.each([
  ['FREQ=DAILY;INTERVAL=3', ['2026-06-01', '2026-06-04', '2026-06-07', '2026-06-10', '2026-06-13']],
  ['FREQ=DAILY;BYDAY=SA,SU;COUNT=3', ['2026-06-06', '2026-06-07', '2026-06-13']],
  ['FREQ=WEEKLY;UNTIL=20260615', ['2026-06-01', '2026-06-08', '2026-06-15']],
  [
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR;COUNT=4',
    ['2026-06-02', '2026-06-05', '2026-06-16', '2026-06-19'],
  ],
  ['FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3', ['2026-07-31', '2026-08-31', '2026-10-31']],
  [
    'FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1,-1;COUNT=4',
    ['2026-06-01', '2026-06-30', '2026-12-01', '2026-12-31'],
  ],
  ['FREQ=MONTHLY;COUNT=2', ['2026-06-01', '2026-07-01']],
])('%s is due on its dates', (text, dates) => {
  expect(datesOf(text)).toEqual(dates);
});

test.each([
  '',
  'FREQ=YEARLY',
  'INTERVAL=2',
  'FREQ=DAILY;INTERVAL=0',
  'FREQ=DAILY;INTERVAL=13',
  'FREQ=DAILY;COUNT=0',
  'FREQ=DAILY;COUNT=367',
  'FREQ=DAILY;COUNT=2;UNTIL=20260615',
  'FREQ=DAILY;UNTIL=20261341',
  'FREQ=DAILY;BYMONTHDAY=1',
  'FREQ=WEEKLY;BYDAY=1MO',
  'FREQ=MONTHLY;BYDAY=MO',
  'FREQ=MONTHLY;BYMONTHDAY=0',
  'FREQ=MONTHLY;BYMONTHDAY=32',
  'FREQ=DAILY;FREQ=DAILY',
  'FREQ=DAILY;BYSETPOS=1',
])('refuses "%s"', (text) => {
  expect(recurrenceOf(text)).toBeUndefined();
});
