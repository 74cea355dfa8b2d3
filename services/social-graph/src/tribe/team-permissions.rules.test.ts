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
  )('to %s: %s', (permission, may) => expect(teamPermissions[role].has(permission)).toBe(may));
});

test('nobody may do what a higher role may not', () => {
  for (const [index, role] of teamRoles.entries()) {
    for (const lower of teamRoles.slice(index + 1)) {
      expect([...teamPermissions[lower]].filter((one) => !teamPermissions[role].has(one))).toEqual(
        [],
      );
    }
  }
});
