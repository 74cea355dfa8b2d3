import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { ConversationReadSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import type { Membership } from '../access/conversation.queries';
import { unnumbered } from '../message/message.events';

export function conversationRead(
  membership: Membership & { participantId: string },
  read: { messageId: string; seq: bigint; at: Date },
) {
  return eventOf(ConversationReadSchema, {
    entityId: membership.participantId,
    entityVersion: unnumbered,
    data: {
      conversationId: membership.id,
      userId: membership.userId,
      messageId: read.messageId,
      readSeq: read.seq,
      readAt: timestampFromDate(read.at),
    },
  });
}
