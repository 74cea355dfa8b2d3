import { isQuiet } from './quiet-hours.rules';

const night = { timezone: 'Africa/Nairobi', isEnabled: true, startMinute: 1_350, endMinute: 390 };
const at = (time: string, fields: object = {}) =>
  isQuiet({ ...night, ...fields }, new Date(`2027-06-05T${time}Z`));

test('quiet hours over midnight are those of the clock of the user', () => {
  expect([at('19:29:59'), at('19:30:00'), at('21:00:00'), at('03:29:59'), at('03:30:00')]).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
});

test('quiet hours may be within a day, or off', () => {
  const lunch = { startMinute: 720, endMinute: 780 };
  expect([at('08:59:00', lunch), at('09:00:00', lunch), at('10:00:00', lunch)]).toEqual([
    false,
    true,
    false,
  ]);
  expect(at('21:00:00', { isEnabled: false })).toBe(false);
});
