import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { type UserCard, UserCards } from '@tribe/projections';
import { AppError, type Caller, Clock, LinkTokens, settle, Transactions } from '@tribe/service-kit';
import { errors } from '../errors';
import { isAbsent } from '../people/hidden.queries';
import { type LockedUsers, lockPair, lockUsers } from '../people/locks';
import type { Tx } from '../prisma.service';
import { PartnershipAccess } from './partnership-access';
import { PartnershipQuota } from './partnership-quota';
import { PartnershipViews } from './partnership-views';
import type { PartnershipResponse } from './partnership.dto';
import { partnershipActivated, partnershipDeclined } from './partnership.events';
import { findInvitation, lockInvitation, type PartnershipRow } from './partnership.queries';
import { decideAccept, decideByToken, decideDecline } from './partnership.rules';
import { addMember, changeStatus } from './partnership.writes';

/** The purpose of the tokens of invitations by e-mail. A token of another purpose is refused. */
export const invitationPurpose = 'partnership-invitation';

/** The answers of the caller to invitations: by user id, or with the token of an invitation by e-mail. */
@Injectable()
export class PartnershipAnswerService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly cards: UserCards,
    private readonly access: PartnershipAccess,
    private readonly quota: PartnershipQuota,
    private readonly links: LinkTokens,
    private readonly views: PartnershipViews,
    private readonly clock: Clock,
  ) {}

  async acceptInvitation(caller: Caller, id: string): Promise<PartnershipResponse> {
    const accepter = await this.cards.ofCaller(caller);

    const { user1Id: inviterId } = await this.requireInvitee(caller.userId, id);

    const accepted = await this.transactions.run(async (tx) => {
      const locked = await lockBoth(tx, inviterId, caller.userId);
      const partnership = await this.access.requireLocked(tx, caller.userId, id);
      const to = settle(decideAccept(partnership, caller.userId, this.clock.now()));

      return to ? this.activate(tx, locked, { partnership, accepter }) : partnership;
    });

    return this.views.ofSingle(caller.userId, accepted);
  }

  async declineInvitation({ userId }: Caller, id: string): Promise<PartnershipResponse> {
    const declined = await this.transactions.run(async (tx) => {
      const partnership = await this.access.requireLocked(tx, userId, id);
      const to = settle(decideDecline(partnership, userId, this.clock.now()));
      return to ? this.decline(tx, partnership) : partnership;
    });
    return this.views.ofSingle(userId, declined);
  }

  async acceptByToken(caller: Caller, token: string): Promise<PartnershipResponse> {
    const accepter = await this.cards.ofCaller(caller);
    const accepted = await this.transactions.run(async (tx) => {
      const { partnership, locked } = await this.requireByToken(tx, caller.userId, token, 'active');
      await addMember(tx, partnership, caller.userId);
      return this.activate(tx, locked, { partnership, accepter });
    });
    return this.views.ofSingle(caller.userId, accepted);
  }

  /** The user who declines is not recorded. */
  async declineByToken({ userId }: Caller, token: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const { partnership } = await this.requireByToken(tx, userId, token, 'declined');
      await this.decline(tx, partnership);
    });
  }

  /**
   * The invitation, before any lock is taken.
   *
   * @throws AppError PARTNERSHIP_NOT_FOUND for a user who is not the invitee
   */
  private async requireInvitee(userId: string, id: string): Promise<PartnershipRow> {
    const partnership = await this.access.require(userId, id);
    if (partnership.user2Id !== userId) throw new AppError(errors.PARTNERSHIP_NOT_FOUND);
    return partnership;
  }

  /** @throws AppError PARTNERSHIP_INVITATION_NOT_FOUND, CANNOT_PARTNER_YOURSELF */
  private async requireByToken(
    tx: Tx,
    userId: string,
    token: string,
    answer: 'active' | 'declined',
  ): Promise<{ partnership: PartnershipRow; locked: LockedUsers<'partnerships'> }> {
    const invitationId = this.links.idIn(invitationPurpose, token);
    const found = invitationId && (await findInvitation(tx.sql, invitationId));
    if (!found) throw new AppError(errors.PARTNERSHIP_INVITATION_NOT_FOUND);

    const locked = await lockBoth(tx, found.user1Id, userId);
    const partnership = await lockInvitation(tx, invitationId);
    if (!partnership) throw new AppError(errors.PARTNERSHIP_INVITATION_NOT_FOUND);
    settle(decideByToken(partnership, userId, this.clock.now(), answer));
    if (await isAbsent(tx.sql, userId, partnership.user1Id))
      throw new AppError(errors.PARTNERSHIP_INVITATION_NOT_FOUND);

    return { partnership, locked };
  }

  private async activate(
    tx: Tx,
    locked: LockedUsers<'partnerships'>,
    { partnership, accepter }: { partnership: PartnershipRow; accepter: UserCard },
  ): Promise<PartnershipRow> {
    await this.quota.requireRoom(tx, locked, { partnership, accepterId: accepter.id });
    const changes = { now: this.clock.now(), user2Id: accepter.id };
    const active = await changeStatus(tx, partnership, 'active', changes);
    await this.events.publish(tx, partnershipActivated(active, accepter));

    return active;
  }

  private async decline(tx: Tx, partnership: PartnershipRow): Promise<PartnershipRow> {
    const declined = await changeStatus(tx, partnership, 'declined', { now: this.clock.now() });
    await this.events.publish(tx, partnershipDeclined(declined));
    return declined;
  }
}

/** The inviter of a partnership never changes, so both users are known before its row is locked. */
async function lockBoth(
  tx: Tx,
  inviterId: string,
  inviteeId: string,
): Promise<LockedUsers<'partnerships'>> {
  await lockPair(tx, inviterId, inviteeId);
  return lockUsers(tx, 'partnerships', [inviterId, inviteeId]);
}
