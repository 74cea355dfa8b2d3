import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { MessagePinnedSchema, MessageUnpinnedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';

interface Change {
  readonly conversationId: string;
  readonly messageId: string;
  readonly userId: string;
  readonly at: Date;
  /** The participants who joined after the message. */
  readonly laterParticipantIds: string[];
}

/** @param version that of the message */
export function messagePinned({ userId, at, ...place }: Change, version: bigint) {
  return eventOf(MessagePinnedSchema, {
    entityId: place.messageId,
    entityVersion: version,
    data: { ...place, pinnedBy: userId, pinnedAt: timestampFromDate(at) },
  });
}

/** @param version that of the message */
export function messageUnpinned({ userId, at, ...place }: Change, version: bigint) {
  return eventOf(MessageUnpinnedSchema, {
    entityId: place.messageId,
    entityVersion: version,
    data: { ...place, unpinnedBy: userId, unpinnedAt: timestampFromDate(at) },
  });
}
