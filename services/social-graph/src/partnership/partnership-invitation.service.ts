import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { DueJobs } from '@tribe/jobs';
import type { UserCard } from '@tribe/projections';
import { type Caller, Clock, newId, settle, Transactions } from '@tribe/service-kit';
import { lockPair, lockUsers } from '../people/locks';
import type { Tx } from '../prisma.service';
import { expireInvitation } from './expire-partnership-invitation.job';
import { PartnershipAccess } from './partnership-access';
import { PartnershipInviters } from './partnership-inviters';
import { PartnershipQuota } from './partnership-quota';
import { PartnershipViews } from './partnership-views';
import type {
  CreatePartnershipBody,
  InvitePartnerBody,
  PartnershipResponse,
} from './partnership.dto';
import { partnershipInvited } from './partnership.events';
import type { PartnershipRow } from './partnership.queries';
import { decideInvite, invitationEnd } from './partnership.rules';
import { changePartnership, createPartnership, replaceInvitee } from './partnership.writes';

/** The invitations that the caller sends. `PartnershipAnswerService` is the side of the invitee. */
@Injectable()
export class PartnershipInvitationService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly dueJobs: DueJobs,
    private readonly inviters: PartnershipInviters,
    private readonly access: PartnershipAccess,
    private readonly quota: PartnershipQuota,
    private readonly views: PartnershipViews,
    private readonly clock: Clock,
  ) {}

  async createPartnership(
    caller: Caller,
    body: CreatePartnershipBody,
  ): Promise<PartnershipResponse> {
    const inviter = await this.inviters.require(caller, body);

    const partnership = newPartnership(caller.userId, body, this.clock.now());
    await this.quota.checkInvitation(partnership);

    await this.transactions.run(async (tx) => {
      if (body.user_id) await lockPair(tx, caller.userId, body.user_id);
      const locked = await lockUsers(tx, 'partnerships', [caller.userId]);
      await this.quota.spendInvitation(tx, locked, partnership);
      await createPartnership(tx, partnership);
      await this.send(tx, partnership, inviter);
    });

    return this.views.ofSingle(caller.userId, partnership);
  }

  /** Sends another invitation, to the same invitee or another. The invitation before is no longer valid. */
  async invitePartner(
    caller: Caller,
    id: string,
    body: InvitePartnerBody,
  ): Promise<PartnershipResponse> {
    const known = await this.access.require(caller.userId, id);
    const inviter = await this.inviters.require(caller, body);

    const invitation = newInvitation(body, this.clock.now());

    // An invitation that may not be sent waits for no lock.
    settle(decideInvite(known, caller.userId));
    await this.quota.checkInvitation({ ...known, ...invitation });

    const invited = await this.transactions.run(async (tx) => {
      if (body.user_id) await lockPair(tx, caller.userId, body.user_id);
      const locked = await lockUsers(tx, 'partnerships', [caller.userId]);
      const partnership = await this.access.requireLocked(tx, caller.userId, id);
      settle(decideInvite(partnership, caller.userId));
      await this.quota.spendInvitation(tx, locked, { ...partnership, ...invitation });
      const saved = await changePartnership(tx, partnership, invitation);
      await replaceInvitee(tx, saved);
      await this.send(tx, saved, inviter);

      return saved;
    });

    return this.views.ofSingle(caller.userId, invited);
  }

  private async send(tx: Tx, partnership: PartnershipRow, inviter: UserCard): Promise<void> {
    const { invitationId, inviteExpiresAt: runAt } = partnership;
    await this.dueJobs.enqueue(tx, {
      kind: expireInvitation,
      key: invitationId,
      runAt,
      payload: { invitationId },
    });
    await this.events.publish(tx, partnershipInvited(partnership, inviter));
  }
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

function newPartnership(inviterId: string, body: CreatePartnershipBody, now: Date): PartnershipRow {
  return {
    id: newId(),
    kind: body.kind,
    name: body.name ?? null,
    user1Id: inviterId,
    ...newInvitation(body, now),
    checkInFrequency: body.check_in_frequency,
    createdAt: now,
    activatedAt: null,
    pausedAt: null,
    dissolvedAt: null,
    version: 1n,
  };
}
