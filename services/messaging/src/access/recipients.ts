import { Injectable } from '@nestjs/common';
import { AppError, commonErrors, Database } from '@tribe/service-kit';
import type { Membership } from './conversation.queries';
import { otherUserIn } from './direct-key.rules';
import { MessagePermissions } from './message-permissions';
import { findRequest, type MessageRequest } from './message-request.queries';

/** The recipients of messages. */
@Injectable()
export class Recipients {
  constructor(
    private readonly database: Database,
    private readonly permissions: MessagePermissions,
  ) {}

  /**
   * In a direct conversation, each message needs the permission that the conversation needed; users who are no friends may
   * also write to each other after one of them has accepted the request of the other. Must not be called inside a
   * transaction.
   *
   * @returns the request that the recipient has not accepted
   * @throws AppError USER_NOT_FOUND for a recipient who does not exist for the sender: unknown, closed, private, or
   * hidden by a block; PERMISSION_DENIED for a recipient who does not accept messages of the sender
   */
  async require({ id, directKey, userId }: Membership): Promise<MessageRequest | undefined> {
    const recipient = directKey === null ? undefined : otherUserIn(directKey, userId);
    if (recipient === undefined) return undefined;

    const { permission, relation } = await this.permissions.of(userId, recipient);
    if (permission === 'unknown') throw new AppError(commonErrors.USER_NOT_FOUND);
    if (relation === 'friend') return undefined;

    const request = await findRequest(this.database, id);
    if (request?.status === 'accepted') return undefined;
    if (permission === 'refused') throw new AppError(commonErrors.PERMISSION_DENIED);

    return request;
  }
}
