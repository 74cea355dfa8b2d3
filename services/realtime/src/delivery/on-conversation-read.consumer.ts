import { ConversationReadSchema } from '@tribe/contracts';
import { Consumer, OnEvent, type ReceivedEvent } from '@tribe/events';
import { rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';
import { messageRead } from './conversation-deliveries.rules';

@Consumer()
export class OnConversationReadConsumer {
  constructor(private readonly sockets: SocketServer) {}

  @OnEvent(ConversationReadSchema, { durable: 'realtime-conversation-reads-v1' })
  async handle(event: ReceivedEvent<typeof ConversationReadSchema>): Promise<void> {
    const { conversationId, userId } = event.data;
    this.sockets.io
      .to(rooms.conversation(conversationId))
      .except(rooms.hiddenFrom(userId))
      .emit('message.read', messageRead(event));
  }
}
