import { Injectable } from '@nestjs/common';
import type { Membership } from './conversation.queries';
import { otherUserIn } from './direct-key.rules';
import { MessagePermissions } from './message-permissions';

/** The recipients of messages. */
@Injectable()
export class Recipients {
  constructor(private readonly permissions: MessagePermissions) {}

  /**
   * In a direct conversation, each message needs the permission that the conversation needed. Must not be called inside a
   * transaction.
   *
   * @throws AppError USER_NOT_FOUND, PERMISSION_DENIED
   */
  async require({ directKey, userId }: Membership): Promise<void> {
    const recipient = directKey === null ? undefined : otherUserIn(directKey, userId);
    if (recipient !== undefined) await this.permissions.require(userId, recipient);
  }
}
