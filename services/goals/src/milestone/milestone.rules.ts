import {
  type Change,
  change,
  type Decision,
  keep,
  type Permission,
  type Refusal,
  allow,
  refuse,
} from '@tribe/service-kit';
import { errors } from '../errors';
import { maxMilestones } from '../goal/goal-fields';
import type { Goal, Milestone } from '../goal/goal.queries';
import { decimalErrors } from '../goal/goal.rules';

/** Decides the milestones of a goal after a new one. */
export function decideNewMilestone(
  { milestones, targetCurrency }: Goal,
  milestone: Milestone,
): Change<Milestone[]> | Refusal {
  if (milestones.length >= maxMilestones) return refuse(errors.MILESTONE_LIMIT_REACHED);
  const value = decideValue(milestone, targetCurrency);

  return value.kind === 'refuse' ? value : change(placed(milestones, milestone));
}

/**
 * Decides the change of a milestone; keeps it when nothing differs.
 *
 * @param patched the milestone with the requested fields
 * @param achieved whether the request sets or takes back the achievement; the milestone of an amount has none of its own
 */
export function decideMilestoneChange(
  { targetCurrency }: Goal,
  milestone: Milestone,
  patched: Milestone,
  { achieved, now }: { achieved: boolean | undefined; now: Date },
): Decision<Milestone> {
  const value = decideValue(patched, targetCurrency);
  if (value.kind === 'refuse') return value;
  if (achieved !== undefined && patched.targetValue) return refuse(errors.MILESTONE_BY_AMOUNT);

  const isTakenBack = achieved === false && patched.achievedAt !== null;
  const after = isTakenBack ? { ...patched, achievedAt: null, achievedBy: null } : patched;
  if (JSON.stringify(after) === JSON.stringify(milestone)) return keep;

  return change({ ...after, updatedAt: now });
}

/** Returns the milestones with one of them at the position that its `orderIndex` requests, numbered without gaps. */
export function placed(milestones: readonly Milestone[], milestone: Milestone): Milestone[] {
  const others = milestones.filter(({ id }) => id !== milestone.id);
  return numbered(others.toSpliced(milestone.orderIndex, 0, milestone));
}

/** Numbers milestones by their position. Those whose number is right stay the same objects. */
export function numbered(milestones: readonly Milestone[]): Milestone[] {
  return milestones.map((milestone, orderIndex) =>
    milestone.orderIndex === orderIndex ? milestone : { ...milestone, orderIndex },
  );
}

function decideValue({ targetValue }: Milestone, currency: string): Permission {
  const fieldErrors = targetValue ? decimalErrors('/target_value', targetValue, currency) : [];
  return fieldErrors.length > 0 ? refuse(errors.MILESTONE_INVALID, { errors: fieldErrors }) : allow;
}
