import { teamRoles } from '../access/team-roles.rules';
import { decideYear } from './team-year.rules';

const now = new Date('2026-11-28T20:00:00Z');
const decide = (chosen: string | null, current: string | null = null) =>
  decideYear('coach', { current, chosen, now });

test.each([
  ['2026-11-28', 'change'],
  ['2028-11-28', 'change'],
  ['2026-11-27', 'refuse'],
  ['2028-11-29', 'refuse'],
] as const)('the choice of %s as last day leads to: %s', (chosen, kind) => {
  expect(decide(chosen).kind).toBe(kind);
});

test('the same last day is kept, also when it has passed, and null ends the archiving', () => {
  expect(decide('2026-06-30', '2026-06-30').kind).toBe('keep');
  expect(decide(null, '2026-06-30')).toMatchObject({ kind: 'change', to: { yearEndsOn: null } });
});

test('admins and coaches choose the last day', () => {
  const choice = { current: null, chosen: '2027-06-30', now };
  const allowed = teamRoles.filter((role) => decideYear(role, choice).kind === 'change');
  expect(allowed).toEqual(['admin', 'coach']);
  expect(decideYear(undefined, choice)).toMatchObject({ error: { code: 'TEAM_NOT_FOUND' } });
});
