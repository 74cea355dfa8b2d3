import { Injectable } from '@nestjs/common';
import { Clock } from '@tribe/service-kit';
import { unbanned } from '../account/bans';
import { Roles } from '../account/roles';
import { ActivityLog } from '../activity/activity-log';
import type { User } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { SessionRevocation } from '../session/session-revocation';
import { UserChanges } from '../user/user-changes';
import { lockUser } from '../user/user.queries';
import { type Ban, banishmentOf } from './moderation-bans.rules';

/** The user reads it in their account. The moderator and the note are for moderators. */
const reason = 'A moderator decided about a report';

/** Carries out the bans of moderators. A user can have several, next to that of an admin: each is lifted for itself. */
@Injectable()
export class ModerationBans {
  constructor(
    private readonly changes: UserChanges,
    private readonly revocation: SessionRevocation,
    private readonly roles: Roles,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Ends every session. A ban without an end closes the account; with an end, the user stays visible to others. Has no
   * effect when it was carried out before, and on an admin.
   */
  async ban(tx: Tx, userId: string, { actionId, until }: Ban): Promise<void> {
    const user = await lockUser(tx, userId);
    if (!user || (await this.roles.of(tx.sql, userId)).includes('admin')) return;

    const data = { actionId, userId, until };
    const { count } = await tx.moderationBan.createMany({ data, skipDuplicates: true });
    const isOver = until !== null && until <= this.clock.now();
    if (count === 0 || isOver) return;

    await this.apply(tx, user);
    const ended = await this.revocation.revokeAll(tx, userId, 'account_deactivated');

    await this.activities.record(tx, {
      userId,
      type: 'banned',
      metadata: { reason, sessions_ended: ended, ...(until && { until: until.toISOString() }) },
    });
  }

  /** Other bans of the user stay. */
  async lift(tx: Tx, userId: string, actionId: string): Promise<void> {
    const user = await lockUser(tx, userId);
    const where = { actionId, userId, liftedAt: null };
    const data = { liftedAt: this.clock.now() };
    const { count } = await tx.moderationBan.updateMany({ where, data });
    if (!user || count === 0) return;

    const isFree = await this.apply(tx, user);
    if (isFree) await this.activities.record(tx, { userId, type: 'unbanned' });
  }

  /**
   * Brings a locked account in line with the bans in force.
   *
   * @returns whether no ban is left
   */
  private async apply(tx: Tx, user: User): Promise<boolean> {
    const { id: userId, bannedAt, banActionId, eraseAfter } = user;
    const inForce = await tx.moderationBan.findMany({ where: { userId, liftedAt: null } });
    const { closedBy, until } = banishmentOf(inForce);
    const isClosedByAdmin = bannedAt !== null && banActionId === null;
    const isClosed = bannedAt !== null && !isClosedByAdmin;

    if (closedBy !== null && bannedAt === null) await this.close(tx, userId, closedBy, until);
    else if (closedBy === null && isClosed)
      await this.changes.applyEvenIfInactive(tx, userId, {
        user: { ...unbanned(eraseAfter), suspendedUntil: until },
      });
    else await this.suspend(tx, user, until, isClosedByAdmin ? null : closedBy);

    return !isClosedByAdmin && closedBy === null && (until === null || until <= this.clock.now());
  }

  private async close(
    tx: Tx,
    userId: string,
    banActionId: string,
    suspendedUntil: Date | null,
  ): Promise<void> {
    const bannedAt = this.clock.now();
    const user = { isActive: false, bannedAt, banReason: reason, banActionId, suspendedUntil };
    await this.changes.applyEvenIfInactive(tx, userId, { user });
  }

  /** No event tells it, because nothing that other services show depends on it. */
  private async suspend(
    tx: Tx,
    { id }: User,
    suspendedUntil: Date | null,
    banActionId: string | null,
  ): Promise<void> {
    const updatedAt = this.clock.now();
    const data = { suspendedUntil, banActionId, updatedAt, version: { increment: 1 } };
    await tx.user.update({ where: { id }, data, select: { id: true } });
  }
}
