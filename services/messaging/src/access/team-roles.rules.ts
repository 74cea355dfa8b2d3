import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { ConversationKind, ConversationRole } from '../generated/prisma/enums';

/** The roles of a team, as in social-graph. */
export const teamRoles = ['admin', 'coach', 'trainer', 'captain', 'player', 'alumni'] as const;
export type TeamRole = (typeof teamRoles)[number];

/** The rights of a role in the channels of its team that it sees. */
export type TeamRight = 'close' | 'create' | 'moderate' | 'announce' | 'alert' | 'pin' | 'post';

const all: readonly TeamRight[] = [
  'close',
  'create',
  'moderate',
  'announce',
  'alert',
  'pin',
  'post',
];

const rights: Readonly<Record<TeamRole, ReadonlySet<TeamRight>>> = {
  admin: new Set(all),
  coach: new Set(all.filter((right) => right !== 'close')),
  trainer: new Set(['moderate', 'announce', 'alert', 'pin', 'post']),
  captain: new Set(['announce', 'alert', 'pin', 'post']),
  player: new Set(['pin', 'post']),
  alumni: new Set(['post']),
};

export function decideTeamRight(role: TeamRole, right: TeamRight): Permission {
  return rights[role].has(right) ? allow : refuse(errors.PERMISSION_DENIED);
}

/** Decides whether a role writes in a channel that it sees. */
export function decidePosting(role: TeamRole, kind: ConversationKind): Permission {
  return decideTeamRight(role, kind === 'announcement' ? 'announce' : 'post');
}

/** The role in the conversation: moderators delete messages of all, and edit their own at any time. */
export function conversationRoleOf(role: TeamRole): ConversationRole {
  return rights[role].has('moderate') ? 'admin' : 'member';
}

/** Whether a role sees a channel. */
export function isVisibleTo(visibleRoles: readonly string[] | null, role: string): boolean {
  return visibleRoles === null || visibleRoles.includes(role);
}

/** The roles that see a channel: those that a member has chosen, the role of the member, and admins. null for all. */
export function visibleRolesOf(
  chosen: readonly TeamRole[] | null | undefined,
  role: TeamRole,
): TeamRole[] | null {
  if (!chosen) return null;
  const visible = new Set<TeamRole>([...chosen, role, 'admin']);

  return teamRoles.filter((each) => visible.has(each));
}
