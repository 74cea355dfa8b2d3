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

test('only the beginning of a long password is judged, because judging takes longer than the text', () => {
  expect(weaknessOf(`${'a'.repeat(64)}Kilimanjaro at 7`, brian)).toContain('repeated');
  expect(weaknessOf(`Kilimanjaro at 7${'a'.repeat(64)}`, brian)).toBeUndefined();
});

test('a password typed on another keyboard is the same password', () => {
  expect(normalizePassword('Zoe\u0308')).toBe(normalizePassword('Zo\u00eb'));
});
