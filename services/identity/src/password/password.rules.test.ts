import { allow, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import { decidePassword, normalizePassword, weaknessOf } from './password.rules';

const brian = { email: 'brian.okuku@example.com', username: 'brianokuku', fullName: 'Brian Okuku' };
const known = Object.values(brian);

test.each([
  ['password', 'most used'],
  ['12345678', 'most used'],
  ['P@ssword1', 'commonly used'],
  ['aaaaaaaaaaaa', 'repeated'],
  ['abababababab', 'repeated'],
  ['brianokuku1', 'your name'],
  ['okuku1990', 'your name'],
])('refuses %s with a reason that says "%s"', (password, reason) => {
  expect(weaknessOf(password, known)).toContain(reason);
});

test.each(['SecurePass123!', 'correct horse battery staple', 'Kilimanjaro at 7', 'ürgewächs-öl-9'])(
  'accepts %s, whatever kinds of characters it has',
  (password) => {
    expect(weaknessOf(password, known)).toBeUndefined();
  },
);

test('judges only the beginning of a long password', () => {
  expect(weaknessOf(`${'a'.repeat(64)}Kilimanjaro at 7`, known)).toContain('repeated');
  expect(weaknessOf(`Kilimanjaro at 7${'a'.repeat(64)}`, known)).toBeUndefined();
});

test('normalizes the same characters of two keyboards to the same password', () => {
  expect(normalizePassword('Zoe\u0308')).toBe(normalizePassword('Zo\u00eb'));
});

describe('a new password', () => {
  const decide = (password: string, confirmation = password) =>
    decidePassword({ field: 'new_password', password, confirmation }, brian);

  test('is accepted when it is strong and confirmed', () => {
    expect(decide('Kilimanjaro at 7')).toEqual(allow);
  });

  test('is refused when the confirmation differs', () => {
    const differs = { pointer: '/confirm_password', message: 'differs from new_password' };
    expect(decide('Kilimanjaro at 7', 'Kilimanjaro at 8')).toEqual(
      refuse(errors.PASSWORDS_DIFFER, { errors: [differs] }),
    );
  });

  test('is refused with the reason when it is weak', () => {
    const weakness = 'It is one of the most used passwords.';
    expect(decide('12345678')).toEqual(
      refuse(errors.PASSWORD_TOO_WEAK, {
        detail: weakness,
        errors: [{ pointer: '/new_password', message: weakness }],
      }),
    );
  });
});
