import { Injectable } from '@nestjs/common';
import { Clock, Database, type Sql } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { type Day, dateOf } from './day.rules';
import { type KnownFacts, knownFactsOf } from './known-facts';
import type { StreakDay, StreakFacts } from './streak-facts';
import { dropCheckpoint, type FactRange, findFacts, saveCheckpoint } from './streak-facts.queries';
import { explainStreak, foldStreak, type Streak } from './streak.rules';

/** The streak before and after a change of the facts. */
export interface StreakChange {
  readonly before: Streak;
  readonly after: Streak;
}

/** A streak whose days can be explained. */
export interface OpenStreak {
  readonly streak: Streak;
  readonly explain: (range: { from: Day; to: Day }) => Promise<StreakDay[]>;
}

/**
 * Folds the stored facts about systems into streaks. The state of a week ago is kept in `system_streaks`, so that a read
 * counts the days since then only. It is derived: a missing state is rebuilt from the facts.
 */
@Injectable()
export class Streaks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Returns the streaks of at most 100 systems by id. */
  async of(systemIds: readonly string[], sql: Sql = this.database): Promise<Map<string, Streak>> {
    if (systemIds.length === 0) return new Map();
    const now = this.clock.now().getTime();
    const rows = await findFacts(sql, systemIds, 'recent');

    return new Map(
      rows.map((row) => {
        const { facts, checkpoint } = knownFactsOf(row);
        return [row.id, foldStreak(facts, now, checkpoint)];
      }),
    );
  }

  /** Returns the streak of a system that exists. */
  async ofOne(systemId: string, sql: Sql = this.database): Promise<Streak> {
    const streak = (await this.of([systemId], sql)).get(systemId);
    if (!streak) throw new Error('the system is gone');

    return streak;
  }

  /** Returns the streak of a system that exists, and a function that explains days of a range, at most up to today. */
  async open(systemId: string): Promise<OpenStreak> {
    const now = this.clock.now().getTime();
    const known = await this.known(this.database, systemId, 'recent');

    return {
      streak: foldStreak(known.facts, now, known.checkpoint),
      explain: async (range) => {
        const isRecent = known.checkpoint !== undefined && known.checkpoint.through < range.from;
        const used = isRecent ? known : await this.known(this.database, systemId, 'all');

        return explainStreak(used.facts, now, { ...range, checkpoint: used.checkpoint });
      },
    };
  }

  /**
   * Writes a change of the facts about a system that the caller has locked, and keeps the stored state in step.
   *
   * @param change writes the facts and returns the first day that they affect
   */
  async change(
    tx: Tx,
    systemId: string,
    change: (facts: StreakFacts) => Promise<Day>,
  ): Promise<StreakChange> {
    const now = this.clock.now().getTime();
    const known = await this.known(tx.sql, systemId, 'recent');
    const before = foldStreak(known.facts, now, known.checkpoint);
    const firstDay = await change(known.facts);
    const isOutdated = known.checkpoint !== undefined && firstDay <= known.checkpoint.through;
    const range = isOutdated ? 'all' : 'recent';
    const { facts, checkpoint } = await this.known(tx.sql, systemId, range);
    const after = foldStreak(facts, now, checkpoint);
    await this.save(tx, systemId, { after, known: checkpoint?.through });

    return { before, after };
  }

  private async save(
    tx: Tx,
    systemId: string,
    { after, known }: { after: Streak; known: Day | undefined },
  ): Promise<void> {
    const { checkpoint } = after;
    if (!checkpoint) return dropCheckpoint(tx.sql, systemId);
    if (checkpoint.through === known) return undefined;

    return saveCheckpoint(tx.sql, systemId, {
      through: dateOf(checkpoint.through),
      state: JSON.stringify(checkpoint),
      now: this.clock.now(),
    });
  }

  private async known(sql: Sql, systemId: string, range: FactRange): Promise<KnownFacts> {
    const [row] = await findFacts(sql, [systemId], range);
    if (!row) throw new Error('the system is gone');

    return knownFactsOf(row);
  }
}
