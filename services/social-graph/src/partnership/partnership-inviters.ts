import { Injectable } from '@nestjs/common';
import { type UserCard, UserCards } from '@tribe/projections';
import { AppError, type Caller } from '@tribe/service-kit';
import { errors } from '../errors';
import { EmailOwners } from './email-owners';
import type { InvitePartnerBody } from './partnership.dto';

/** Users who are about to send an invitation. */
@Injectable()
export class PartnershipInviters {
  constructor(
    private readonly cards: UserCards,
    private readonly emails: EmailOwners,
  ) {}

  /**
   * Returns the card of the caller. A mail is sent only for users who have shown that mails reach themselves.
   *
   * @throws AppError CANNOT_PARTNER_YOURSELF, EMAIL_NOT_VERIFIED; RPC_UNAVAILABLE while identity does not answer
   */
  async require(caller: Caller, { user_id: userId, email }: InvitePartnerBody): Promise<UserCard> {
    if (userId === caller.userId) throw new AppError(errors.CANNOT_PARTNER_YOURSELF);
    if (email !== undefined) await this.emails.requireVerified(caller.userId);

    return this.cards.ofCaller(caller);
  }
}
