import { Secret } from 'otpauth';
import { newTotpSecret, totpStep, totpUri } from './totp.rules';

/** The secret of RFC 6238, appendix B; its codes end with these six digits. */
const secret = Secret.fromUTF8('12345678901234567890').base32;
const vectors = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
] as const;

test.each(vectors)('accepts the code of RFC 6238 for second %i', (seconds, code) => {
  expect(totpStep(secret, code, new Date(seconds * 1000), null)).toBe(
    BigInt(Math.floor(seconds / 30)),
  );
});

test('accepts a code from 30 seconds before its time step to 30 seconds after it', () => {
  const isAccepted = (seconds: number) =>
    totpStep(secret, '081804', new Date(seconds * 1000), null) !== undefined;
  // The time step is 1111111080 to 1111111109.
  expect([1_111_111_049, 1_111_111_050, 1_111_111_139, 1_111_111_140].map(isAccepted)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('refuses a used code and earlier codes', () => {
  const now = new Date(1_111_111_109_000);
  const step = totpStep(secret, '081804', now, null);
  expect(totpStep(secret, '081804', now, step ?? null)).toBeUndefined();
  expect(totpStep(secret, '081804', now, (step ?? 0n) - 1n)).toBe(step);
});

test.each(['', '08180', '0818040', 'abcdef', '000000'])('refuses the code %j', (code) => {
  expect(totpStep(secret, code, new Date(1_111_111_109_000), null)).toBeUndefined();
});

test('a new secret has 160 bits, and its URI has the settings for the app', () => {
  const fresh = newTotpSecret();
  expect(Secret.fromBase32(fresh).bytes).toHaveLength(20);
  expect(newTotpSecret()).not.toBe(fresh);
  expect(totpUri(fresh, 'brian@example.com')).toBe(
    `otpauth://totp/Tribe:brian%40example.com?issuer=Tribe&secret=${fresh}&algorithm=SHA1&digits=6&period=30`,
  );
});
