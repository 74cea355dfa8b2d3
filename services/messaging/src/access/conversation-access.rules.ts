import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { ConversationKind, ConversationRole } from '../generated/prisma/enums';

export type ConversationAction = 'see' | 'send';

type State = { readonly kind: ConversationKind; readonly role: ConversationRole };

/** Kinds in which only the owner and admins write. */
const announcements: readonly ConversationKind[] = ['announcement'];

/** Decides what a participant may do. For everyone else, the conversation does not exist. */
export function decideAccess(
  action: ConversationAction,
  membership: State | undefined,
): Permission {
  if (!membership) return refuse(errors.CONVERSATION_NOT_FOUND);
  if (action === 'see') return allow;

  const isMuted = announcements.includes(membership.kind) && membership.role === 'member';

  return isMuted ? refuse(errors.PERMISSION_DENIED) : allow;
}
