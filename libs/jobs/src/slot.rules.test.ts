import { latestSlot, nextSlot } from './slot.rules';

const at = (time: string) => new Date(`2026-03-29T${time}Z`);

test('the latest slot of an hourly schedule is the last full hour', () => {
  expect(latestSlot('0 * * * *', at('10:59:59.999'))).toEqual(at('10:00:00.000'));
});

test('latestSlot includes a slot that starts at the given millisecond', () => {
  expect(latestSlot('0 * * * *', at('10:00:00.000'))).toEqual(at('10:00:00.000'));
  expect(latestSlot('0 * * * *', at('09:59:59.999'))).toEqual(at('09:00:00.000'));
});

test('nextSlot is strictly after the given time', () => {
  expect(nextSlot('0 * * * *', at('10:00:00.000'))).toEqual(at('11:00:00.000'));
});

test('slots are in UTC regardless of the local zone, even when daylight saving time starts', () => {
  expect(latestSlot('30 2 * * *', at('12:00:00.000'))).toEqual(at('02:30:00.000'));
});

test.each(['', 'hourly', '* *', '61 * * * *', '@daily'])('latestSlot refuses %j', (cron) => {
  expect(() => latestSlot(cron, at('10:00:00.000'))).toThrow();
});
