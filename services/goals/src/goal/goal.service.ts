import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { Relationships, UserCards, VisibleCards } from '@tribe/projections';
import { AppError, type Caller, Clock, type FieldError, InjectConfig, newId, Transactions } from '@tribe/service-kit';
import type { GoalsConfig } from '../config';
import { Prisma } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { GoalAccess } from './goal-access';
import { changesOf, conflictOf, type GoalChanges } from './goal-changes.rules';
import type { CreateGoalBody, UpdateGoalBody } from './goal.dto';
import { goalCompleted, goalCreated, goalDeleted, goalUpdated } from './goal.events';
import { type Goal, GoalQueries } from './goal.queries';
import { impliedTargetType, targetErrors } from './goal.rules';
import { callerCard, goalView } from './goal.view';
import { changedGoal, saveGoal } from './goal.writes';

const nothing = new Prisma.Decimal(0);

@Injectable()
export class GoalService {
  constructor(
    private readonly goals: GoalQueries,
    private readonly access: GoalAccess,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly cards: UserCards,
    private readonly visibleCards: VisibleCards,
    private readonly relationships: Relationships,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: GoalsConfig,
  ) {}

  /** Anybody may create a goal; only friends of the creator can be in it from the start. */
  async createGoal(caller: Caller, body: CreateGoalBody) {
    const friendIds = await this.requireFriends(caller, body);
    const now = this.clock.now();
    const goal = newGoal(caller, body, friendIds, now);
    refuse(targetErrors(goal, { now, dateIsNew: true }));
    const cards = await this.cards.get([caller.userId, ...friendIds]);
    const { participants, ...data } = goal;
    const rows = participants.map((participant) => ({ ...participant, id: newId(), goalId: goal.id, joinedAt: now }));
    await this.transactions.run((tx) =>
      Promise.all([
        tx.goal.create({ data, select: { id: true } }),
        tx.goalParticipant.createMany({ data: rows }),
        this.events.publish(tx, goalCreated(goal, callerCard(caller, cards))),
      ]),
    );
    return goalView(goal, cards, now);
  }

  async getGoal(caller: Caller, goalId: string) {
    const goal = await this.access.require(await this.goals.findGoal(goalId), 'see', caller.userId);
    return this.view(caller, goal);
  }

  async updateGoal(caller: Caller, goalId: string, body: UpdateGoalBody) {
    const card = callerCard(caller, await this.cards.get([caller.userId]));
    const now = this.clock.now();
    const updated = await this.transactions.run(async (tx) => {
      const goal = await this.access.require(await this.goals.lockGoal(tx, goalId), 'manage', caller.userId);
      const changes = changesOf(goal, body, now);
      if (Object.keys(changes).length === 0) return goal;
      refuseChanges(goal, changes, now);
      const changed = changedGoal(goal, changes, now);
      const isCompletion = changes.status === 'completed';
      const event = isCompletion ? goalCompleted(changed, card, now) : goalUpdated(changed, caller.userId);
      await Promise.all([saveGoal(tx, changed, changes), this.events.publish(tx, event)]);
      return changed;
    });
    return this.view(caller, updated);
  }

  /** Completing a goal that is completed already changes nothing and publishes nothing. */
  async completeGoal(caller: Caller, goalId: string) {
    return this.updateGoal(caller, goalId, { status: 'completed' });
  }

  async deleteGoal(caller: Caller, goalId: string): Promise<void> {
    const now = this.clock.now();
    await this.transactions.run(async (tx) => {
      const goal = await this.access.require(await this.goals.lockGoal(tx, goalId), 'manage', caller.userId);
      const changes = { deletedAt: now };
      const deleted = changedGoal(goal, changes, now);
      await Promise.all([saveGoal(tx, deleted, changes), this.events.publish(tx, goalDeleted(deleted, caller.userId))]);
    });
  }

  private async view({ userId: viewerId }: Caller, goal: Goal) {
    const participantIds = goal.participants.map(({ userId }) => userId);
    const cards = await this.visibleCards.get(viewerId, participantIds);
    return goalView(goal, cards, this.clock.now());
  }

  /** The people to add, once each and without the creator. One refusal for all, so that it tells nothing about one. */
  private async requireFriends(caller: Caller, body: CreateGoalBody): Promise<string[]> {
    const wanted = new Set(body.participant_ids);
    wanted.delete(caller.userId);
    if (wanted.size === 0) return [];
    const most = body.goal_type === 'individual' ? 0 : this.config.GOAL_MAX_PARTICIPANTS - 1;
    if (wanted.size > most)
      refuse([{ pointer: '/participant_ids', message: `may name at most ${most} people for this goal` }]);
    const friends = await this.relationships.filterFriends(caller.userId, [...wanted]);
    if (friends.size < wanted.size) throw new AppError('PARTICIPANT_NOT_A_FRIEND');
    return [...wanted];
  }
}

function newGoal(caller: Caller, body: CreateGoalBody, friendIds: readonly string[], now: Date): Goal {
  const targetAmount = body.target_amount ? new Prisma.Decimal(body.target_amount) : null;
  const targetDate = body.target_date ? new Date(body.target_date) : null;
  return {
    id: newId(),
    creatorId: caller.userId,
    title: body.title,
    description: body.description ?? null,
    category: body.category ?? null,
    goalType: body.goal_type,
    targetType: body.target_type ?? impliedTargetType({ targetAmount, targetDate }),
    targetAmount,
    targetCurrency: body.target_currency,
    targetDate,
    currentAmount: nothing,
    imageUrl: body.image_url ?? null,
    status: body.status,
    isPublic: body.is_public,
    version: 1n,
    completedAt: null,
    archivedAt: null,
    deletedAt: null,
    createdAt: now,
    updatedAt: now,
    participants: [
      { userId: caller.userId, role: 'creator', contributionAmount: nothing },
      ...friendIds.map((userId) => ({ userId, role: 'member' as const, contributionAmount: nothing })),
    ],
  };
}

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw new AppError('VALIDATION_FAILED', { errors });
}

function refuseChanges(goal: Goal, changes: GoalChanges, now: Date): void {
  const conflict = conflictOf(goal, changes);
  if (conflict) throw new AppError(conflict);
  refuse(targetErrors({ ...goal, ...changes }, { now, dateIsNew: changes.targetDate !== undefined }));
}
