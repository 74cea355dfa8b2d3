import { Injectable } from '@nestjs/common';
import { settle } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { type ConversationAction, decideAccess } from './conversation-access.rules';
import type { Membership } from './conversation.queries';
import { Memberships } from './memberships';

/** Authorizes actions on conversations. A conversation does not exist for users who are not participants. */
@Injectable()
export class ConversationAccess {
  constructor(private readonly memberships: Memberships) {}

  /**
   * Returns the membership of the user if they may perform the action. A refusal by the role in a team is confirmed with
   * social-graph. Must not be called inside a transaction.
   *
   * @throws AppError CONVERSATION_NOT_FOUND, PERMISSION_DENIED
   */
  async require(
    userId: string,
    action: ConversationAction,
    conversationId: string,
  ): Promise<Membership> {
    const membership = await this.memberships.find(conversationId, userId);
    const isRefused = decideAccess(action, membership).kind === 'refuse';

    return check(
      action,
      membership && isRefused ? await this.memberships.confirm(membership) : membership,
    );
  }

  /** Returns the membership of the user; undefined when the conversation does not exist for the user. */
  find(userId: string, conversationId: string): Promise<Membership | undefined> {
    return this.memberships.find(conversationId, userId);
  }

  /** Like {@link require}, with the conversation locked until the transaction ends. */
  async requireLocked(
    tx: Tx,
    userId: string,
    action: ConversationAction,
    conversationId: string,
  ): Promise<Membership> {
    return check(action, await this.memberships.lock(tx, conversationId, userId));
  }
}

function check(action: ConversationAction, membership: Membership | undefined): Membership {
  settle(decideAccess(action, membership));
  return membership as Membership;
}
