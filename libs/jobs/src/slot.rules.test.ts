import { latestSlot, nextSlot } from './slot.rules';

const at = (time: string) => new Date(`2026-03-29T${time}Z`);

test('the latest slot of an hourly schedule is the last full hour', () => {
  expect(latestSlot('0 * * * *', at('10:59:59.999'))).toEqual(at('10:00:00.000'));
});

test('a slot that starts this very millisecond counts', () => {
  expect(latestSlot('0 * * * *', at('10:00:00.000'))).toEqual(at('10:00:00.000'));
  expect(latestSlot('0 * * * *', at('09:59:59.999'))).toEqual(at('09:00:00.000'));
});

test('the next slot lies strictly ahead', () => {
  expect(nextSlot('0 * * * *', at('10:00:00.000'))).toEqual(at('11:00:00.000'));
});

test('slots are in UTC whatever the zone of the machine, also on the night the clocks change', () => {
  expect(latestSlot('30 2 * * *', at('12:00:00.000'))).toEqual(at('02:30:00.000'));
});

test.each(['', 'hourly', '* *', '61 * * * *', '@daily'])('%j is refused', (cron) => {
  expect(() => latestSlot(cron, at('10:00:00.000'))).toThrow();
});
