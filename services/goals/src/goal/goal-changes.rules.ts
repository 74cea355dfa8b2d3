import { change, type Decision, keep, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { GoalPriority, GoalStatus, GoalType, TargetType } from '../generated/prisma/enums';
import { statusByName } from './goal-fields';
import type { UpdateGoalBody } from './goal.dto';
import type { Goal } from './goal.queries';
import { canChangeStatus, decideTarget, decimalErrors } from './goal.rules';

/** The columns that an update writes. */
export interface GoalChanges {
  title?: string;
  description?: string | null;
  category?: string | null;
  goalType?: GoalType;
  targetType?: TargetType;
  targetAmount?: number | null;
  targetCurrency?: string;
  targetDate?: Date | null;
  startDate?: Date | null;
  priority?: GoalPriority;
  autoComplete?: boolean;
  isPublic?: boolean;
  imageUrl?: string | null;
  status?: GoalStatus;
  completedAt?: Date | null;
  archivedAt?: Date | null;
}

/** The columns that follow from others. */
type DerivedColumn = 'completedAt' | 'archivedAt';

/** The values in a request. Requires each column, so that none can be forgotten. */
type RequestedValues = {
  [Column in Exclude<keyof GoalChanges, DerivedColumn>]-?: GoalChanges[Column] | undefined;
};

/**
 * Decides the changes of a merge patch to a goal; keeps the goal when nothing differs.
 *
 * @param today the date of the caller's day, as midnight UTC
 */
export function decideChanges(
  goal: Goal,
  body: UpdateGoalBody,
  { now, today }: { now: Date; today: Date },
): Decision<GoalChanges> {
  const changes = changesOf(goal, body, now);
  if (Object.keys(changes).length === 0) return keep;
  if (changes.status && !canChangeStatus(goal.status, changes.status))
    return refuse(errors.GOAL_STATUS_CONFLICT);
  // Existing contributions are in the old currency.
  if (changes.targetCurrency && goal.currentAmount.gt(0)) return refuse(errors.GOAL_CURRENCY_FIXED);
  if (changes.goalType === 'individual' && goal.participants.length > 1)
    return refuse(errors.GOAL_HAS_PARTICIPANTS);

  if (changes.targetCurrency && !fitMilestones(goal, changes.targetCurrency))
    return refuse(errors.GOAL_TARGET_INVALID, {
      errors: [{ pointer: '/target_currency', message: 'has fewer decimals than a milestone' }],
    });

  const target = decideTarget(
    { ...goal, ...changes },
    {
      today,
      dateIsNew: changes.targetDate !== undefined,
      amountIsNew: changes.targetAmount !== undefined || changes.targetCurrency !== undefined,
    },
  );

  return target.kind === 'refuse' ? target : change(changes);
}

function fitMilestones({ milestones }: Goal, currency: string): boolean {
  return milestones.every(
    ({ targetValue }) => !targetValue || decimalErrors('', targetValue, currency).length === 0,
  );
}

function changesOf(goal: Goal, body: UpdateGoalBody, now: Date): GoalChanges {
  const changes = onlyDifferent(goal, {
    title: body.title,
    description: body.description,
    category: body.category,
    goalType: body.goal_type,
    targetType: body.target_type,
    targetAmount: body.target_amount,
    targetCurrency: body.target_currency,
    targetDate: dateOf(body.target_date),
    startDate: dateOf(body.start_date),
    priority: body.priority,
    autoComplete: body.auto_complete,
    isPublic: body.is_public,
    imageUrl: body.image_url,
    status: body.status === 'archived' ? undefined : body.status && statusByName[body.status],
  });
  const archive = body.status === 'archived' || body.is_archived;
  return {
    ...changes,
    ...(changes.status && { completedAt: changes.status === 'completed' ? now : null }),
    ...(archive !== undefined &&
      archive !== (goal.archivedAt !== null) && { archivedAt: archive ? now : null }),
  };
}

function dateOf(date: string | null | undefined): Date | null | undefined {
  return typeof date === 'string' ? new Date(date) : date;
}

function onlyDifferent(goal: Goal, requested: RequestedValues): GoalChanges {
  const current: Record<string, unknown> = {
    ...goal,
    targetAmount: goal.targetAmount?.toNumber() ?? null,
  };
  const different = Object.entries(requested).filter(
    ([column, value]) =>
      value !== undefined && JSON.stringify(value) !== JSON.stringify(current[column]),
  );
  return Object.fromEntries(different) as GoalChanges;
}
