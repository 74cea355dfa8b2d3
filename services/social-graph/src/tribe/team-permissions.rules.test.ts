import { teamPermissions, teamRoles, tribePermissions } from './team-permissions.rules';

/** Every role by every permission, in the order of both lists. */
const expected: Record<(typeof teamRoles)[number], boolean[]> = {
  //        update invite answer roles remove
  admin: [true, true, true, true, true],
  coach: [true, true, true, true, true],
  trainer: [false, true, true, false, true],
  captain: [false, true, true, false, false],
  player: [false, false, false, false, false],
  alumni: [false, false, false, false, false],
};

describe.each(teamRoles)('a team’s %s', (role) => {
  test.each(
    tribePermissions.map((permission, index) => [permission, expected[role][index]] as const),
  )('has the permission %s: %s', (permission, isAllowed) =>
    expect(teamPermissions[role].has(permission)).toBe(isAllowed),
  );
});

test('a lower role has no permission that a higher role does not have', () => {
  for (const [index, role] of teamRoles.entries()) {
    for (const lower of teamRoles.slice(index + 1)) {
      expect(
        [...teamPermissions[lower]].filter((permission) => !teamPermissions[role].has(permission)),
      ).toEqual([]);
    }
  }
});
