import { Injectable } from '@nestjs/common';
import { AppError, Clock, commonErrors, Database, type Sql } from '@tribe/service-kit';
import { deleteMutes, selectMuteEnd } from './moderation-mute.queries';

/** The mutes of users by moderators of the platform, projected from social-graph. A muted user may read. */
@Injectable()
export class ModerationMutes {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * For everything that a user says to others.
   *
   * @param sql pass `tx.sql` inside a transaction
   * @throws AppError SENDER_MUTED for a user who was muted by a moderator of the platform
   */
  async requireUnmuted(userId: string, sql: Sql = this.database): Promise<void> {
    const until = await selectMuteEnd(sql, userId);
    if (until && until > this.clock.now())
      throw new AppError(commonErrors.SENDER_MUTED, { members: { until: until.toISOString() } });
  }

  /** Erases the mutes of a user whose personal data is erased; returns their number. */
  async erase(sql: Sql, userId: string): Promise<number> {
    return deleteMutes(sql, userId);
  }
}
