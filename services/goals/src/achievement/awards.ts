import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { Clock, Logger } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import {
  type AchievementCriteria,
  achievementCriteria,
  type AchievementKind,
} from './achievement-criteria';
import type { AchievementFact } from './achievement-facts.rules';
import { achievementEarned } from './achievement.events';
import {
  findFactsBetween,
  findOpenAchievements,
  type StoredAchievement,
  tallyOf,
} from './achievement.queries';
import { isMetByTally, isMetWithin, periodOf, type Tally } from './achievement.rules';
import { insertAward, lockAchiever, saveFact } from './achievement.writes';

const dayMs = 86_400_000;

/** The facts of a user of one kind; `around` limits what rules about a period look at. */
interface Achiever {
  readonly userId: string;
  readonly kind: AchievementKind;
  readonly around?: Date;
  readonly notice?: 'announced' | 'silent';
}

/** Stores facts and awards achievements, each once per user. */
@Injectable()
export class Awards {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /**
   * Stores facts, and awards what they complete. Users are locked in the order of their ids.
   *
   * @param notice `silent` for the past, such as imported history: awards then have no event
   */
  async record(
    tx: Tx,
    facts: readonly AchievementFact[],
    notice: 'announced' | 'silent' = 'announced',
  ): Promise<void> {
    const ordered = facts.toSorted((a, b) => (a.userId < b.userId ? -1 : 1));

    for (const fact of ordered) {
      // Sent at once, and executed in this order.
      const [, isNew, open] = await Promise.all([
        lockAchiever(tx.sql, fact.userId),
        saveFact(tx.sql, fact),
        findOpenAchievements(tx.sql, fact.userId, fact.kind),
      ]);

      if (isNew && fact.isActive)
        await this.awardMet(tx, { ...fact, around: fact.at, notice }, open);
    }
  }

  /** Awards an achievement if a user has earned it and does not have it. */
  async evaluate(tx: Tx, achiever: Achiever, achievementId: string): Promise<void> {
    const open = await findOpenAchievements(tx.sql, achiever.userId, achiever.kind);
    const wanted = open.filter(({ id }) => id === achievementId);
    await this.awardMet(tx, achiever, wanted);
  }

  private async awardMet(
    tx: Tx,
    achiever: Achiever,
    wanted: readonly StoredAchievement[],
  ): Promise<void> {
    if (wanted.length === 0) return;
    const tally = await tallyOf(tx.sql, achiever.userId, achiever.kind);

    for (const achievement of wanted) {
      const criteria = this.criteriaOf(achievement);
      if (criteria && (await this.isMet(tx, achiever, { criteria, tally })))
        await this.award(tx, achiever, achievement);
    }
  }

  private async isMet(
    tx: Tx,
    { around, ...achiever }: Achiever,
    { criteria, tally }: { criteria: AchievementCriteria; tally: Tally },
  ): Promise<boolean> {
    if (!isMetByTally(criteria, tally)) return false;
    const days = periodOf(criteria);
    if (days === undefined) return true;

    const range = around
      ? {
          from: new Date(around.getTime() - days * dayMs),
          to: new Date(around.getTime() + days * dayMs),
        }
      : { from: '-infinity' as const, to: 'infinity' as const };

    return isMetWithin(criteria, await findFactsBetween(tx.sql, achiever, range));
  }

  private async award(
    tx: Tx,
    { userId, notice }: Achiever,
    achievement: StoredAchievement,
  ): Promise<void> {
    const earnedAt = this.clock.now();
    const id = await insertAward(tx.sql, { userId, achievementId: achievement.id, now: earnedAt });
    const isAnnounced = id !== undefined && notice !== 'silent';
    if (isAnnounced)
      await this.events.publish(tx, achievementEarned(achievement, { id, userId, earnedAt }));
  }

  /** An invalid rule awards nothing, and does not stop the others. */
  private criteriaOf({ code, criteria }: StoredAchievement): AchievementCriteria | undefined {
    const parsed = achievementCriteria.safeParse(criteria);
    if (!parsed.success) this.logger.error({ code }, 'the rule of an achievement is invalid');

    return parsed.data;
  }
}
