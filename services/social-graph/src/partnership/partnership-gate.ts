import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError, Clock, InjectConfig } from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import {
  dayWindowStart,
  inviteeLimit,
  inviteeWindowStart,
  type PartnershipLimits,
  refusalOfActivation,
  refusalOfInvitation,
  secondsUntilAllowed,
} from './partnership-limits.rules';
import { lockPeople, pairStanding, type PartnershipRow, standingOf } from './partnership.queries';

/** Who may invite whom how often, and who may enter what. What it counts stands still until the transaction ends. */
@Injectable()
export class PartnershipGate {
  private readonly limits: PartnershipLimits;

  constructor(
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {
    this.limits = {
      partnerships: config.PARTNERSHIP_LIMIT,
      openInvitations: config.OPEN_PARTNERSHIP_INVITATION_LIMIT,
    };
  }

  /** Lets the invitation through and remembers it. @throws AppError when it may not be sent */
  async checkInvitation(tx: Tx, row: PartnershipRow): Promise<void> {
    const { id: exceptId, kind, user1Id: inviterId, user2Id: otherId } = row;
    const now = this.clock.now();
    await lockPeople(tx, [inviterId]);
    const inviter = await standingOf(tx, inviterId, now, exceptId);
    const pair = otherId
      ? await pairStanding(tx, { inviterId, otherId, kind, now, exceptId })
      : 'by e-mail';
    const code = refusalOfInvitation(kind, inviter, pair, this.limits);
    if (code) throw new AppError(code);
    await this.countInvitation(tx, row, now);
  }

  /** @throws AppError when either of the two has no place for it */
  async checkActivation(tx: Tx, row: PartnershipRow, accepterId: string): Promise<void> {
    const { id: exceptId, kind, user1Id: inviterId } = row;
    const now = this.clock.now();
    await lockPeople(tx, [inviterId, accepterId]);
    const accepter = await standingOf(tx, accepterId, now, exceptId);
    const inviter = await standingOf(tx, inviterId, now, exceptId);
    const pair = await pairStanding(tx, { inviterId, otherId: accepterId, kind, now, exceptId });
    const code = refusalOfActivation(kind, { accepter, inviter, pair }, this.limits);
    if (code) throw new AppError(code);
  }

  private async countInvitation(tx: Tx, row: PartnershipRow, now: Date): Promise<void> {
    const target = this.targetOf(row);
    const inviterId = row.user1Id;
    const windowStart = inviteeWindowStart(now);
    await tx.partnershipInvitationLogEntry.deleteMany({
      where: { inviterId, invitedAt: { lte: windowStart } },
    });
    const sent = await tx.partnershipInvitationLogEntry.findMany({
      where: { inviterId, OR: [{ target }, { invitedAt: { gt: dayWindowStart(now) } }] },
      orderBy: { invitedAt: 'asc' },
    });
    const today = {
      times: this.config.PARTNERSHIP_INVITATIONS_PER_DAY,
      windowStart: dayWindowStart(now),
    };
    const wait = Math.max(
      secondsUntilAllowed(timesOf(sent.filter((entry) => isSame(entry.target, target))), {
        ...inviteeLimit,
        windowStart,
      }) ?? 0,
      secondsUntilAllowed(
        timesOf(sent.filter(({ invitedAt }) => invitedAt > today.windowStart)),
        today,
      ) ?? 0,
    );
    if (wait > 0)
      throw new AppError(errors.PARTNERSHIP_INVITATION_LIMIT_REACHED, { retryAfterSeconds: wait });
    await tx.partnershipInvitationLogEntry.create({
      data: { id: row.invitationId, inviterId, target, invitedAt: now },
    });
  }

  /** Who was invited, in a form that tells nothing: addresses outlive no invitation. */
  private targetOf({ user2Id, inviteEmail }: PartnershipRow): Uint8Array<ArrayBuffer> {
    const hash = createHmac('sha256', this.config.LINK_SECRET).update('partnership invitee\0');
    return new Uint8Array(hash.update(user2Id ?? inviteEmail ?? '').digest());
  }
}

function timesOf(entries: readonly { invitedAt: Date }[]): Date[] {
  return entries.map(({ invitedAt }) => invitedAt);
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
