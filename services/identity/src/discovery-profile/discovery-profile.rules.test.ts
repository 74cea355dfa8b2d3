import {
  ageOf,
  allowedBirthYears,
  firstRepeated,
  isAllowedBirthYear,
  yearIn,
} from './discovery-profile.rules';

test('a new year begins in every zone at its own moment', () => {
  const midnightInNairobi = new Date('2026-12-31T21:00:00Z');
  expect(yearIn('Africa/Nairobi', midnightInNairobi)).toBe(2027);
  expect(yearIn('UTC', midnightInNairobi)).toBe(2026);
  expect(yearIn('America/New_York', midnightInNairobi)).toBe(2026);
});

test('the age is the one somebody reaches in the year', () => {
  expect(ageOf(2000, 2026)).toBe(26);
});

test.each([
  [2009, false],
  [2008, true],
  [1976, true],
  [1975, false],
])('born in %i one may say so in 2026: %p', (birthYear, allowed) => {
  expect(isAllowedBirthYear(birthYear, 2026)).toBe(allowed);
});

test('who is refused is told what is allowed', () => {
  expect(allowedBirthYears(2026)).toBe(
    'must be from 1976 to 2008: discovery is for people from 18 to 50',
  );
});

test('one category may be liked differently by place and time, but not twice at the same', () => {
  const music = { category: 'Music' };
  const different = [
    music,
    { ...music, neighborhood: 'Harlem' },
    { ...music, time_preference: 'night' },
    { ...music, neighborhood: 'Harlem', time_preference: 'night' },
    { category: 'Food' },
  ];
  expect(firstRepeated(different)).toBeUndefined();
  expect(firstRepeated([...different, { category: 'MUSIC', neighborhood: 'harlem' }])).toBe(5);
  expect(firstRepeated([music, { ...music, neighborhood: null, time_preference: null }])).toBe(1);
});
