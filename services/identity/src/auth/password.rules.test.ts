import { normalizePassword, weaknessOf } from './password.rules';

const brian = ['brian.okuku@example.com', 'brianokuku', 'Brian Okuku'];

test.each([
  ['password', 'most used'],
  ['12345678', 'most used'],
  ['P@ssword1', 'commonly used'],
  ['aaaaaaaaaaaa', 'repeated'],
  ['abababababab', 'repeated'],
  ['brianokuku1', 'your name'],
  ['okuku1990', 'your name'],
])('%s is refused, and the reason says %s', (password, reason) => {
  expect(weaknessOf(password, brian)).toContain(reason);
});

test.each(['SecurePass123!', 'correct horse battery staple', 'Kilimanjaro at 7', 'ürgewächs-öl-9'])(
  '%s is accepted, whatever kinds of characters it has',
  (password) => {
    expect(weaknessOf(password, brian)).toBeUndefined();
  },
);

test('the longest hostile password is judged quickly', () => {
  const startedAt = performance.now();
  weaknessOf('4@8({[<3e!1|0$5+7%2p@ssw0rd'.repeat(5).slice(0, 128), brian);
  expect(performance.now() - startedAt).toBeLessThan(500);
});

test('a password typed on another keyboard is the same password', () => {
  expect(normalizePassword('Zoe\u0308')).toBe(normalizePassword('Zo\u00eb'));
});
