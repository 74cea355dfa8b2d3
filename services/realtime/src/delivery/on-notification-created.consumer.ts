import { NotificationCreatedSchema } from '@tribe/contracts';
import { Consumer, OnEvent, type ReceivedEvent } from '@tribe/events';
import { rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';
import { notificationNew } from './deliveries.rules';

@Consumer()
export class OnNotificationCreatedConsumer {
  constructor(private readonly sockets: SocketServer) {}

  @OnEvent(NotificationCreatedSchema, { durable: 'realtime-notifications-v1' })
  async handle(event: ReceivedEvent<typeof NotificationCreatedSchema>): Promise<void> {
    this.sockets.io.to(rooms.user(event.data.userId)).emit('notification.new', notificationNew(event));
  }
}
