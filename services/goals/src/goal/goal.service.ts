import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { Relationships, UserCards } from '@tribe/projections';
import { AppError, type Caller, Clock, type FieldError, InjectConfig, newId, Transactions } from '@tribe/service-kit';
import type { GoalsConfig } from '../config';
import type { ParticipantRole } from '../generated/prisma/enums';
import type { Tx } from '../prisma.service';
import { requireAccess } from './goal-access';
import { changesOf, conflictOf, type GoalChanges } from './goal-changes.rules';
import type { CreateGoalBody, UpdateGoalBody } from './goal.dto';
import { goalCompleted, goalCreated, goalDeleted, goalUpdated } from './goal.events';
import { type Goal, GoalQueries, lockGoal, saveGoal, withParticipants } from './goal.queries';
import { impliedTargetType, targetErrors } from './goal.rules';
import { callerCard, goalView } from './goal.view';

@Injectable()
export class GoalService {
  constructor(
    private readonly goals: GoalQueries,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly cards: UserCards,
    private readonly relationships: Relationships,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: GoalsConfig,
  ) {}

  /** Anybody may create a goal; only friends of the creator can be in it from the start. */
  async createGoal(caller: Caller, body: CreateGoalBody) {
    const friendIds = await this.requireFriends(caller, body);
    const now = this.clock.now();
    const data = goalColumns(caller, body, now);
    refuse(targetErrors(data, { now, dateIsNew: true }));
    const cards = await this.cards.get([caller.userId, ...friendIds]);
    const participants = {
      createMany: {
        data: [participant(caller.userId, 'creator', now), ...friendIds.map((id) => participant(id, 'member', now))],
      },
    };
    const goal = await this.transactions.run(async (tx) => {
      const created = await tx.goal.create({ data: { ...data, participants }, include: withParticipants });
      await this.events.publish(tx, goalCreated(created, callerCard(caller, cards)));
      return created;
    });
    return goalView(goal, cards, now);
  }

  async getGoal(caller: Caller, goalId: string) {
    const goal = requireAccess(await this.goals.findGoal(goalId), 'see', caller.userId);
    return this.view(goal);
  }

  async updateGoal(caller: Caller, goalId: string, body: UpdateGoalBody) {
    const card = callerCard(caller, await this.cards.get([caller.userId]));
    const now = this.clock.now();
    const updated = await this.transactions.run(async (tx) => {
      const goal = requireAccess(await lockGoal(tx, goalId), 'manage', caller.userId);
      const changes = changesOf(goal, body, now);
      if (Object.keys(changes).length === 0) return goal;
      refuseChanges(goal, changes, now);
      const saved = await saveGoal(tx, goal, changes, now);
      const isCompletion = changes.status === 'completed';
      await this.events.publish(tx, isCompletion ? goalCompleted(saved, card, now) : goalUpdated(saved, caller.userId));
      return saved;
    });
    return this.view(updated);
  }

  /** Completing a goal that is completed already changes nothing and publishes nothing. */
  async completeGoal(caller: Caller, goalId: string) {
    return this.updateGoal(caller, goalId, { status: 'completed' });
  }

  async deleteGoal(caller: Caller, goalId: string): Promise<void> {
    const now = this.clock.now();
    await this.transactions.run(async (tx) => {
      const goal = requireAccess(await lockGoal(tx, goalId), 'manage', caller.userId);
      const deleted = await saveGoal(tx, goal, { deletedAt: now }, now);
      await this.events.publish(tx, goalDeleted(deleted, caller.userId));
    });
  }

  private async view(goal: Goal) {
    const cards = await this.cards.get(goal.participants.map(({ userId }) => userId));
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

function goalColumns(caller: Caller, body: CreateGoalBody, now: Date) {
  const targetAmount = body.target_amount ?? null;
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
    imageUrl: body.image_url ?? null,
    status: body.status,
    isPublic: body.is_public,
    createdAt: now,
    updatedAt: now,
  };
}

function participant(userId: string, role: ParticipantRole, joinedAt: Date) {
  return { id: newId(), userId, role, joinedAt };
}

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw new AppError('VALIDATION_FAILED', { errors });
}

function refuseChanges(goal: Goal, changes: GoalChanges, now: Date): void {
  const conflict = conflictOf(goal, changes);
  if (conflict) throw new AppError(conflict);
  refuse(targetErrors({ ...goal, ...changes }, { now, dateIsNew: changes.targetDate !== undefined }));
}
