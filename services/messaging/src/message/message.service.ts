import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { type UserCard, VisibleCards } from '@tribe/projections';
import { AppError, type Caller, Clock, found, keyHashOf, newId, settle } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import type { Membership } from '../access/conversation.queries';
import type { MessageRequest } from '../access/message-request.queries';
import { Recipients } from '../access/recipients';
import { errors } from '../errors';
import { saltedContentOf } from './chain.rules';
import { MessageHistoryService } from './message-history.service';
import { MessageStore } from './message-store';
import { MessageViews } from './message-views';
import type { SendMessageBody } from './message.dto';
import { messageSent } from './message.events';
import type { Message } from './message.queries';
import { decideRepetition, idFromKey } from './message.rules';
import { MessageSentError, type NewMessage, plainMessage } from './message.writes';

/** Each try reads the membership again, because the participants have changed meanwhile. */
const maxTries = 5;

/** A message to send, and the request that the recipient has not accepted. */
interface Sending {
  readonly message: NewMessage;
  readonly sender: UserCard;
  readonly request: MessageRequest | undefined;
}

/** Sends messages. */
@Injectable()
export class MessageService {
  constructor(
    private readonly store: MessageStore,
    private readonly events: EventPublisher,
    private readonly access: ConversationAccess,
    private readonly recipients: Recipients,
    private readonly history: MessageHistoryService,
    private readonly cards: VisibleCards,
    private readonly views: MessageViews,
    private readonly clock: Clock,
  ) {}

  /** Sends a message once per `client_msg_id`; a repeated request returns the first message. */
  async sendMessage(caller: Caller, conversationId: string, body: SendMessageBody) {
    const clientMsgId = requireClientMsgId(body);
    const sender = await this.cards.ofCaller(caller);
    const message = this.newMessage(sender, conversationId, { body, clientMsgId });

    for (let tries = 0; tries < maxTries; tries += 1) {
      const membership = await this.access.require(caller.userId, 'send', conversationId);
      const sent = await this.sendOnce(membership, message, sender);
      if (sent === 'repeated') return this.repeated(membership, message);
      if (sent) return this.views.ofSent(membership, sent);
    }

    throw new AppError(errors.CONFLICT);
  }

  private async sendOnce(
    membership: Membership,
    message: NewMessage,
    sender: UserCard,
  ): Promise<Message | 'repeated' | undefined> {
    try {
      const request = await this.recipients.require(membership);
      await this.history.requireTargets(membership, message);

      const mentions = await this.store.mentionsIn(membership, message.content);

      return await this.append(membership, {
        message: { ...message, ...mentions },
        sender,
        request,
      });
    } catch (error) {
      // The first request may have been sent when it was allowed.
      const mayBeSent = error instanceof AppError || error instanceof MessageSentError;
      if (mayBeSent && (await this.store.findSent(membership, message))) return 'repeated';
      throw error;
    }
  }

  private async append(
    membership: Membership,
    { message, sender, request }: Sending,
  ): Promise<Message | undefined> {
    const event = this.events.prepare(messageSent(membership, message, sender));
    const { version } = membership;
    const numbered = await this.store.append({ message, event, version }, membership, request);

    return numbered && { ...message, ...numbered };
  }

  private async repeated(membership: Membership, message: NewMessage) {
    const sent = await this.store.findSent(membership, message);
    if (!sent) throw new AppError(errors.CONFLICT);
    settle(decideRepetition(sent, message));

    return found(await this.views.ofOne(membership, sent));
  }

  private newMessage(
    sender: UserCard,
    conversationId: string,
    { body, clientMsgId }: { body: SendMessageBody; clientMsgId: string },
  ): NewMessage {
    return {
      ...plainMessage,
      id: newId(),
      conversationId,
      senderId: sender.id,
      type: body.message_type,
      ...saltedContentOf(body.content),
      replyToMessageId: body.reply_to_message_id ?? null,
      ...threadOf(body),
      clientMsgId,
      createdAt: this.clock.now(),
    };
  }
}

/** A reply in a thread stays there, unless the sender also shows it in the conversation. */
function threadOf({ thread_root_id: rootId, also_in_conversation: isShown }: SendMessageBody) {
  const threadRootId = rootId ?? null;
  return { threadRootId, inConversation: threadRootId === null || isShown };
}

function requireClientMsgId({ client_msg_id: chosen }: SendMessageBody): string {
  const keyHash = keyHashOf();
  if (chosen !== undefined) return chosen;
  if (keyHash !== undefined) return idFromKey(keyHash);
  throw new AppError(errors.CLIENT_MSG_ID_REQUIRED);
}
