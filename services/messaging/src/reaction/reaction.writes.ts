import { newId } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import type { ReactedMessage } from './reaction.rules';

/** A reaction that a user adds or removes. */
export interface Reaction {
  readonly conversationId: string;
  readonly messageId: string;
  readonly userId: string;
  readonly emoji: string;
  readonly at: Date;
}

const messageLock = 'SELECT deleted_at FROM messages WHERE id = $1::uuid FOR NO KEY UPDATE';

const emojiOfMessage = `
  SELECT emoji, bool_or(user_id = $2::uuid) AS is_own
    FROM message_reactions WHERE message_id = $1::uuid GROUP BY emoji`;

/** Locks a message until the transaction ends, and returns it with its reactions in their current state. */
export async function lockReacted(
  tx: Tx,
  messageId: string,
  userId: string,
): Promise<ReactedMessage | undefined> {
  type Emoji = { emoji: string; is_own: boolean };

  // Both statements are sent together but run in order, so the read sees the writes of the last lock holder.
  const [[message], rows] = await Promise.all([
    tx.sql.query<{ deleted_at: Date | null }>('message_lock', messageLock, [messageId]),
    tx.sql.query<Emoji>('emoji_of_message', emojiOfMessage, [messageId, userId]),
  ]);

  const own = new Set(rows.flatMap((row) => (row.is_own ? [row.emoji] : [])));
  const all = new Set(rows.map((row) => row.emoji));

  return message && { deletedAt: message.deleted_at, own, all };
}

/** Adds a reaction to a locked message, and returns the new version of the message. */
export async function addReaction(
  tx: Tx,
  { messageId, userId, emoji, at }: Reaction,
): Promise<bigint> {
  await tx.messageReaction.create({
    data: { id: newId(), messageId, userId, emoji, createdAt: at },
    select: { id: true },
  });

  return nextVersion(tx, messageId);
}

/** Removes a reaction from a locked message, and returns the new version of the message. */
export async function removeReaction(
  tx: Tx,
  { messageId, userId, emoji }: Reaction,
): Promise<bigint> {
  await tx.messageReaction.deleteMany({ where: { messageId, userId, emoji } });
  return nextVersion(tx, messageId);
}

async function nextVersion(tx: Tx, messageId: string): Promise<bigint> {
  const { version } = await tx.message.update({
    where: { id: messageId },
    data: { version: { increment: 1 } },
    select: { version: true },
  });

  return version;
}
