import type { UserCard } from '@tribe/projections';
import { type Change, change, newId, type Refusal } from '@tribe/service-kit';
import { type GoalContribution, Prisma } from '../generated/prisma/client';
import { decideAccess, roleOf } from '../goal/goal-access.rules';
import type { Goal } from '../goal/goal.queries';
import { changedGoal } from '../goal/goal.writes';
import { hasEffect, type Outcome, outcomeOf } from '../milestone/outcome.rules';
import type { AddContributionBody } from './contribution.dto';
import { decideContribution } from './contribution.rules';

/** A request for a contribution. */
export interface ContributionRequest {
  /** As it was read for the request. */
  readonly goal: Goal;
  readonly contributor: UserCard;
  readonly body: AddContributionBody;
}

/** A contribution, the goal after it, and what follows from the new sum. */
export interface ContributionStep {
  readonly contribution: GoalContribution;
  readonly goal: Goal;
  readonly outcome: Outcome;
}

/** Decides a contribution to a goal, which may have changed since the request read it. */
export function decideContributionStep(
  goal: Goal,
  { contributor, body }: ContributionRequest,
  now: Date,
): Change<ContributionStep> | Refusal {
  const contribution = newContribution(contributor.id, goal.id, body, now);
  const decided = decideContribution(goal, contribution.amount);
  if (decided.kind === 'refuse') return decided;
  const changed = changedGoal(goal, decided.to, now);

  return change({ contribution, goal: changed, outcome: outcomeOf(changed, goal.currentAmount) });
}

/**
 * Returns the steps of contributions, each of which begins with the goal after the one before. A contribution has none if it
 * is refused, or if more than a new sum follows from it.
 */
export function contributionSteps(
  goal: Goal,
  requests: readonly ContributionRequest[],
  now: Date,
): (ContributionStep | undefined)[] {
  let current = goal;

  return requests.map((request) => {
    const access = decideAccess('contribute', roleOf(current, request.contributor.id), false);
    const decided = decideContributionStep(current, request, now);
    if (access.kind === 'refuse' || decided.kind === 'refuse') return undefined;
    if (hasEffect(decided.to.outcome)) return undefined;
    current = decided.to.goal;

    return decided.to;
  });
}

function newContribution(
  userId: string,
  goalId: string,
  body: AddContributionBody,
  createdAt: Date,
): GoalContribution {
  return {
    id: newId(),
    goalId,
    userId,
    amount: new Prisma.Decimal(body.amount ?? 0),
    note: body.note || null,
    contributionType: body.contribution_type,
    createdAt,
    correctsId: null,
    correctedBy: null,
  };
}
