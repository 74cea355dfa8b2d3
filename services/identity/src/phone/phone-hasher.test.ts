import { createHash } from 'node:crypto';
import { PhoneHasher } from './phone-hasher';

const hasherWith = (secret: string) => new PhoneHasher({ PHONE_HASH_SECRET: secret });
const number = '+254712345678';
const hasher = hasherWith('a'.repeat(32));

test('returns the same 64 hexadecimal digits for a number, and others for another number', () => {
  expect(hasher.hash(number)).toMatch(/^[0-9a-f]{64}$/);
  expect(hasherWith('a'.repeat(32)).hash(number)).toBe(hasher.hash(number));
  expect(hasher.hash('+254712345679')).not.toBe(hasher.hash(number));
});

test('the hash depends on the secret', () => {
  expect(hasherWith('b'.repeat(32)).hash(number)).not.toBe(hasher.hash(number));
  expect(createHash('sha256').update(number).digest('hex')).not.toBe(hasher.hash(number));
});
