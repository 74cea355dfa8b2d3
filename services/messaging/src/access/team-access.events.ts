import { ConversationAccessChangedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { conversationMessage } from './conversation-message';
import type { AccessChange } from './team-changes.rules';

/** The entity is the team, in the version of social-graph. */
export function accessChanged(teamId: string, version: bigint, changes: readonly AccessChange[]) {
  return eventOf(ConversationAccessChangedSchema, {
    entityId: teamId,
    entityVersion: version,
    data: {
      accesses: changes.map(({ channel, added, removed }) => ({
        conversation: conversationMessage({ ...channel, imageUrl: null }),
        lastSeq: channel.lastSeq,
        addedUserIds: [...added],
        removedUserIds: [...removed],
      })),
    },
  });
}
