import { change, type Decision, keep, refuse } from '@tribe/service-kit';
import type { Membership } from '../access/conversation.queries';
import { errors } from '../errors';
import type { Message } from './message.queries';

export const editWindowMs = 15 * 60_000;

type Actor = Pick<Membership, 'userId' | 'role'>;

/** Decides an edit: by the sender, within 15 minutes. The owner and admins of a group edit their own messages later too. */
export function decideEdit(
  message: Pick<Message, 'senderId' | 'content' | 'deletedAt' | 'createdAt'>,
  { userId, role }: Actor,
  edit: { content: string; now: Date },
): Decision<{ content: string }> {
  if (message.senderId !== userId) return refuse(errors.PERMISSION_DENIED);
  if (message.deletedAt !== null) return refuse(errors.MESSAGE_DELETED);

  const age = edit.now.getTime() - message.createdAt.getTime();
  if (role === 'member' && age > editWindowMs) return refuse(errors.EDIT_WINDOW_EXPIRED);

  return edit.content === message.content ? keep : change({ content: edit.content });
}

/** Decides a deletion, and the right: the sender deletes their messages, the owner and admins of a group those of all. */
export function decideDeletion(
  message: Pick<Message, 'senderId' | 'deletedAt' | 'type'>,
  { userId, role }: Actor,
): Decision<{ deletedAs: string }> {
  const right = message.senderId === userId ? 'sender' : role;
  if (right === 'member' || message.type === 'system') return refuse(errors.PERMISSION_DENIED);

  return message.deletedAt === null ? change({ deletedAs: right }) : keep;
}
