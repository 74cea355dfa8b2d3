import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards } from '@tribe/projections';
import { goalHandedOver } from '../goal/goal.events';
import type { Goal } from '../goal/goal.queries';
import { changedGoal, saveGoal } from '../goal/goal.writes';
import type { Tx } from '../prisma.service';
import { successorOf } from './goal-successor.rules';

/** Hands goals over to another participant. The goal must be locked. */
@Injectable()
export class GoalHandover {
  constructor(
    private readonly events: EventPublisher,
    private readonly cards: UserCards,
  ) {}

  /**
   * Makes the participant who joined first the owner, and the owner a member.
   *
   * @returns the goal with its new owner; undefined when there is no other participant
   */
  async handOver(tx: Tx, goal: Goal, now: Date): Promise<Goal | undefined> {
    const { id: goalId, creatorId: previous } = goal;
    const ids = goal.participants.map(({ userId }) => userId);
    const closed = await this.cards.filterClosed(ids, tx.sql);
    const successor = successorOf(goal.participants, previous, closed);
    if (successor === undefined) return undefined;

    const roles = new Map([
      [previous, 'member' as const],
      [successor, 'creator' as const],
    ]);

    const participants = goal.participants.map((participant) => ({
      ...participant,
      role: roles.get(participant.userId) ?? participant.role,
    }));

    const changes = { creatorId: successor, ownerActiveAt: now };
    const saved = changedGoal({ ...goal, participants }, changes, now);

    // One after the other, because a goal must never have two creators.
    for (const [userId, role] of roles)
      await tx.goalParticipant.update({
        where: { goalId_userId: { goalId, userId } },
        data: { role },
      });

    await Promise.all([
      // The goal was imported by its former owner.
      saveGoal(tx, saved, { ...changes, importKey: null }),
      this.events.publish(tx, goalHandedOver(saved, previous)),
    ]);

    return saved;
  }
}
