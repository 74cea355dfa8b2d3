import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { ConversationKind, ConversationRole } from '../generated/prisma/enums';
import { decidePosting, decideTeamRight, type TeamRole } from './team-roles.rules';

export type ConversationAction =
  | 'see'
  | 'send'
  | 'pin'
  | 'alert'
  | 'leave'
  | 'manage'
  | 'update'
  | 'close';

interface State {
  readonly kind: ConversationKind;
  readonly role: ConversationRole;
  /** The team of a channel. */
  readonly team: { readonly role: TeamRole } | null;
}

/** Decides what a participant may do. For everyone else, the conversation does not exist. */
export function decideAccess(
  action: ConversationAction,
  membership: State | undefined,
): Permission {
  if (!membership) return refuse(errors.CONVERSATION_NOT_FOUND);
  if (action === 'see') return allow;

  if (action === 'leave' || action === 'manage') return decideManagement(action, membership);
  if (membership.team) return decideInTeam(action, membership.kind, membership.team.role);

  if (action === 'update') return decideManagement('manage', membership);
  if (action === 'alert' || action === 'close') return refuse(errors.PERMISSION_DENIED);

  return action === 'pin' ? decidePinning(membership) : allow;
}

function decideInTeam(
  action: 'send' | 'pin' | 'alert' | 'update' | 'close',
  kind: ConversationKind,
  role: TeamRole,
): Permission {
  if (action === 'send') return decidePosting(role, kind);

  return decideTeamRight(role, action === 'update' ? 'create' : action);
}

/** Owners and admins of groups manage their name and participants; all participants can leave. */
function decideManagement(action: 'leave' | 'manage', { kind, role }: State): Permission {
  if (!isGroup(kind)) return refuse(errors.CONVERSATION_NOT_GROUP);
  return action === 'manage' && role === 'member' ? refuse(errors.PERMISSION_DENIED) : allow;
}

/** Both users of a direct conversation pin messages, and the user of one with the coach; elsewhere the owner and admins. */
function decidePinning({ kind, role }: State): Permission {
  const isOwn = isPersonal(kind) || kind === 'ai_coach';
  return !isOwn && role === 'member' ? refuse(errors.PERMISSION_DENIED) : allow;
}

/** Whether participants of a conversation are added, removed and leave: a group, or one that plans an event. */
export function isGroup(kind: ConversationKind): boolean {
  return kind === 'group' || kind === 'event';
}

/** Whether a conversation belongs to two users: a direct one, or one of partners. */
export function isPersonal(kind: ConversationKind): boolean {
  return kind === 'direct' || kind === 'partnership';
}
