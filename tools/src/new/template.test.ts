import { fill } from './template';

test('placeholders become values, and escaped placeholders stay for the client', () => {
  expect(fill('{{pascal}} at {{=host}}', { pascal: 'TripPlan' })).toBe('TripPlan at {{host}}');
});

test('the article fits the word after it', () => {
  const text = 'A {{words}} is not a {{other}}';
  expect(fill(text, { words: 'event', other: 'trip plan' })).toBe('An event is not a trip plan');
});

test('a placeholder without a value is refused', () => {
  expect(() => fill('{{words}}', {})).toThrow('a template needs {{words}}');
});
