import { allow, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import { ageOf, decideBirthYear, decidePreferences, yearIn } from './discovery-profile.rules';

test('returns the year of the time zone', () => {
  const midnightInNairobi = new Date('2026-12-31T21:00:00Z');
  expect(yearIn('Africa/Nairobi', midnightInNairobi)).toBe(2027);
  expect(yearIn('UTC', midnightInNairobi)).toBe(2026);
  expect(yearIn('America/New_York', midnightInNairobi)).toBe(2026);
});

test('returns the age that is reached in the year', () => {
  expect(ageOf(2000, 2026)).toBe(26);
});

test.each([2008, 1976])('allows %i as a year of birth in 2026', (birthYear) => {
  expect(decideBirthYear(birthYear, 2026)).toEqual(allow);
});

test.each([2009, 1975])('refuses %i in 2026 with the years that are allowed', (birthYear) => {
  const message = 'must be from 1976 to 2008: discovery is for people from 18 to 50';
  expect(decideBirthYear(birthYear, 2026)).toEqual(
    refuse(errors.AGE_NOT_ALLOWED, { errors: [{ pointer: '/birth_year', message }] }),
  );
});

test('refuses a repeated subject of category, neighbourhood and time, whatever its case', () => {
  const message = 'has the same category, neighbourhood and time as an earlier preference';

  const refusedAt = (index: number) =>
    refuse(errors.PREFERENCE_REPEATED, {
      errors: [{ pointer: `/preferences/${index}`, message }],
    });

  const music = { category: 'Music' };
  const different = [
    music,
    { ...music, neighborhood: 'Harlem' },
    { ...music, time_preference: 'night' },
    { ...music, neighborhood: 'Harlem', time_preference: 'night' },
    { category: 'Food' },
  ];
  expect(decidePreferences(different)).toEqual(allow);
  expect(decidePreferences([...different, { category: 'MUSIC', neighborhood: 'harlem' }])).toEqual(
    refusedAt(5),
  );
  expect(
    decidePreferences([music, { ...music, neighborhood: null, time_preference: null }]),
  ).toEqual(refusedAt(1));
});
