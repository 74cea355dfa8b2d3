import { mentionedUsersOf, namedIn } from '@tribe/projections';
import type { Sql } from '@tribe/service-kit';
import { isPersonal } from '../access/conversation-access.rules';
import type { Membership } from '../access/conversation.queries';
import { findMentionable } from './mentions.queries';
import type { Message } from './message.queries';

type Mentions = Pick<Message, 'mentionedIds' | 'mentionsRoom'>;

/**
 * Returns the users that a content mentions. `@room` is for the owner and admins; for others, it is plain text.
 *
 * @param sql pass `tx.sql` inside a transaction
 * @param seq the number of the message; undefined for a new one
 */
export async function mentionsIn(
  sql: Sql,
  { id: conversationId, userId: senderId, kind, role }: Membership,
  content: string,
  seq?: bigint,
): Promise<Mentions> {
  const { names, hasRoom } = namedIn(content);
  const mentionsRoom = hasRoom && !isPersonal(kind) && role !== 'member';
  if (names.length === 0) return { mentionedIds: [], mentionsRoom };

  const place = { conversationId, senderId, ...(seq !== undefined && { seq }) };
  const userIds = await findMentionable(sql, place, names.flat());

  return { mentionedIds: mentionedUsersOf(names, userIds), mentionsRoom };
}
