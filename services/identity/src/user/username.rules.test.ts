import { isReservedFullName } from './username.rules';

test.each([
  'Tribe Support',
  'tribe-support',
  'TribeSupport',
  'The Tribe Team',
  'Tribe',
  'Support Team',
  'Account Security',
  'Ｔｒｉｂｅ Ｈｅｌｐ',
  'Tri\u200Bbe Support',
  'Tri\u00ADbe Support',
  'Tríbe Sup\u0307port',
])('the full name %s is reserved', (name) => {
  expect(isReservedFullName(name)).toBe(true);
});

test.each([
  'Brian Okuku',
  'Admin',
  'Tribe Kimani',
  'Billing Hamilton',
  'The Desk',
  'Staffan Berg',
  '支持',
  '',
])('the full name %j is free', (name) => {
  expect(isReservedFullName(name)).toBe(false);
});
