import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { DueJobs } from '@tribe/jobs';
import { type UserCard, UserCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  LinkTokens,
  newId,
  Transactions,
  settle,
} from '@tribe/service-kit';
import { selectHiddenAmong } from '../block/block.queries';
import { errors } from '../errors';
import { lockBetween } from '../friend/friendship.queries';
import { ownCard } from '../own-card';
import type { Tx } from '../prisma.service';
import { expireInvitation } from './expire-partnership-invitation.job';
import { moveTo, requirePartnership } from './partnership-changes';
import { PartnershipGate } from './partnership-gate';
import { PartnershipViews } from './partnership-views';
import type {
  CreatePartnershipBody,
  InvitePartnerBody,
  PartnershipResponse,
} from './partnership.dto';
import {
  partnershipActivated,
  partnershipDeclined,
  partnershipInvited,
} from './partnership.events';
import {
  changePartnership,
  lockInvitation,
  lockPartnership,
  type PartnershipRow,
} from './partnership.queries';
import {
  decideAccept,
  decideByToken,
  decideDecline,
  decideInvite,
  invitationEnd,
} from './partnership.rules';

/** What the token of a mailed invitation is for. */
export const invitationPurpose = 'partnership-invitation';

/** Inviting to a partnership, and the answers. */
@Injectable()
export class PartnershipInvitationService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly dueJobs: DueJobs,
    private readonly userCards: UserCards,
    private readonly gate: PartnershipGate,
    private readonly links: LinkTokens,
    private readonly views: PartnershipViews,
    private readonly clock: Clock,
  ) {}

  async createPartnership(
    caller: Caller,
    body: CreatePartnershipBody,
  ): Promise<PartnershipResponse> {
    if (body.user_id === caller.userId) throw new AppError(errors.CANNOT_PARTNER_YOURSELF);
    const inviter = ownCard(await this.userCards.get([caller.userId]), caller);
    const row = await this.transactions.run(async (tx) => {
      if (body.user_id) await lockBetween(tx, caller.userId, body.user_id);
      const partnership = newPartnership(caller.userId, body, this.clock.now());
      await this.gate.checkInvitation(tx, partnership);
      await tx.partnership.create({ data: partnership });
      await tx.partnershipMember.createMany({
        data: [caller.userId, body.user_id ?? []].flat().map(seatIn(partnership)),
      });
      await this.announce(tx, partnership, inviter);
      return partnership;
    });
    return this.views.one(caller.userId, row);
  }

  /** Invites anew, the same person or another; the invitation before no longer holds. */
  async invitePartner(
    caller: Caller,
    id: string,
    body: InvitePartnerBody,
  ): Promise<PartnershipResponse> {
    if (body.user_id === caller.userId) throw new AppError(errors.CANNOT_PARTNER_YOURSELF);
    const inviter = ownCard(await this.userCards.get([caller.userId]), caller);
    const row = await this.transactions.run(async (tx) => {
      const current = await requirePartnership(
        tx.sql,
        await lockPartnership(tx, id),
        caller.userId,
      );
      settle(decideInvite(current, caller.userId));
      if (body.user_id) await lockBetween(tx, caller.userId, body.user_id);
      const invited = { ...current, ...newInvitation(body, this.clock.now()) };
      await this.gate.checkInvitation(tx, invited);
      const { version: _kept, ...change } = invited;
      const saved = await changePartnership(tx, current, change);
      await this.seatInvitee(tx, saved);
      await this.announce(tx, saved, inviter);
      return saved;
    });
    return this.views.one(caller.userId, row);
  }

  async acceptInvitation(caller: Caller, id: string): Promise<PartnershipResponse> {
    const accepter = ownCard(await this.userCards.get([caller.userId]), caller);
    const row = await this.transactions.run(async (tx) => {
      const current = await requirePartnership(
        tx.sql,
        await lockPartnership(tx, id),
        caller.userId,
      );
      const to = settle(decideAccept(current, caller.userId, this.clock.now()));
      return to ? this.activate(tx, current, accepter) : current;
    });
    return this.views.one(caller.userId, row);
  }

  async acceptByToken(caller: Caller, token: string): Promise<PartnershipResponse> {
    const accepter = ownCard(await this.userCards.get([caller.userId]), caller);
    const row = await this.transactions.run(async (tx) => {
      const current = await this.byToken(tx, caller, token, 'active');
      await tx.partnershipMember.create({ data: seatIn(current)(caller.userId) });
      return this.activate(tx, current, accepter);
    });
    return this.views.one(caller.userId, row);
  }

  async declineInvitation(caller: Caller, id: string): Promise<PartnershipResponse> {
    const row = await this.transactions.run(async (tx) => {
      const current = await requirePartnership(
        tx.sql,
        await lockPartnership(tx, id),
        caller.userId,
      );
      const to = settle(decideDecline(current, caller.userId, this.clock.now()));
      return to ? this.decline(tx, current) : current;
    });
    return this.views.one(caller.userId, row);
  }

  /** Who declined is not written down. */
  async declineByToken(caller: Caller, token: string): Promise<void> {
    await this.transactions.run(async (tx) =>
      this.decline(tx, await this.byToken(tx, caller, token, 'declined')),
    );
  }

  private async byToken(
    tx: Tx,
    caller: Caller,
    token: string,
    to: 'active' | 'declined',
  ): Promise<PartnershipRow> {
    const invitationId = this.links.idIn(invitationPurpose, token);
    const row = invitationId === undefined ? undefined : await lockInvitation(tx, invitationId);
    settle(decideByToken(row, caller.userId, this.clock.now(), to));
    if (!row) throw new AppError(errors.PARTNERSHIP_INVITATION_NOT_FOUND);
    await lockBetween(tx, row.user1Id, caller.userId);
    const hidden = await selectHiddenAmong(tx.sql, caller.userId, [row.user1Id]);
    if (hidden.size > 0) throw new AppError(errors.PARTNERSHIP_INVITATION_NOT_FOUND);
    return row;
  }

  private async activate(tx: Tx, row: PartnershipRow, accepter: UserCard): Promise<PartnershipRow> {
    await this.gate.checkActivation(tx, row, accepter.id);
    const active = await moveTo(tx, row, 'active', { now: this.clock.now(), user2Id: accepter.id });
    await this.events.publish(tx, partnershipActivated(active, accepter));
    return active;
  }

  private async decline(tx: Tx, row: PartnershipRow): Promise<PartnershipRow> {
    const declined = await moveTo(tx, row, 'declined', { now: this.clock.now() });
    await this.events.publish(tx, partnershipDeclined(declined));
    return declined;
  }

  /** Who was invited before has nothing to do with it any more. */
  private async seatInvitee(tx: Tx, row: PartnershipRow): Promise<void> {
    await tx.partnershipMember.deleteMany({
      where: { partnershipId: row.id, userId: { not: row.user1Id } },
    });
    if (row.user2Id) await tx.partnershipMember.create({ data: seatIn(row)(row.user2Id) });
  }

  private async announce(tx: Tx, row: PartnershipRow, inviter: UserCard): Promise<void> {
    const payload = { invitationId: row.invitationId };
    const job = {
      kind: expireInvitation,
      key: row.invitationId,
      runAt: row.inviteExpiresAt,
      payload,
    };
    await this.dueJobs.enqueue(tx, job);
    await this.events.publish(tx, partnershipInvited(row, inviter));
  }
}

function seatIn({ id, kind }: PartnershipRow) {
  return (userId: string) => ({ partnershipId: id, userId, kind, isCurrent: false });
}

function newInvitation({ user_id, email }: InvitePartnerBody, now: Date) {
  return {
    user2Id: user_id ?? null,
    status: 'pending_invite' as const,
    invitationId: newId(),
    inviteEmail: email ?? null,
    inviteByEmail: email !== undefined,
    inviteExpiresAt: invitationEnd(now),
    updatedAt: now,
  };
}

function newPartnership(user1Id: string, body: CreatePartnershipBody, now: Date): PartnershipRow {
  return {
    id: newId(),
    kind: body.kind,
    name: body.name ?? null,
    user1Id,
    ...newInvitation(body, now),
    checkInFrequency: body.check_in_frequency,
    createdAt: now,
    activatedAt: null,
    pausedAt: null,
    dissolvedAt: null,
    version: 1n,
  };
}
