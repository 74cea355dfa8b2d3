import { Injectable } from '@nestjs/common';
import { ActiveFriends, VisibleCards } from '@tribe/projections';
import { type Caller, Clock, InjectConfig, settle, Transactions } from '@tribe/service-kit';
import type { GoalsConfig } from '../config';
import { GoalAccess } from '../goal/goal-access';
import { participantView } from '../goal/goal.view';
import type { Tx } from '../prisma.service';
import { GoalAdmission } from './goal-admission';
import type { AddParticipantBody } from './goal-participant.dto';
import { decideParticipant } from './goal-participant.rules';

@Injectable()
export class GoalParticipantService {
  constructor(
    private readonly transactions: Transactions<Tx>,
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
}
