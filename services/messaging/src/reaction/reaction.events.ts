import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { MessageReactedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import type { WrittenReaction } from './reaction.writes';

/**
 * @param version that of the message
 * @param laterParticipantIds the participants who joined after the message
 */
export function messageReacted(
  reaction: WrittenReaction,
  version: bigint,
  laterParticipantIds: string[],
) {
  return eventOf(MessageReactedSchema, {
    entityId: reaction.messageId,
    entityVersion: version,
    data: {
      conversationId: reaction.conversationId,
      messageId: reaction.messageId,
      userId: reaction.userId,
      emoji: reaction.emoji ?? undefined,
      reactedAt: timestampFromDate(reaction.at),
      laterParticipantIds,
    },
  });
}
