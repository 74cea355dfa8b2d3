import { type ConversationAccess, ConversationAccessChangedSchema } from '@tribe/contracts';
import { Consumer, OnEvent, type ReceivedEvent } from '@tribe/events';
import { ConversationParticipants } from '../conversation/conversation-participants';
import { ConversationRooms } from '../conversation/conversation-rooms';
import { rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';
import { accessAdded, accessRemoved } from './conversation-deliveries.rules';

/** Moves the sockets of users who got or lost a conversation, at once, and tells these users. Other participants
 * receive nothing. */
@Consumer()
export class OnAccessChangedConsumer {
  constructor(
    private readonly sockets: SocketServer,
    private readonly conversations: ConversationRooms,
    private readonly membership: ConversationParticipants,
  ) {}

  @OnEvent(ConversationAccessChangedSchema, { durable: 'realtime-conversation-access-v1' })
  async handle(event: ReceivedEvent<typeof ConversationAccessChangedSchema>): Promise<void> {
    for (const access of event.data.accesses) await this.apply(event, access);
  }

  private async apply(
    { id: eventId, occurredAt }: ReceivedEvent,
    access: ConversationAccess,
  ): Promise<void> {
    const { conversation, removedUserIds } = access;
    if (!conversation) return;

    for (const userId of removedUserIds) {
      this.conversations.remove(conversation.id, userId);
      const removed = this.sockets.io.to(rooms.user(userId));
      removed.emit('conversation.updated', accessRemoved(eventId, access, userId));
    }

    const { addedUserIds: userIds } = access;
    const addedUserIds = await this.membership.stillAmong(conversation.id, userIds, occurredAt);
    if (addedUserIds.length === 0) return;

    this.conversations.add(conversation.id, addedUserIds);
    const added = this.sockets.io.to(addedUserIds.map(rooms.user));
    added.emit('conversation.updated', accessAdded(eventId, access));
  }
}
