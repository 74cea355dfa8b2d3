import {
  MessagePinnedSchema,
  MessageReactedSchema,
  MessageReactionRemovedSchema,
  MessageUnpinnedSchema,
} from '@tribe/contracts';
import { Consumer, OnEvent, type ReceivedEvent } from '@tribe/events';
import { rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';
import {
  messagePinned,
  messageReacted,
  messageReactionRemoved,
  messageUnpinned,
} from './conversation-deliveries.rules';

const events = [
  MessageReactedSchema,
  MessageReactionRemovedSchema,
  MessagePinnedSchema,
  MessageUnpinnedSchema,
];
type MessageEvent = ReceivedEvent<(typeof events)[number]>;

/**
 * Pushes reactions and pins to the participants who joined before the message. The sockets of users from whom a user is
 * hidden get no reactions of that user. A pin is the same for all and does not name the user.
 */
@Consumer()
export class OnMessageMarkedConsumer {
  constructor(private readonly sockets: SocketServer) {}

  @OnEvent(events, { durable: 'realtime-message-marks-v1' })
  async handle(event: MessageEvent): Promise<void> {
    const { conversationId, laterParticipantIds } = event.data;
    const participants = this.sockets.io
      .to(rooms.conversation(conversationId))
      .except(laterParticipantIds.map(rooms.user));

    if (event.is(MessageReactedSchema) || event.is(MessageReactionRemovedSchema)) {
      const hidden = rooms.hiddenFrom(event.data.userId);
      const push = event.is(MessageReactedSchema)
        ? messageReacted(event)
        : messageReactionRemoved(event);
      if (push) participants.except(hidden).emit('message.reaction', push);
    } else if (event.is(MessagePinnedSchema)) {
      participants.emit('message.pinned', messagePinned(event));
    } else if (event.is(MessageUnpinnedSchema)) {
      participants.emit('message.pinned', messageUnpinned(event));
    }
  }
}
