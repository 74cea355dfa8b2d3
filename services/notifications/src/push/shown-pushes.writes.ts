import type { Tx } from '../prisma.service';

interface Shown {
  /** The conversation, or the root of the thread that alone shows the message. */
  readonly placeId: string;
  readonly seq: bigint;
}

/** Records that a message is shown on the devices of users. */
export async function saveShown(
  tx: Tx,
  userIds: readonly string[],
  { placeId, seq }: Shown,
  at: Date,
): Promise<void> {
  await tx.sql.execute(
    'shown_pushes_save',
    `INSERT INTO shown_message_pushes AS known (user_id, conversation_id, seq, shown_at)
     SELECT user_id, $2::uuid, $3, $4 FROM unnest($1::uuid[]) AS shown (user_id) ORDER BY user_id
     ON CONFLICT (user_id, conversation_id) DO UPDATE SET seq = excluded.seq, shown_at = excluded.shown_at
     WHERE known.seq < excluded.seq`,
    [userIds, placeId, seq, at],
  );
}

/**
 * Forgets the shown message of a conversation or thread that a user has read.
 *
 * @returns whether one was shown
 */
export async function forgetShown(
  tx: Tx,
  userId: string,
  { placeId, seq }: Shown,
): Promise<boolean> {
  const forgotten = await tx.sql.execute(
    'shown_push_forget',
    `DELETE FROM shown_message_pushes WHERE user_id = $1::uuid AND conversation_id = $2::uuid AND seq <= $3`,
    [userId, placeId, seq],
  );

  return forgotten > 0;
}
