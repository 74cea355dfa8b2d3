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

interface Ban {
  readonly actionId: string;
  readonly userId: string;
}

/** The user reads it in their account. The moderator and the note are for moderators. */
const reason = 'A moderator decided about a report';

/** Carries out the bans of moderators. */
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
  async ban(tx: Tx, { actionId, userId, until }: Ban & { until: Date | null }): Promise<void> {
    const user = await lockUser(tx, userId);
    if (!user || user.banActionId === actionId) return;
    if ((await this.roles.of(tx.sql, userId)).includes('admin')) return;

    if (until) await this.suspend(tx, user, { actionId, until });
    else if (!user.bannedAt) await this.close(tx, user, actionId);

    const ended = await this.revocation.revokeAll(tx, userId, 'account_deactivated');

    await this.activities.record(tx, {
      userId,
      type: 'banned',
      metadata: { reason, sessions_ended: ended, ...(until && { until: until.toISOString() }) },
    });
  }

  /** Has no effect on a ban that another decision has replaced. */
  async lift(tx: Tx, { actionId, userId }: Ban): Promise<void> {
    const user = await lockUser(tx, userId);
    if (user?.banActionId !== actionId) return;
    await this.changes.applyEvenIfInactive(tx, userId, { user: unbanned(user.eraseAfter) });
    await this.activities.record(tx, { userId, type: 'unbanned' });
  }

  private async close(tx: Tx, { id }: User, banActionId: string): Promise<void> {
    const bannedAt = this.clock.now();
    const user = { isActive: false, bannedAt, banReason: reason, banActionId };
    await this.changes.applyEvenIfInactive(tx, id, { user });
  }

  /** No event tells it, because nothing that other services show depends on it. */
  private async suspend(
    tx: Tx,
    { id }: User,
    { actionId, until }: { actionId: string; until: Date },
  ): Promise<void> {
    await tx.user.update({
      where: { id },
      data: {
        suspendedUntil: until,
        banActionId: actionId,
        updatedAt: this.clock.now(),
        version: { increment: 1 },
      },
      select: { id: true },
    });
  }
}
