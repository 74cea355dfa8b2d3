import { id } from '@tribe/service-kit';
import { z } from 'zod';
import { addContributionBody } from '../../contribution/contribution.dto';
import { Prisma } from '../../generated/prisma/client';
import { GoalStatus } from '../../generated/prisma/enums';
import { type GoalReminderBody, goalReminderBody } from '../../goal-reminder/goal-reminder.dto';
import { maxMilestones } from '../../goal/goal-fields';
import { createGoalBody } from '../../goal/goal.dto';
import { decideTarget, decimalErrors } from '../../goal/goal.rules';
import { createMilestoneBody } from '../../milestone/milestone.dto';
import { isRecord } from '../format/json-table';
import { maxAgeMs } from '../history/entry.rules';
import { instant } from './tribe-export.rules';

const time = instant.nullable();

const milestoneRow = z.object({
  id,
  achievedAt: time,
  achievedBy: id.nullable(),
  announcedAt: time,
  orderIndex: z.int(),
  createdAt: instant,
});

/** A milestone of an export: its row, and its fields as a request would have them. */
export type ExportedMilestone = z.infer<typeof milestoneRow> & {
  readonly body: z.infer<typeof createMilestoneBody>;
};

const goalRow = z.object({
  id,
  status: z.enum(GoalStatus),
  createdAt: instant,
  completedAt: time,
  archivedAt: time,
  milestones: z.array(z.unknown()).max(maxMilestones).default([]),
});

export type ExportedGoal = Omit<z.infer<typeof goalRow>, 'milestones'> & {
  readonly body: z.infer<typeof createGoalBody>;
  /** In their order. */
  readonly milestones: readonly ExportedMilestone[];
  /** Milestones that are left out, because an earlier one has their id. */
  readonly repeatedMilestones: number;
};

const participationRow = z.object({
  goalId: id,
  userId: id,
  role: z.string(),
  joinedAt: instant,
  leftAt: time,
  restingUntil: time,
});

/** The part of the user of an export in a goal. */
export type ExportedParticipation = z.infer<typeof participationRow>;

const contributionRow = z.object({
  id,
  goalId: id,
  userId: id,
  createdAt: instant,
  correctsId: id.nullable(),
  correctedBy: id.nullable(),
});

export type ExportedContribution = z.infer<typeof contributionRow> & {
  /** Negative for a correction. */
  readonly amount: Prisma.Decimal;
  readonly body: z.infer<typeof addContributionBody>;
};

const reminderRow = z.object({ id, goalId: id, createdAt: instant });

export type ExportedGoalReminder = z.infer<typeof reminderRow> & {
  readonly body: GoalReminderBody;
};

export function goalOf(row: unknown): ExportedGoal | undefined {
  const parsed = goalRow.safeParse(row);
  const fields = isRecord(row) ? row : {};

  const body = createGoalBody.safeParse({
    title: fields['title'],
    description: fields['description'],
    category: fields['category'],
    goal_type: fields['goalType'],
    target_type: fields['targetType'],
    target_amount: numberOf(fields['targetAmount']),
    target_currency: fields['targetCurrency'],
    target_date: dateOf(fields['targetDate']),
    start_date: dateOf(fields['startDate']),
    priority: fields['priority'],
    auto_complete: fields['autoComplete'],
    is_public: fields['isPublic'],
    image_url: fields['imageUrl'],
  });

  if (!parsed.success || !body.success) return undefined;
  const milestones = parsed.data.milestones.flatMap((each) => milestoneOf(each) ?? []);
  if (milestones.length < parsed.data.milestones.length) return undefined;

  const unique = milestones.filter(
    ({ id: own }, index) => milestones.findIndex((each) => each.id === own) === index,
  );

  unique.sort((first, second) => first.orderIndex - second.orderIndex);
  const repeatedMilestones = milestones.length - unique.length;

  return { ...parsed.data, milestones: unique, repeatedMilestones, body: body.data };
}

/** Returns whether a goal could have been created, as far as its fields depend on each other. */
export function isPossibleGoal({ body, milestones, ...goal }: ExportedGoal, now: number): boolean {
  const ends = [goal.completedAt, goal.archivedAt, ...milestones.map((each) => each.achievedAt)];
  const values = milestones.map((milestone) => milestone.body.target_value ?? 0);

  const target = decideTarget(
    {
      targetType: body.target_type ?? 'boolean',
      targetAmount: body.target_amount ?? null,
      targetCurrency: body.target_currency,
      targetDate: body.target_date ? new Date(body.target_date) : null,
      startDate: body.start_date ? new Date(body.start_date) : null,
    },
    { today: new Date(now), dateIsNew: false, amountIsNew: true },
  );

  return (
    isPossibleTime(goal.createdAt, now) &&
    milestones.every(({ createdAt }) => isPossibleTime(createdAt, now)) &&
    ends.every((end) => end === null || isPossibleTime(end, now)) &&
    values.every((value) => decimalErrors('', value, body.target_currency).length === 0) &&
    (goal.status === 'completed') === (goal.completedAt !== null) &&
    target.kind !== 'refuse'
  );
}

export function participationOf(row: unknown): ExportedParticipation | undefined {
  return participationRow.safeParse(row).data;
}

/** Returns undefined also for a row whose sign does not fit: only corrections are negative. */
export function contributionOf(row: unknown): ExportedContribution | undefined {
  const parsed = contributionRow.safeParse(row);
  const fields = isRecord(row) ? row : {};
  const amount = numberOf(fields['amount']);
  const isCorrection = fields['correctsId'] !== null;
  const given = typeof amount === 'number' && isCorrection ? -amount : amount;

  const body = addContributionBody.safeParse({
    amount: given === 0 && !isCorrection ? undefined : given,
    note: fields['note'],
    contribution_type: fields['contributionType'],
  });

  if (!parsed.success || !body.success) return undefined;
  const decimal = new Prisma.Decimal(body.data.amount ?? 0);

  return { ...parsed.data, body: body.data, amount: isCorrection ? decimal.negated() : decimal };
}

export function goalReminderOf(row: unknown): ExportedGoalReminder | undefined {
  const parsed = reminderRow.safeParse(row);
  const fields = isRecord(row) ? row : {};

  const body = goalReminderBody.safeParse({
    reminder_type: fields['type'],
    reminder_time: fields['time'],
    reminder_days: fields['days'],
    timezone: fields['timezone'],
    is_active: fields['isActive'],
  });

  return parsed.success && body.success ? { ...parsed.data, body: body.data } : undefined;
}

/** Returns whether something has happened, and not before the oldest time that is imported. */
export function isPossibleTime(at: Date, now: number): boolean {
  const age = now - at.getTime();
  return age >= 0 && age < maxAgeMs;
}

function milestoneOf(row: unknown): ExportedMilestone | undefined {
  const parsed = milestoneRow.safeParse(row);
  const fields = isRecord(row) ? row : {};

  const body = createMilestoneBody.safeParse({
    title: fields['title'],
    description: fields['description'],
    target_value: numberOf(fields['targetValue']),
  });

  return parsed.success && body.success ? { ...parsed.data, body: body.data } : undefined;
}

/** Amounts are texts in an export. */
function numberOf(value: unknown): unknown {
  return typeof value === 'string' && value !== '' ? Number(value) : value;
}

/** Dates are times in an export. */
function dateOf(value: unknown): unknown {
  return typeof value === 'string' ? value.slice(0, 10) : value;
}
