import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, Database, InjectConfig, settle, type Sql } from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import type { LockedUsers } from '../people/locks';
import type { Tx } from '../prisma.service';
import { windowStart } from '../sliding-limit.rules';
import {
  decideActivation,
  decideInvitation,
  decideInvitationRate,
  inviteeLimit,
  mailedLimit,
  type PartnershipLimits,
  partnershipLimitsIn,
} from './partnership-limits.rules';
import {
  countInvitationsBefore,
  findCounts,
  findPairState,
  findSentAt,
} from './partnership-quota.queries';
import type { PartnershipRow } from './partnership.queries';

/**
 * How many partnerships and invitations a user may have. What it counts of locked users cannot change until the transaction
 * ends.
 */
@Injectable()
export class PartnershipQuota {
  private readonly limits: PartnershipLimits;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {
    this.limits = partnershipLimitsIn(config);
  }

  /**
   * Refuses an invitation early. Other invitations may be sent at the same time, so only {@link spendInvitation} is
   * certain.
   *
   * @throws AppError when it may not be sent
   */
  async checkInvitation(partnership: PartnershipRow): Promise<void> {
    await this.requireInvitation(this.database, partnership);
  }

  /**
   * Counts an invitation that is about to be sent.
   *
   * @param _locked the inviter
   * @throws AppError when it may not be sent
   */
  async spendInvitation(
    tx: Tx,
    _locked: LockedUsers<'partnerships'>,
    partnership: PartnershipRow,
  ): Promise<void> {
    await this.requireInvitation(tx.sql, partnership);

    await logInvitation(tx, {
      id: partnership.invitationId,
      inviterId: partnership.user1Id,
      target: this.targetOf(partnership),
      invitedAt: this.clock.now(),
    });
  }

  /**
   * @param _locked the inviter and the accepter
   * @throws AppError when either of the two cannot be in one more partnership of the kind
   */
  async requireRoom(
    tx: Tx,
    _locked: LockedUsers<'partnerships'>,
    { partnership, accepterId }: { partnership: PartnershipRow; accepterId: string },
  ): Promise<void> {
    const { id: exceptId, kind, user1Id: inviterId } = partnership;
    const now = this.clock.now();
    const accepter = await findCounts(tx.sql, accepterId, now, exceptId);
    const inviter = await findCounts(tx.sql, inviterId, now, exceptId);
    const users = { inviterId, otherId: accepterId, kind, now, exceptId };
    const pair = await findPairState(tx.sql, users);
    settle(decideActivation(kind, { accepter, inviter, pair }, this.limits));
  }

  /** Whether an address gets the mail of an invitation: it gets few mails, however many users invite it. */
  async mayMail(partnership: PartnershipRow): Promise<boolean> {
    const target = this.targetOf(partnership);
    const since = windowStart(mailedLimit, this.clock.now());

    const earlier = await countInvitationsBefore(
      this.database,
      partnership.invitationId,
      target,
      since,
    );

    return earlier < mailedLimit.times;
  }

  private async requireInvitation(sql: Sql, partnership: PartnershipRow): Promise<void> {
    const { id: exceptId, kind, user1Id: inviterId, user2Id: otherId } = partnership;
    const now = this.clock.now();
    const inviter = await findCounts(sql, inviterId, now, exceptId);

    const pair = otherId
      ? await findPairState(sql, { inviterId, otherId, kind, now, exceptId })
      : 'by e-mail';

    settle(decideInvitation(kind, inviter, pair, this.limits));

    const sentAt = await findSentAt(sql, inviterId, this.targetOf(partnership), now);
    settle(decideInvitationRate(sentAt, this.limits, now));
  }

  /** A keyed hash of the invitee: no address outlives its invitation. */
  private targetOf({ user2Id, inviteEmail }: PartnershipRow): Uint8Array<ArrayBuffer> {
    const hash = createHmac('sha256', this.config.LINK_SECRET).update('partnership invitee\0');
    return new Uint8Array(hash.update(user2Id ?? inviteEmail ?? '').digest());
  }
}

/** Remembers an invitation for the limits, and forgets those of the inviter that no longer count. */
async function logInvitation(
  tx: Tx,
  entry: { id: string; inviterId: string; target: Uint8Array<ArrayBuffer>; invitedAt: Date },
): Promise<void> {
  const expired = { lte: windowStart(inviteeLimit, entry.invitedAt) };
  const { inviterId } = entry;
  await tx.partnershipInvitationLogEntry.deleteMany({ where: { inviterId, invitedAt: expired } });
  await tx.partnershipInvitationLogEntry.create({ data: entry });
}
