import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { type UserCard, VisibleCards } from '@tribe/projections';
import { AppError, type Caller, Clock, found, keyHashOf, newId, settle } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import type { Membership } from '../access/conversation.queries';
import type { MessageRequest } from '../access/message-request.queries';
import { Recipients } from '../access/recipients';
import type { AskedAttachment } from '../attachment/attachment.dto';
import { type Attachment, messageTypeOf } from '../attachment/attachment.rules';
import { errors } from '../errors';
import { attachmentsHashOf, saltedContentOf } from './chain.rules';
import { MessageStore } from './message-store';
import { MessageTargets, type Targets } from './message-targets';
import { MessageViews } from './message-views';
import type { SendMessageBody } from './message.dto';
import { messageSent } from './message.events';
import type { Message } from './message.queries';
import { decideRepetition, idFromKey } from './message.rules';
import { MessageSentError, type NewMessage, plainMessage } from './message.writes';

/** Each try reads the membership again, because the participants have changed meanwhile. */
const maxTries = 5;

/** A message before the activity that it answers was checked. */
type NewlyAsked = Omit<NewMessage, 'repliedActivity'> & Pick<Targets, 'repliedActivity'>;

/** A message that a request asks for. */
interface Asked {
  readonly message: NewlyAsked;
  readonly sender: UserCard;
  readonly attachments: readonly AskedAttachment[];
}

/** A message to send, and the request that the recipient has not accepted. */
interface Sending {
  readonly message: NewMessage;
  readonly sender: UserCard;
  readonly attachments: readonly Attachment[];
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
    private readonly targets: MessageTargets,
    private readonly cards: VisibleCards,
    private readonly views: MessageViews,
    private readonly clock: Clock,
  ) {}

  /** Sends a message once per `client_msg_id`; a repeated request returns the first message. */
  async sendMessage(caller: Caller, conversationId: string, body: SendMessageBody) {
    const clientMsgId = requireClientMsgId(body);
    const sender = await this.cards.ofCaller(caller);
    const message = this.newMessage(sender, conversationId, { body, clientMsgId });
    const asked = { message, sender, attachments: body.attachments ?? [] };

    for (let tries = 0; tries < maxTries; tries += 1) {
      const membership = await this.access.require(caller.userId, 'send', conversationId);
      const sent = await this.sendOnce(membership, asked);
      if (sent === 'repeated') return this.repeated(membership, asked);
      if (sent) return this.views.ofSent(membership, sent);
    }

    throw new AppError(errors.CONFLICT);
  }

  private async sendOnce(
    membership: Membership,
    { message, sender, attachments: askedAttachments }: Asked,
  ): Promise<Message | 'repeated' | undefined> {
    try {
      const request = await this.recipients.require(membership);
      const repliedActivity = await this.targets.require(membership, message);

      const attachments = await this.store.reserve(message, askedAttachments);
      const mentions = await this.store.mentionsIn(membership, message.content);
      const mediaId = attachments[0]?.mediaId ?? null;
      const type = messageTypeOf(attachments);
      const attachmentsHash = attachmentsHashOf(attachments);
      const attached = { type, mediaId, attachmentsHash };
      const complete = { ...message, ...mentions, ...attached, repliedActivity };

      return await this.append(membership, { message: complete, sender, attachments, request });
    } catch (error) {
      // The first request may have been sent when it was allowed.
      const mayBeSent = error instanceof AppError || error instanceof MessageSentError;
      if (mayBeSent && (await this.store.findSent(membership, message))) return 'repeated';
      throw error;
    }
  }

  private async append(
    membership: Membership,
    { message, sender, attachments, request }: Sending,
  ): Promise<Message | undefined> {
    const event = this.events.prepare(messageSent(membership, message, { sender, attachments }));
    const { version } = membership;
    const append = { message, attachments, event, version };
    const numbered = await this.store.append(append, membership, request);

    return numbered && { ...message, ...numbered };
  }

  private async repeated(membership: Membership, { message, attachments }: Asked) {
    const sent = await this.store.findSent(membership, message);
    if (!sent) throw new AppError(errors.CONFLICT);
    const mediaIds = await this.store.mediaIdsOf(membership, sent);
    const askedIds = [...new Set(attachments.map(({ media_id: id }) => id))];
    settle(decideRepetition({ ...sent, mediaIds }, { ...message, mediaIds: askedIds }));

    return found(await this.views.ofOne(membership, sent));
  }

  private newMessage(
    sender: UserCard,
    conversationId: string,
    { body, clientMsgId }: { body: SendMessageBody; clientMsgId: string },
  ): NewlyAsked {
    return {
      ...plainMessage,
      id: newId(),
      conversationId,
      senderId: sender.id,
      type: 'text',
      ...saltedContentOf(body.content ?? body.emoji_content ?? ''),
      replyToMessageId: body.reply_to_message_id ?? null,
      repliedActivity: body.reply_to_activity ?? null,
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
