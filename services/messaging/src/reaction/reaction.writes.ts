import { newId } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import type { ReactedMessage } from './reaction.rules';

/** A reaction of a user, as it is from a time on. */
export interface WrittenReaction {
  readonly conversationId: string;
  readonly messageId: string;
  readonly userId: string;
  /** null removes the reaction. */
  readonly emoji: string | null;
  readonly at: Date;
}

const messageLock = 'SELECT deleted_at FROM messages WHERE id = $1::uuid FOR NO KEY UPDATE';

const emojiOfMessage = `
  SELECT emoji, bool_or(user_id = $2::uuid) AS is_own, bool_or(user_id <> $2::uuid) AS is_of_others
    FROM message_reactions WHERE message_id = $1::uuid GROUP BY emoji`;

/** Locks a message until the transaction ends, and returns it with its reactions in their current state. */
export async function lockReacted(
  tx: Tx,
  messageId: string,
  userId: string,
): Promise<ReactedMessage | undefined> {
  type Emoji = { emoji: string; is_own: boolean; is_of_others: boolean };

  // Both statements are sent together but run in order, so the read sees the writes of the last lock holder.
  const [[message], rows] = await Promise.all([
    tx.sql.query<{ deleted_at: Date | null }>('message_lock', messageLock, [messageId]),
    tx.sql.query<Emoji>('emoji_of_message', emojiOfMessage, [messageId, userId]),
  ]);

  const ofOthers = new Set(rows.flatMap((row) => (row.is_of_others ? [row.emoji] : [])));
  const own = rows.find((row) => row.is_own)?.emoji ?? null;

  return message && { deletedAt: message.deleted_at, own, ofOthers };
}

/** Writes a reaction to a locked message, and returns the new version of the message. */
export async function writeReaction(tx: Tx, reaction: WrittenReaction): Promise<bigint> {
  const { messageId, userId, emoji, at: createdAt } = reaction;
  const key = { messageId, userId };

  if (emoji === null) await tx.messageReaction.deleteMany({ where: key });
  else
    await tx.messageReaction.upsert({
      where: { messageId_userId: key },
      create: { id: newId(), ...key, emoji, createdAt },
      update: { emoji, createdAt },
      select: { id: true },
    });

  const { version } = await tx.message.update({
    where: { id: messageId },
    data: { version: { increment: 1 } },
    select: { version: true },
  });

  return version;
}
