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
    const { userId, actorId } = event.data;
    const sockets = this.sockets.io.to(rooms.user(userId));
    // A block may apply to the sockets before notifications has received it.
    (actorId ? sockets.except(rooms.hiddenFrom(actorId)) : sockets).emit(
      'notification.new',
      notificationNew(event),
    );
  }
}
