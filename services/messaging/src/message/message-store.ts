import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { AppError, Transactions } from '@tribe/service-kit';
import type { Membership } from '../access/conversation.queries';
import type { MessageRequest } from '../access/message-request.queries';
import { AttachmentReservation } from '../attachment/attachment-reservation';
import type { AskedAttachment } from '../attachment/attachment.dto';
import { listAttachments } from '../attachment/attachment.queries';
import type { Attachment } from '../attachment/attachment.rules';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { mentionsIn } from './mentions';
import { findSentMessage, type Message } from './message.queries';
import {
  type Append,
  appendMessage,
  countRequestMessage,
  type NewMessage,
  type Numbered,
} from './message.writes';

/** Writes sent messages, and finds those that were sent before. */
@Injectable()
export class MessageStore {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly reservation: AttachmentReservation,
  ) {}

  /**
   * Appends a message to its conversation. Before the recipient has accepted a request, the sender can send three.
   *
   * @param membership that of the sender
   * @param request that the recipient has not accepted
   * @returns undefined when the conversation has another version; then nothing is written
   * @throws MessageSentError, AppError MESSAGE_REQUEST_PENDING
   */
  append(
    append: Append,
    { sql }: Membership,
    request: MessageRequest | undefined,
  ): Promise<Numbered | undefined> {
    if (!request) return appendMessage(sql, this.events, append);

    return this.appendToRequest(append, request);
  }

  /** Returns the message that an earlier request with the same id has sent. */
  async findSent(
    { sql }: Membership,
    message: Pick<NewMessage, 'conversationId' | 'senderId' | 'clientMsgId'>,
  ): Promise<Message | undefined> {
    const { conversationId, senderId, clientMsgId } = message;
    if (senderId === null || clientMsgId === null) return undefined;

    return findSentMessage(sql, { conversationId, senderId, clientMsgId });
  }

  private async appendToRequest(
    append: Append,
    { conversationId }: MessageRequest,
  ): Promise<Numbered | undefined> {
    const work = async ({ sql }: Tx) => {
      const mayBeSent = await countRequestMessage(sql, conversationId);
      if (!mayBeSent) throw new AppError(errors.MESSAGE_REQUEST_PENDING);

      const numbered = await appendMessage(sql, this.events, append);
      if (!numbered) throw new VersionChangedError();

      return numbered;
    };

    return this.transactions.run(work).catch(undefinedIfChanged);
  }

  /**
   * Returns the attachments of a new message.
   *
   * @throws AppError MEDIA_NOT_FOUND, MEDIA_NOT_READY
   */
  reserve(
    message: Pick<NewMessage, 'id' | 'senderId'>,
    asked: readonly AskedAttachment[],
  ): Promise<Attachment[]> {
    return this.reservation.reserve(message, asked);
  }

  /** Returns the media of the attachments of a sent message, in their order. */
  async mediaIdsOf({ sql }: Membership, { id }: Message): Promise<string[]> {
    const attachments = (await listAttachments(sql, [id])).get(id) ?? [];
    return attachments.map(({ mediaId }) => mediaId);
  }

  /** Returns the users that a new message mentions. */
  mentionsIn(membership: Membership, content: string | null) {
    return mentionsIn(membership.sql, membership, content ?? '');
  }
}

/** Rolls back the count of a message that was not appended. */
class VersionChangedError extends Error {
  override readonly name = 'VersionChangedError';
}

function undefinedIfChanged(error: unknown): undefined {
  if (error instanceof VersionChangedError) return undefined;
  throw error;
}
