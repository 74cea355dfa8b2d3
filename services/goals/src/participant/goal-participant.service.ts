import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { ActiveFriends, VisibleCards } from '@tribe/projections';
import { type Caller, Clock, InjectConfig, settle, Transactions } from '@tribe/service-kit';
import type { GoalsConfig } from '../config';
import { GoalAccess } from '../goal/goal-access';
import { goalParticipantRemoved } from '../goal/goal.events';
import { participantView } from '../goal/goal.view';
import { changedGoal, saveGoal } from '../goal/goal.writes';
import type { Tx } from '../prisma.service';
import { GoalAdmission } from './goal-admission';
import type { AddParticipantBody } from './goal-participant.dto';
import { decideParticipant, decideRemoval } from './goal-participant.rules';

@Injectable()
export class GoalParticipantService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: GoalAccess,
    private readonly cards: VisibleCards,
    private readonly friends: ActiveFriends,
    private readonly admission: GoalAdmission,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: GoalsConfig,
  ) {}

  async addParticipant(caller: Caller, goalId: string, body: AddParticipantBody) {
    const { user_id: userId, role } = body;

    const [addedBy, cards, friends] = await Promise.all([
      this.cards.ofCaller(caller),
      this.cards.get(caller.userId, [userId]),
      this.friends.filter(caller.userId, [userId]),
    ]);

    const isFriend = friends.has(userId);
    const asksFirst = cards.get(userId)?.privacy.askBeforeAddingToGoals ?? false;
    const now = this.clock.now();

    const participant = await this.transactions.run(async (tx) => {
      const goal = await this.access.requireLocked(tx, caller.userId, 'manage', goalId);
      settle(
        decideParticipant(goal, { userId, isFriend, asksFirst }, this.config.GOAL_MAX_PARTICIPANTS),
      );

      return this.admission.admit(tx, goal, { userId, role, addedBy }, now);
    });

    return participantView(participant, cards);
  }

  /** The creator may remove other participants, who may only leave themselves. Their contributions still count. */
  async removeParticipant(caller: Caller, goalId: string, userId: string): Promise<void> {
    const now = this.clock.now();
    const action = userId === caller.userId ? 'leave' : 'manage';
    await this.transactions.run(async (tx) => {
      const goal = await this.access.requireLocked(tx, caller.userId, action, goalId);
      const participants = settle(decideRemoval(goal, userId));
      const saved = changedGoal({ ...goal, participants }, {}, now);

      await Promise.all([
        tx.goalParticipant.update({
          where: { goalId_userId: { goalId, userId } },
          data: { leftAt: now },
        }),
        saveGoal(tx, saved, {}),
        this.events.publish(tx, goalParticipantRemoved(saved, userId, caller.userId)),
      ]);
    });
  }
}
