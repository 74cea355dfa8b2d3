import { ThreadReadSchema } from '@tribe/contracts';
import { Consumer, OnEvent, type ReceivedEvent } from '@tribe/events';
import { rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';
import { threadRead } from './conversation-deliveries.rules';

/** Tells the devices of a user that a thread was read on one of them. */
@Consumer()
export class OnThreadReadConsumer {
  constructor(private readonly sockets: SocketServer) {}

  @OnEvent(ThreadReadSchema, { durable: 'realtime-thread-reads-v1' })
  async handle(event: ReceivedEvent<typeof ThreadReadSchema>): Promise<void> {
    this.sockets.io.to(rooms.user(event.data.userId)).emit('thread.read', threadRead(event));
  }
}
