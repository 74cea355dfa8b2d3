import {
  teamPermissions,
  type TeamRole,
  teamRoles,
  type TribePermission,
  tribePermissions,
} from './team-permissions.rules';

export const tribeKinds = ['tribe', 'group', 'team'] as const;
export type TribeKind = (typeof tribeKinds)[number];

/** The roles of a tribe or a group, the highest first. */
const memberRoles = ['admin', 'moderator', 'member'] as const;
type MemberRole = (typeof memberRoles)[number];

export type TribeRole = MemberRole | TeamRole;
export const tribeRoles = [...new Set<TribeRole>([...memberRoles, ...teamRoles])];

const memberPermissions: Readonly<Record<MemberRole, ReadonlySet<TribePermission>>> = {
  admin: new Set(tribePermissions),
  moderator: new Set(['invite', 'answer_requests', 'remove_members']),
  member: new Set(),
};

/** The roles of a kind, the highest first. */
export function rolesOf(kind: TribeKind): readonly TribeRole[] {
  return kind === 'team' ? teamRoles : memberRoles;
}

/** The role of a new member. */
export function firstRoleOf(kind: TribeKind): TribeRole {
  return kind === 'team' ? 'player' : 'member';
}

export function hasPermission(
  kind: TribeKind,
  role: TribeRole,
  permission: TribePermission,
): boolean {
  const table: Readonly<Partial<Record<TribeRole, ReadonlySet<TribePermission>>>> =
    kind === 'team' ? teamPermissions : memberPermissions;
  return table[role]?.has(permission) ?? false;
}

/** Whether one role is above another. A role of another kind is below all. */
export function isAbove(kind: TribeKind, role: TribeRole, otherRole: TribeRole): boolean {
  return levelOf(kind, role) < levelOf(kind, otherRole);
}

/** The level of a role: 0 is the highest role of the kind. */
export function levelOf(kind: TribeKind, role: TribeRole): number {
  const roles = rolesOf(kind);
  const index = roles.indexOf(role);
  return index < 0 ? roles.length : index;
}
