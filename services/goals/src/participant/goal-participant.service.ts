import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { Relationships, UserCards } from '@tribe/projections';
import { AppError, type Caller, Clock, InjectConfig, newId, Transactions } from '@tribe/service-kit';
import type { GoalsConfig } from '../config';
import { GoalAccess } from '../goal/goal-access';
import { goalParticipantAdded, goalParticipantRemoved } from '../goal/goal.events';
import { type Goal, GoalQueries } from '../goal/goal.queries';
import { callerCard, participantView } from '../goal/goal.view';
import { changedGoal, saveGoal } from '../goal/goal.writes';
import type { Tx } from '../prisma.service';
import type { AddParticipantBody } from './goal-participant.dto';

@Injectable()
export class GoalParticipantService {
  constructor(
    private readonly goals: GoalQueries,
    private readonly access: GoalAccess,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly cards: UserCards,
    private readonly relationships: Relationships,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: GoalsConfig,
  ) {}

  async addParticipant(caller: Caller, goalId: string, { user_id: userId, role }: AddParticipantBody) {
    const cards = await this.cards.get([caller.userId, userId]);
    const isFriend = await this.relationships.areFriends(caller.userId, userId);
    const now = this.clock.now();
    const participant = await this.transactions.run(async (tx) => {
      const goal = await this.access.require(await this.goals.lockGoal(tx, goalId), 'manage', caller.userId);
      this.refuseParticipant(goal, userId, isFriend);
      const added = await tx.goalParticipant.upsert({
        where: { goalId_userId: { goalId, userId } },
        create: { id: newId(), goalId, userId, role, joinedAt: now },
        // Who comes back keeps what they gave before.
        update: { role, joinedAt: now, leftAt: null },
      });
      const saved = changedGoal({ ...goal, participants: [...goal.participants, added] }, {}, now);
      await Promise.all([
        saveGoal(tx, saved, {}),
        this.events.publish(tx, goalParticipantAdded(saved, added, callerCard(caller, cards))),
      ]);
      return added;
    });
    return participantView(participant, cards);
  }

  /** The creator removes others; everybody else can only leave. What was given stays counted. */
  async removeParticipant(caller: Caller, goalId: string, userId: string): Promise<void> {
    const now = this.clock.now();
    await this.transactions.run(async (tx) => {
      const isLeaving = userId === caller.userId;
      const action = isLeaving ? 'leave' : 'manage';
      const goal = await this.access.require(await this.goals.lockGoal(tx, goalId), action, caller.userId);
      if (userId === goal.creatorId) throw new AppError('GOAL_CREATOR_CANNOT_LEAVE');
      const participants = goal.participants.filter((participant) => participant.userId !== userId);
      if (participants.length === goal.participants.length) throw new AppError('GOAL_PARTICIPANT_NOT_FOUND');
      const saved = changedGoal({ ...goal, participants }, {}, now);
      await Promise.all([
        tx.goalParticipant.update({ where: { goalId_userId: { goalId, userId } }, data: { leftAt: now } }),
        saveGoal(tx, saved, {}),
        this.events.publish(tx, goalParticipantRemoved(saved, userId, caller.userId)),
      ]);
    });
  }

  private refuseParticipant(goal: Goal, userId: string, isFriend: boolean): void {
    if (goal.goalType === 'individual') throw new AppError('GOAL_NOT_GROUP');
    const takesPart = goal.participants.some((participant) => participant.userId === userId);
    if (takesPart) throw new AppError('GOAL_PARTICIPANT_EXISTS');
    if (!isFriend) throw new AppError('PARTICIPANT_NOT_A_FRIEND');
    if (goal.participants.length >= this.config.GOAL_MAX_PARTICIPANTS) throw new AppError('GOAL_FULL');
  }
}
