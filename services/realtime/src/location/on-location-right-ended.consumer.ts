import {
  ConversationAccessChangedSchema,
  ConversationParticipantRemovedSchema,
  ConversationParticipantsAddedSchema,
  FriendshipEndedSchema,
  PartnershipDissolvedSchema,
  PartnershipPausedSchema,
  UserBlockedSchema,
  UserUpdatedSchema,
} from '@tribe/contracts';
import { Consumer, OnEvent, type ReceivedEvent } from '@tribe/events';
import { LocationEnds } from './location-ends';

const partnershipEnds = [PartnershipPausedSchema, PartnershipDissolvedSchema];

const membershipEvents = [
  ConversationParticipantsAddedSchema,
  ConversationParticipantRemovedSchema,
];
type MembershipEvent = ReceivedEvent<(typeof membershipEvents)[number]>;

/** Ends shares of locations when the right to share or to see them ends. */
@Consumer()
export class OnLocationRightEndedConsumer {
  constructor(private readonly ends: LocationEnds) {}

  @OnEvent(UserUpdatedSchema, { durable: 'realtime-location-setting-v1' })
  async onSetting({ data }: ReceivedEvent<typeof UserUpdatedSchema>): Promise<void> {
    const { user, privacy, isActive } = data;
    if (user && !(isActive && privacy?.shareLocation)) await this.ends.endAllOf(user.id);
  }

  @OnEvent(UserBlockedSchema, { durable: 'realtime-location-blocks-v1' })
  async onBlock({ data: { block } }: ReceivedEvent<typeof UserBlockedSchema>): Promise<void> {
    if (block) await this.ends.part([block.blockerId, block.blockedId]);
  }

  @OnEvent(FriendshipEndedSchema, { durable: 'realtime-location-friends-v1' })
  async onFriendshipEnded({
    data: { friendship },
  }: ReceivedEvent<typeof FriendshipEndedSchema>): Promise<void> {
    if (friendship) await this.ends.part([friendship.requesterId, friendship.addresseeId]);
  }

  @OnEvent(partnershipEnds, { durable: 'realtime-location-partners-v1' })
  async onPartnershipEnded({
    data: { partnership },
  }: ReceivedEvent<(typeof partnershipEnds)[number]>): Promise<void> {
    if (partnership?.partnerId)
      await this.ends.part([partnership.initiatorId, partnership.partnerId]);
  }

  @OnEvent(membershipEvents, { durable: 'realtime-location-conversations-v1' })
  async onMembership(event: MembershipEvent): Promise<void> {
    if (event.is(ConversationParticipantRemovedSchema))
      await this.ends.leaveConversation(event.entityId, [event.data.userId]);
    else if (event.is(ConversationParticipantsAddedSchema))
      await this.ends.joinConversation(event.entityId, event.data.userIds);
  }

  @OnEvent(ConversationAccessChangedSchema, { durable: 'realtime-location-access-v1' })
  async onAccess({
    data: { accesses },
  }: ReceivedEvent<typeof ConversationAccessChangedSchema>): Promise<void> {
    for (const { conversation, addedUserIds, removedUserIds } of accesses) {
      if (!conversation) continue;
      if (removedUserIds.length > 0)
        await this.ends.leaveConversation(conversation.id, removedUserIds);
      if (addedUserIds.length > 0) await this.ends.joinConversation(conversation.id, addedUserIds);
    }
  }
}
