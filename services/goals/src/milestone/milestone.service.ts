import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { type UserCard, VisibleCards } from '@tribe/projections';
import { AppError, type Caller, Clock, newId, settle, Transactions } from '@tribe/service-kit';
import { errors } from '../errors';
import { GoalAccess } from '../goal/goal-access';
import { goalUpdated } from '../goal/goal.events';
import type { Goal, Milestone } from '../goal/goal.queries';
import { milestoneView } from '../goal/goal.view';
import { changedGoal, saveGoal } from '../goal/goal.writes';
import type { Tx } from '../prisma.service';
import { GoalOutcomes } from './goal-outcomes';
import { newMilestone, patchedMilestone } from './milestone-fields';
import type { CreateMilestoneBody, UpdateMilestoneBody } from './milestone.dto';
import { decideMilestoneChange, decideNewMilestone, numbered, placed } from './milestone.rules';
import { saveMilestones } from './milestone.writes';
import { outcomeOf } from './outcome.rules';

interface MilestonesChange {
  readonly milestones: readonly Milestone[];
  readonly achievedByHand?: Milestone;
  readonly actor: UserCard;
  readonly now: Date;
}

/** The milestones of a goal, which its owner manages. */
@Injectable()
export class MilestoneService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: GoalAccess,
    private readonly cards: VisibleCards,
    private readonly outcomes: GoalOutcomes,
    private readonly clock: Clock,
  ) {}

  async createMilestone(caller: Caller, goalId: string, body: CreateMilestoneBody) {
    const actor = await this.cards.ofCaller(caller);
    const id = newId();
    const now = this.clock.now();

    const changed = await this.transactions.run(async (tx) => {
      const goal = await this.access.requireLocked(tx, caller.userId, 'manage', goalId);
      const milestones = settle(decideNewMilestone(goal, newMilestone(goal, body, { id, now })));
      return this.save(tx, goal, { milestones, actor, now });
    });

    return milestoneView(requireMilestone(changed, id), true);
  }

  async updateMilestone(
    caller: Caller,
    goalId: string,
    { milestoneId, body }: { milestoneId: string; body: UpdateMilestoneBody },
  ) {
    const actor = await this.cards.ofCaller(caller);
    const now = this.clock.now();
    const { achieved } = body;

    const changed = await this.transactions.run(async (tx) => {
      const goal = await this.access.requireLocked(tx, caller.userId, 'manage', goalId);
      const before = requireMilestone(goal, milestoneId);

      const decided = settle(
        decideMilestoneChange(goal, before, patchedMilestone(before, body), { achieved, now }),
      );

      const isAchieved = achieved === true && !before.achievedAt;
      if (!decided && !isAchieved) return goal;

      const milestones = placed(goal.milestones, decided ?? before);
      const achievedByHand = isAchieved ? milestones.find(hasId(milestoneId)) : undefined;

      return this.save(tx, goal, { milestones, achievedByHand, actor, now });
    });

    return milestoneView(requireMilestone(changed, milestoneId), true);
  }

  async deleteMilestone(caller: Caller, goalId: string, milestoneId: string): Promise<void> {
    const actor = await this.cards.ofCaller(caller);
    const now = this.clock.now();

    await this.transactions.run(async (tx) => {
      const goal = await this.access.requireLocked(tx, caller.userId, 'manage', goalId);
      requireMilestone(goal, milestoneId);
      await tx.goalMilestone.delete({ where: { id: milestoneId } });
      const milestones = numbered(goal.milestones.filter(({ id }) => id !== milestoneId));
      await this.save(tx, goal, { milestones, actor, now });
    });
  }

  /** Publishes GoalUpdated for the change, and then what follows from it. */
  private async save(
    tx: Tx,
    goal: Goal,
    { milestones, achievedByHand, actor, now }: MilestonesChange,
  ): Promise<Goal> {
    const saved = changedGoal({ ...goal, milestones: [...milestones] }, {}, now);
    const known = new Set(goal.milestones);

    await Promise.all([
      saveGoal(tx, saved, {}),
      saveMilestones(
        tx,
        milestones.filter((milestone) => !known.has(milestone)),
      ),
      this.events.publish(tx, goalUpdated(saved, actor.id)),
    ]);

    const outcome = outcomeOf(saved, saved.currentAmount);
    const achieved = achievedByHand ? [achievedByHand, ...outcome.achieved] : outcome.achieved;

    return this.outcomes.apply(tx, saved, { ...outcome, achieved }, { actor, now });
  }
}

const hasId = (milestoneId: string) => (milestone: Milestone) => milestone.id === milestoneId;

function requireMilestone(goal: Goal, milestoneId: string): Milestone {
  const milestone = goal.milestones.find(hasId(milestoneId));
  if (!milestone) throw new AppError(errors.MILESTONE_NOT_FOUND);
  return milestone;
}
