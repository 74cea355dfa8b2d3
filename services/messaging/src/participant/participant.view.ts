import { type UserCard, userView } from '@tribe/projections';
import type { ConversationRole } from '../generated/prisma/enums';

export function participantView(
  { userId, role }: { userId: string; role: ConversationRole },
  cards: ReadonlyMap<string, UserCard>,
) {
  const { id, ...person } = userView(userId, cards);
  return { user_id: id, ...person, role };
}
