import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { ThreadReadSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import type { Message } from '../message/message.queries';

/** The entity is the follower, whose mark never moves back: the number of the reply is the version. */
export function threadRead(
  follower: { readonly id: string; readonly rootId: string; readonly userId: string },
  { conversationId, id: messageId, seq }: Pick<Message, 'conversationId' | 'id' | 'seq'>,
  at: Date,
) {
  return eventOf(ThreadReadSchema, {
    entityId: follower.id,
    entityVersion: seq,
    data: {
      conversationId,
      rootMessageId: follower.rootId,
      userId: follower.userId,
      messageId,
      readAt: timestampFromDate(at),
    },
  });
}
