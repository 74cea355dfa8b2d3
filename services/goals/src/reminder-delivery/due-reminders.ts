import { Injectable } from '@nestjs/common';
import { InjectConfig, Logger, type Sql } from '@tribe/service-kit';
import type { GoalsConfig } from '../config';
import { isAsPlanned } from '../reminder/reminder-plan';
import type { ZonedReminder } from '../reminder/reminder.queries';
import { knownFactsOf } from '../streak/known-facts';
import { type FactsRow, findFacts } from '../streak/streak-facts.queries';
import { findSubjects, type ReminderSubject } from './due-reminder.queries';
import { outcomeOf, type ReminderOutcome, waitsForCheckIn } from './due-reminder.rules';

const minuteMs = 60_000;

export interface JudgedReminder {
  readonly reminder: ZonedReminder;
  readonly outcome: ReminderOutcome | 'failed';
  readonly title: string;
}

/** Decides what becomes of reminders whose time has come. */
@Injectable()
export class DueReminders {
  private readonly logger: Logger;

  constructor(
    @InjectConfig() private readonly config: GoalsConfig,
    logger: Logger,
  ) {
    this.logger = logger.for('DueReminders');
  }

  /** A reminder that cannot be decided is logged, and does not hold up the others. */
  async judge(sql: Sql, reminders: readonly ZonedReminder[], now: Date): Promise<JudgedReminder[]> {
    const systemIds = reminders.flatMap(({ systemId }) => systemId ?? []);
    const ids = reminders.map(({ id }) => id);
    const subjects = await findSubjects(sql, ids);
    const facts = await findFacts(sql, systemIds, 'recent');
    const factsById = new Map(facts.map((row) => [row.id, row]));

    return reminders.map((reminder) => {
      const subject = subjects.get(reminder.id);
      const row = factsById.get(reminder.systemId ?? '');

      try {
        return { ...this.decide(reminder, subject, { row, now }), reminder };
      } catch (error) {
        this.logger.error({ err: error, reminder_id: reminder.id }, 'cannot decide a reminder');
        return { reminder, outcome: 'failed', title: '' };
      }
    });
  }

  private decide(
    reminder: ZonedReminder,
    subject: ReminderSubject | undefined,
    { row, now }: { row: FactsRow | undefined; now: Date },
  ): Omit<JudgedReminder, 'reminder'> {
    if (!subject) return { outcome: 'ended', title: '' };
    const dueAt = reminder.nextFireAt?.getTime() ?? 0;

    const state = {
      ...subject,
      isAsPlanned: isAsPlanned(reminder),
      delayMs: now.getTime() - dueAt,
    };

    const outcome = outcomeOf(state, this.config.REMINDER_MAX_DELAY_MINUTES * minuteMs);
    if (outcome !== 'due' || !row) return { outcome, title: subject.title };
    const isWanted = waitsForCheckIn(knownFactsOf(row), dueAt, now.getTime());

    return { outcome: isWanted ? 'due' : 'not_due', title: subject.title };
  }
}
