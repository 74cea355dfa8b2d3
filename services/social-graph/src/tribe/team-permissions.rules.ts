/** The permissions of a role in a tribe, group or team. Archiving and handing over are for the owner alone. */
export const tribePermissions = [
  'update',
  'invite',
  'answer_requests',
  'change_roles',
  'remove_members',
] as const;
export type TribePermission = (typeof tribePermissions)[number];

/** The roles of a team, the highest first. A member can change or remove members with lower roles only. */
export const teamRoles = ['admin', 'coach', 'trainer', 'captain', 'player', 'alumni'] as const;
export type TeamRole = (typeof teamRoles)[number];

const everything = new Set<TribePermission>(tribePermissions);

export const teamPermissions: Readonly<Record<TeamRole, ReadonlySet<TribePermission>>> = {
  admin: everything,
  coach: everything,
  trainer: new Set(['invite', 'answer_requests', 'remove_members']),
  captain: new Set(['invite', 'answer_requests']),
  player: new Set(),
  alumni: new Set(),
};
