import {
  conversationRoleOf,
  decidePosting,
  decideTeamRight,
  isVisibleTo,
  type TeamRole,
  teamRoles,
} from './team-roles.rules';

const allowed = (decide: (role: TeamRole) => { kind: string }) =>
  teamRoles.filter((role) => decide(role).kind === 'keep');

test.each([
  ['creates channels', (role: TeamRole) => decideTeamRight(role, 'create'), 'admin coach'],
  [
    'announces',
    (role: TeamRole) => decidePosting(role, 'announcement'),
    'admin coach trainer captain',
  ],
  ['alerts', (role: TeamRole) => decideTeamRight(role, 'alert'), 'admin coach trainer captain'],
  ['pins', (role: TeamRole) => decideTeamRight(role, 'pin'), 'admin coach trainer captain player'],
  [
    'posts',
    (role: TeamRole) => decidePosting(role, 'channel'),
    'admin coach trainer captain player alumni',
  ],
] as const)('%s: %s', (_right, decide, roles) => {
  expect(allowed(decide).join(' ')).toBe(roles);
});

test('trainers and higher roles moderate', () => {
  const moderators = teamRoles.filter((role) => conversationRoleOf(role) === 'admin');
  expect(moderators).toEqual(['admin', 'coach', 'trainer']);
});

test('a channel without roles is visible to all, another channel to its roles only', () => {
  expect(isVisibleTo(null, 'alumni')).toBe(true);
  expect(isVisibleTo(['coach'], 'coach')).toBe(true);
  expect(isVisibleTo(['coach'], 'player')).toBe(false);
  expect(isVisibleTo([], 'player')).toBe(false);
});
