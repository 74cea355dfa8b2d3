import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { ConversationKind, ConversationRole } from '../generated/prisma/enums';

export type ConversationAction = 'see' | 'send' | 'pin' | 'leave' | 'manage';

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

  if (action === 'pin') return decidePinning(membership);
  if (action !== 'send') return decideManagement(action, membership);

  const isMuted = announcements.includes(membership.kind) && membership.role === 'member';

  return isMuted ? refuse(errors.PERMISSION_DENIED) : allow;
}

/** Owners and admins of groups manage their name and participants; all participants can leave. */
function decideManagement(action: 'leave' | 'manage', { kind, role }: State): Permission {
  if (kind !== 'group') return refuse(errors.CONVERSATION_NOT_GROUP);
  return action === 'manage' && role === 'member' ? refuse(errors.PERMISSION_DENIED) : allow;
}

/** Both users of a direct conversation pin messages, elsewhere the owner and admins. */
function decidePinning({ kind, role }: State): Permission {
  return kind !== 'direct' && role === 'member' ? refuse(errors.PERMISSION_DENIED) : allow;
}
