import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { type Caller, Clock, settle, Transactions } from '@tribe/service-kit';
import { GoalAccess } from '../goal/goal-access';
import { goalParticipantRemoved } from '../goal/goal.events';
import { changedGoal, saveGoal } from '../goal/goal.writes';
import type { Tx } from '../prisma.service';
import { GoalHandover } from './goal-handover';
import { decideRemoval } from './goal-participant.rules';

@Injectable()
export class GoalDepartureService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: GoalAccess,
    private readonly handover: GoalHandover,
    private readonly clock: Clock,
  ) {}

  /**
   * The creator may remove other participants, who may only leave themselves. Their contributions still count. When the
   * creator leaves, the goal gets another creator.
   */
  async removeParticipant(caller: Caller, goalId: string, userId: string): Promise<void> {
    const now = this.clock.now();
    const action = userId === caller.userId ? 'leave' : 'manage';

    await this.transactions.run(async (tx) => {
      const locked = await this.access.requireLocked(tx, caller.userId, action, goalId);
      const isCreator = userId === locked.creatorId;
      const handed = isCreator ? await this.handover.handOver(tx, locked, now) : undefined;
      const goal = handed ?? locked;
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
