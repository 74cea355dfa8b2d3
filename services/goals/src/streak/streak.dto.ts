import { id } from '@tribe/service-kit';
import { z } from 'zod';

/** The most days of a page of an explanation. */
export const maxExplainedDays = 100;

export const dayRuleField = z
  .enum([
    'done',
    'done_late',
    'skipped',
    'frozen',
    'vacation',
    'paused',
    'rest',
    'shortened',
    'not_scheduled',
    'missed',
    'pending',
  ])
  .meta({ id: 'StreakDayRule', example: 'done' });

const weekOutcome = z
  .enum(['kept', 'frozen', 'missed', 'neutral'])
  .meta({ id: 'StreakWeekOutcome', example: 'kept' });

const unit = z.enum(['days', 'weeks']).meta({ id: 'StreakUnit', example: 'days' });

export const streakFields = {
  unit,
  current_streak: z.int().meta({ example: 12 }),
  longest_streak: z.int().meta({ example: 30 }).describe('In the same unit'),
  status_today: dayRuleField,
};

export const streakResponse = z
  .object({
    system_id: id,
    ...streakFields,
    today: z.iso.date().describe('The date of the owner’s day'),
    freezes_available: z.int().min(0).max(2).meta({ example: 1 }),
  })
  .meta({ id: 'Streak' });

export const explainStreakQuery = z.object({
  from: z.iso.date().optional().describe('Default: 29 days before `to`'),
  to: z.iso
    .date()
    .optional()
    .describe('The last day. Default: 29 days after `from`, otherwise today, where the owner is'),
});
export type ExplainStreakQuery = z.infer<typeof explainStreakQuery>;

export const explainStreakResponse = z
  .object({
    system_id: id,
    unit,
    days: z
      .array(
        z
          .object({
            date: z.iso.date(),
            rule: dayRuleField,
            evidence_ids: z
              .array(id)
              .describe('The check-ins, the freeze, the vacation or the pause that decided'),
            streak: z.int().meta({ example: 12 }).describe('At the end of the day'),
            week: weekOutcome
              .nullable()
              .describe('On the last day of a week, if the streak counts weeks'),
          })
          .meta({ id: 'StreakDay' }),
      )
      .max(maxExplainedDays),
  })
  .meta({ id: 'StreakExplanation' });
