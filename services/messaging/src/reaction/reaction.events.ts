import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { MessageReactedSchema, MessageReactionRemovedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import type { Reaction } from './reaction.writes';

/**
 * @param version that of the message
 * @param laterParticipantIds the participants who joined after the message
 */
export function messageReacted(
  { at, ...reaction }: Reaction,
  version: bigint,
  laterParticipantIds: string[],
) {
  return eventOf(MessageReactedSchema, {
    entityId: reaction.messageId,
    entityVersion: version,
    data: { ...reaction, reactedAt: timestampFromDate(at), laterParticipantIds },
  });
}

/**
 * @param version that of the message
 * @param laterParticipantIds the participants who joined after the message
 */
export function messageReactionRemoved(
  { at, ...reaction }: Reaction,
  version: bigint,
  laterParticipantIds: string[],
) {
  return eventOf(MessageReactionRemovedSchema, {
    entityId: reaction.messageId,
    entityVersion: version,
    data: { ...reaction, removedAt: timestampFromDate(at), laterParticipantIds },
  });
}
