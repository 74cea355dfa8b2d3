import { tribePermissions } from './team-permissions.rules';
import { firstRoleOf, hasPermission, rolesOf, tribeKinds } from './tribe-roles.rules';

test.each(['tribe', 'group'] as const)('the permissions of the roles of a %s', (kind) => {
  const table = Object.fromEntries(
    rolesOf(kind).map((role) => [
      role,
      tribePermissions.map((permission) => hasPermission(kind, role, permission)),
    ]),
  );
  expect(table).toEqual({
    admin: [true, true, true, true, true],
    moderator: [false, true, true, false, true],
    member: [false, false, false, false, false],
  });
});

test.each(tribeKinds)('the role of a new member of a %s has no permissions', (kind) => {
  const allowed = tribePermissions.filter((permission) =>
    hasPermission(kind, firstRoleOf(kind), permission),
  );
  expect(allowed).toEqual([]);
});

test('a role of another kind has no permissions', () => {
  expect(hasPermission('group', 'coach', 'update')).toBe(false);
  expect(hasPermission('team', 'moderator', 'invite')).toBe(false);
});
