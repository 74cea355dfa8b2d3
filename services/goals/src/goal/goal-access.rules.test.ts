import type { Permission } from '@tribe/service-kit';
import { decideAccess, type GoalAction, type Role, roleOf } from './goal-access.rules';

const roles = ['creator', 'member', 'supporter', 'viewer', 'stranger'] as const satisfies Role[];

/** One letter per role, in the order above: a(llowed), f(orbidden), h(idden: GOAL_NOT_FOUND). */
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

function letterOf(decision: Permission): string {
  if (decision.kind !== 'refuse') return 'a';
  return decision.error.code === 'GOAL_NOT_FOUND' ? 'h' : 'f';
}

test.each(table)(
  'decideAccess for $action on a $visibility goal',
  ({ action, visibility, decisions }) => {
    const found = roles.map((role) =>
      letterOf(decideAccess(action, role, visibility === 'public')),
    );
    expect(found.join('')).toBe(decisions);
  },
);

test('roleOf returns stranger for a user who is not a participant', () => {
  const goal = { participants: [{ userId: 'alvin', role: 'member' as const }] };
  expect(roleOf(goal, 'alvin')).toBe('member');
  expect(roleOf(goal, 'clarie')).toBe('stranger');
});
