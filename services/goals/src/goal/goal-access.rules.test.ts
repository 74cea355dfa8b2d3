import { decideAccess, type GoalAction, type Standing, standingOf } from './goal-access.rules';

const standings = ['creator', 'member', 'supporter', 'viewer', 'stranger'] as const satisfies Standing[];

/** One letter per standing, in the order above: a(llowed), f(orbidden), h(idden). */
const table: { action: GoalAction; visibility: 'private' | 'public'; decisions: string }[] = [
  { action: 'see', visibility: 'private', decisions: 'aaaah' },
  { action: 'see', visibility: 'public', decisions: 'aaaaa' },
  { action: 'see-contributions', visibility: 'private', decisions: 'aaaah' },
  { action: 'see-contributions', visibility: 'public', decisions: 'aaaaf' },
  { action: 'contribute', visibility: 'private', decisions: 'aaafh' },
  { action: 'contribute', visibility: 'public', decisions: 'aaaff' },
  { action: 'leave', visibility: 'private', decisions: 'aaaah' },
  { action: 'leave', visibility: 'public', decisions: 'aaaaf' },
  { action: 'manage', visibility: 'private', decisions: 'afffh' },
  { action: 'manage', visibility: 'public', decisions: 'affff' },
];

test.each(table)('$action on a $visibility goal', ({ action, visibility, decisions }) => {
  const found = standings.map((standing) => decideAccess(action, standing, visibility === 'public').charAt(0));
  expect(found.join('')).toBe(decisions);
});

test('who is not among the participants is a stranger', () => {
  const goal = { participants: [{ userId: 'alvin', role: 'member' as const }] };
  expect(standingOf(goal, 'alvin')).toBe('member');
  expect(standingOf(goal, 'clarie')).toBe('stranger');
});
