import { ConversationKind } from '@tribe/contracts';
import type * as db from '../generated/prisma/enums';
import type { Conversation } from './conversation.queries';

const kinds: Record<db.ConversationKind, ConversationKind> = {
  direct: ConversationKind.DIRECT,
  group: ConversationKind.GROUP,
  channel: ConversationKind.CHANNEL,
  announcement: ConversationKind.ANNOUNCEMENT,
  partnership: ConversationKind.PARTNERSHIP,
  ai_coach: ConversationKind.AI_COACH,
  event: ConversationKind.EVENT,
};
/** A conversation in an event. */
export function conversationMessage({
  id,
  kind,
  name,
  imageUrl,
}: Pick<Conversation, 'id' | 'kind' | 'name' | 'imageUrl'>) {
  return { id, kind: kinds[kind], name: name ?? undefined, imageUrl: imageUrl ?? undefined };
}
