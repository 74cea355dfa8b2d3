import { MessageReactedSchema } from '@tribe/contracts';
import { Consumer, OnEvent, type ReceivedEvent } from '@tribe/events';
import { rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';
import { messageReaction } from './conversation-deliveries.rules';

@Consumer()
export class OnMessageReactedConsumer {
  constructor(private readonly sockets: SocketServer) {}

  @OnEvent(MessageReactedSchema, { durable: 'realtime-message-reactions-v1' })
  async handle(event: ReceivedEvent<typeof MessageReactedSchema>): Promise<void> {
    const { conversationId, userId } = event.data;
    this.sockets.io
      .to(rooms.conversation(conversationId))
      .except(rooms.hiddenFrom(userId))
      .emit('message.reaction', messageReaction(event));
  }
}
