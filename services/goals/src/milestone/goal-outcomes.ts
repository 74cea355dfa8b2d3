import { Injectable } from '@nestjs/common';
import { EventPublisher, type NewEvent } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import type { GoalChanges } from '../goal/goal-changes.rules';
import { goalCompleted, milestoneAchieved } from '../goal/goal.events';
import type { Goal, Milestone } from '../goal/goal.queries';
import { changedGoal, saveGoal } from '../goal/goal.writes';
import type { Tx } from '../prisma.service';
import { saveMilestones } from './milestone.writes';
import { hasEffect, type Outcome } from './outcome.rules';

/** Writes what follows from a new sum: achieved and lost milestones, and the completion of the goal. */
@Injectable()
export class GoalOutcomes {
  constructor(private readonly events: EventPublisher) {}

  /**
   * Returns the goal after the outcome. MilestoneAchieved is published once per milestone, also when the milestone is lost
   * and achieved again.
   *
   * @param goal the locked goal, as it is stored
   */
  async apply(
    tx: Tx,
    goal: Goal,
    outcome: Outcome,
    { actor, now }: { actor: UserCard; now: Date },
  ): Promise<Goal> {
    if (!hasEffect(outcome)) return goal;
    const events: NewEvent[] = [];
    const lost = outcome.lost.map((milestone) => lostMilestone(milestone, now));
    let current = withMilestones(goal, lost);

    for (const milestone of outcome.achieved) {
      const achieved = achievedMilestone(milestone, actor.id, now);
      current = withMilestones(current, [achieved]);
      if (milestone.announcedAt) continue;

      current = changedGoal(current, {}, now);
      events.push(milestoneAchieved(current, achieved, actor));
    }

    const changes: GoalChanges = outcome.isCompleted
      ? { status: 'completed', completedAt: now }
      : {};

    if (outcome.isCompleted) {
      current = changedGoal(current, changes, now);
      events.push(goalCompleted(current, actor, now));
    }

    const changed = new Set([...outcome.lost, ...outcome.achieved].map(({ id }) => id));

    await Promise.all([
      saveGoal(tx, current, changes),
      saveMilestones(
        tx,
        current.milestones.filter(({ id }) => changed.has(id)),
      ),
      this.events.publish(tx, events),
    ]);

    return current;
  }
}

function lostMilestone(milestone: Milestone, now: Date): Milestone {
  return { ...milestone, achievedAt: null, achievedBy: null, updatedAt: now };
}

function achievedMilestone(milestone: Milestone, achievedBy: string, now: Date): Milestone {
  const announcedAt = milestone.announcedAt ?? now;
  return { ...milestone, achievedAt: now, achievedBy, announcedAt, updatedAt: now };
}

function withMilestones(goal: Goal, changed: readonly Milestone[]): Goal {
  const byId = new Map(changed.map((milestone) => [milestone.id, milestone]));
  return {
    ...goal,
    milestones: goal.milestones.map((milestone) => byId.get(milestone.id) ?? milestone),
  };
}
