import {
  ConversationCreatedSchema,
  ConversationParticipantRemovedSchema,
  ConversationParticipantsAddedSchema,
  ConversationUpdatedSchema,
  type ConversationUpdate,
  MessageDeletedSchema,
  MessageEditedSchema,
  MessageSentSchema,
} from '@tribe/contracts';
import { Consumer, OnEvent, type ReceivedEvent } from '@tribe/events';
import { ConversationParticipants } from '../conversation/conversation-participants';
import { ConversationRooms } from '../conversation/conversation-rooms';
import { rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';
import {
  changedConversation,
  createdUpdate,
  messageDeleted,
  messageEdited,
  messageNew,
  participantRemoved,
  participantsAdded,
} from './conversation-deliveries.rules';

const messageEvents = [MessageSentSchema, MessageEditedSchema, MessageDeletedSchema];
const conversationEvents = [
  ConversationCreatedSchema,
  ConversationUpdatedSchema,
  ConversationParticipantsAddedSchema,
  ConversationParticipantRemovedSchema,
];
const events = [...messageEvents, ...conversationEvents];
type ConversationEvent = ReceivedEvent<(typeof events)[number]>;

/**
 * Pushes messages to all sockets of the participants, and moves the sockets of users who join or leave. The sockets of users
 * from whom the sender is hidden get no message, and those of users who joined later no edit of it.
 */
@Consumer()
export class OnConversationChangedConsumer {
  constructor(
    private readonly sockets: SocketServer,
    private readonly conversations: ConversationRooms,
    private readonly membership: ConversationParticipants,
  ) {}

  @OnEvent(events, { durable: 'realtime-conversations-v1' })
  async handle(event: ConversationEvent): Promise<void> {
    this.pushMessage(event);
    await this.pushChange(event);
  }

  private pushMessage(event: ConversationEvent): void {
    if (event.is(MessageSentSchema)) {
      const push = messageNew(event);
      if (push)
        this.participants(push.conversation_id, push.message.sender?.id).emit('message.new', push);
    } else if (event.is(MessageEditedSchema)) {
      const { conversationId, senderId, laterParticipantIds } = event.data;
      this.participants(conversationId, senderId)
        .except(laterParticipantIds.map(rooms.user))
        .emit('message.edited', messageEdited(event));
    } else if (event.is(MessageDeletedSchema)) {
      this.participants(event.data.conversationId).emit('message.deleted', messageDeleted(event));
    }
  }

  private async pushChange(event: ConversationEvent): Promise<void> {
    if (event.is(ConversationCreatedSchema)) {
      await this.join(event, event.data.participantIds);
      this.push(createdUpdate(event));
    } else if (event.is(ConversationUpdatedSchema)) {
      this.push(changedConversation(event));
    } else if (event.is(ConversationParticipantsAddedSchema)) {
      await this.join(event, event.data.userIds);
      this.push(participantsAdded(event));
    } else if (event.is(ConversationParticipantRemovedSchema)) {
      this.push(participantRemoved(event));
      this.conversations.remove(event.entityId, event.data.userId);
    }
  }

  private async join(
    { entityId: id, occurredAt }: ConversationEvent,
    userIds: readonly string[],
  ): Promise<void> {
    this.conversations.add(id, await this.membership.stillAmong(id, userIds, occurredAt));
  }

  private push(update: ConversationUpdate): void {
    this.participants(update.conversation_id).emit('conversation.updated', update);
  }

  /** @param actorId the push skips users from whom this user is hidden */
  private participants(conversationId: string, actorId?: string) {
    const participants = this.sockets.io.to(rooms.conversation(conversationId));
    return actorId ? participants.except(rooms.hiddenFrom(actorId)) : participants;
  }
}
