import { defaultSettings } from '../settings/settings.rules';
import { phoneProofFrom, reachable } from './phone.rules';

const now = new Date('2026-11-21T12:00:00Z');
const seconds = now.getTime() / 1000;
const claims = {
  exp: seconds + 3_600,
  auth_time: seconds,
  phone_number: '+254712345678',
  firebase: { sign_in_provider: 'phone' },
};

test('a token of somebody who has just typed the code says what number they have', () => {
  expect(phoneProofFrom(claims, now)).toEqual({
    phoneNumber: '+254712345678',
    expiresAt: new Date('2026-11-21T13:00:00Z'),
  });
});

test.each([
  ['at the end of the ten minutes', -600, true],
  ['longer ago', -601, false],
  ['by a clock that is a little ahead', 60, true],
  ['by a clock that is wrong', 61, false],
])('a code that was typed %s', (_when, offset, holds) => {
  expect(phoneProofFrom({ ...claims, auth_time: seconds + offset }, now) !== undefined).toBe(holds);
});

test.each([
  ['no number', { phone_number: undefined }],
  ['a number without its country', { phone_number: '0712345678' }],
  ['a number with letters', { phone_number: '+25471234567x' }],
  ['a log-in by mail', { firebase: { sign_in_provider: 'password' } }],
  ['no way of logging in', { firebase: undefined }],
  ['no moment of logging in', { auth_time: undefined }],
])('a token with %s says nothing', (_what, change) => {
  expect(phoneProofFrom({ ...claims, ...change }, now)).toBeUndefined();
});

test('only who wants to be found and has shown a number is found', () => {
  const of = (discoverableByPhone: boolean, hasPhoneNumber: boolean) =>
    reachable({ ...defaultSettings, discoverableByPhone }, hasPhoneNumber).discoverableByPhone;
  expect([of(false, false), of(false, true), of(true, false), of(true, true)]).toEqual([
    false,
    false,
    false,
    true,
  ]);
});
