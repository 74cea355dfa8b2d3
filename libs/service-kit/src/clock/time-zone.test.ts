import { isTimeZone } from './time-zone';

test.each([
  'Africa/Nairobi',
  'America/Argentina/Buenos_Aires',
  'Etc/GMT+3',
  'UTC',
  'Asia/Kolkata',
  'Asia/Calcutta',
])('%s is a time zone', (name) => expect(isTimeZone(name)).toBe(true));

test.each([
  '',
  '+03:00',
  'Africa/Atlantis',
  '../etc/passwd',
  'Africa/Nairobi ',
  "UTC'; DROP TABLE users",
  `A${'/a'.repeat(40)}`,
])('%j is not a time zone', (name) => expect(isTimeZone(name)).toBe(false));
