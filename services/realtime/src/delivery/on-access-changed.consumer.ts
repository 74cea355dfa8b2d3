import { type ConversationAccess, ConversationAccessChangedSchema } from '@tribe/contracts';
import { Consumer, OnEvent, type ReceivedEvent } from '@tribe/events';
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
  ) {}

  @OnEvent(ConversationAccessChangedSchema, { durable: 'realtime-conversation-access-v1' })
  async handle({ id, data }: ReceivedEvent<typeof ConversationAccessChangedSchema>): Promise<void> {
    for (const access of data.accesses) this.apply(id, access);
  }

  private apply(eventId: string, access: ConversationAccess): void {
    const { conversation, addedUserIds, removedUserIds } = access;
    if (!conversation) return;

    for (const userId of removedUserIds) {
      this.conversations.remove(conversation.id, userId);
      const removed = this.sockets.io.to(rooms.user(userId));
      removed.emit('conversation.updated', accessRemoved(eventId, access, userId));
    }

    if (addedUserIds.length === 0) return;

    this.conversations.add(conversation.id, addedUserIds);
    const added = this.sockets.io.to(addedUserIds.map(rooms.user));
    added.emit('conversation.updated', accessAdded(eventId, access));
  }
}
