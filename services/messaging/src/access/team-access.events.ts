import { ConversationAccessChangedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { conversationMessage } from './conversation-message';
import type { AccessChange } from './team-changes.rules';

/** The entity is the team in the version of social-graph, or a channel in its version. */
export function accessChanged(entityId: string, version: bigint, changes: readonly AccessChange[]) {
  return eventOf(ConversationAccessChangedSchema, {
    entityId,
    entityVersion: version,
    data: {
      accesses: changes.map(({ channel, added, removed }) => ({
        conversation: conversationMessage(channel),
        lastSeq: channel.lastSeq,
        addedUserIds: [...added],
        removedUserIds: [...removed],
      })),
    },
  });
}
