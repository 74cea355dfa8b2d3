import { phoneProofFrom } from './phone.rules';

const now = new Date('2026-11-21T12:00:00Z');
const seconds = now.getTime() / 1000;
const claims = {
  exp: seconds + 3_600,
  auth_time: seconds,
  phone_number: '+254712345678',
  firebase: { sign_in_provider: 'phone' },
};

test('reads the phone number of a token whose owner has just typed the code', () => {
  expect(phoneProofFrom(claims, now)).toEqual({
    phoneNumber: '+254712345678',
    expiresAt: new Date('2026-11-21T13:00:00Z'),
  });
});

test.each([
  ['accepts a code typed exactly ten minutes ago', -600, true],
  ['refuses a code typed longer ago', -601, false],
  ['accepts a clock that is one minute ahead', 60, true],
  ['refuses a clock that is further ahead', 61, false],
])('%s', (_case, offset, isAccepted) => {
  const proof = phoneProofFrom({ ...claims, auth_time: seconds + offset }, now);
  expect(proof !== undefined).toBe(isAccepted);
});

test.each([
  ['without a number', { phone_number: undefined }],
  ['with a number without its country', { phone_number: '0712345678' }],
  ['with a number that has letters', { phone_number: '+25471234567x' }],
  ['of a login by mail', { firebase: { sign_in_provider: 'password' } }],
  ['without a login method', { firebase: undefined }],
  ['without the time of the login', { auth_time: undefined }],
])('reads no phone number from a token %s', (_case, change) => {
  expect(phoneProofFrom({ ...claims, ...change }, now)).toBeUndefined();
});
