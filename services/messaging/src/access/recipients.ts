import { Injectable } from '@nestjs/common';
import { ModerationMutes } from '@tribe/projections';
import { AppError, commonErrors, Database } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Membership } from './conversation.queries';
import { otherUserIn } from './direct-key.rules';
import { MessagePermissions } from './message-permissions';
import { findRequest, type MessageRequest } from './message-request.queries';
import { PartnerRights } from './partner-rights';

/** The errors of {@link Recipients.require}, for the endpoints that call it. */
export const recipientErrors = [
  errors.PERMISSION_DENIED,
  errors.USER_NOT_FOUND,
  errors.PARTNERSHIP_NOT_ACTIVE,
  errors.SENDER_MUTED,
];

/** The right to reach the recipients of messages. */
@Injectable()
export class Recipients {
  constructor(
    private readonly database: Database,
    private readonly permissions: MessagePermissions,
    private readonly partners: PartnerRights,
    private readonly mutes: ModerationMutes,
  ) {}

  /**
   * A user who was muted by a moderator reaches nobody. In a direct conversation, each message needs the permission that
   * the conversation needed; users who are no friends may also write to each other after one of them has accepted the
   * request of the other. In a conversation of partners, each message needs an active partnership. Must not be called
   * inside a transaction.
   *
   * @returns the request that the recipient has not accepted
   * @throws AppError USER_NOT_FOUND for a recipient who does not exist for the sender: unknown, closed, private, or
   * hidden by a block; PERMISSION_DENIED for a recipient who does not accept messages of the sender;
   * PARTNERSHIP_NOT_ACTIVE; SENDER_MUTED
   */
  async require(membership: Membership): Promise<MessageRequest | undefined> {
    const [request] = await Promise.all([
      this.requireRecipient(membership),
      this.mutes.requireUnmuted(membership.userId),
    ]);

    return request;
  }

  private async requireRecipient({
    id,
    kind,
    directKey,
    userId,
  }: Membership): Promise<MessageRequest | undefined> {
    const recipient = directKey === null ? undefined : otherUserIn(directKey, userId);
    if (recipient === undefined) return undefined;

    if (kind === 'partnership') {
      await this.partners.require(userId, recipient);
      return undefined;
    }

    const { permission, relation } = await this.permissions.of(userId, recipient);
    if (permission === 'unknown') throw new AppError(commonErrors.USER_NOT_FOUND);
    if (relation === 'friend') return undefined;

    const request = await findRequest(this.database, id);
    if (request?.status === 'accepted') return undefined;
    if (permission === 'refused') throw new AppError(commonErrors.PERMISSION_DENIED);

    return request;
  }
}
