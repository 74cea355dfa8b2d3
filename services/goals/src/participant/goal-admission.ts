import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import { decimalsOf, newId } from '@tribe/service-kit';
import type { ParticipantRole } from '../generated/prisma/enums';
import { goalParticipantAdded } from '../goal/goal.events';
import type { Goal } from '../goal/goal.queries';
import { changedGoal, saveGoal } from '../goal/goal.writes';
import { creditNewcomer } from '../pace/share.queries';
import type { Tx } from '../prisma.service';

export interface Newcomer {
  readonly userId: string;
  readonly role: ParticipantRole;
  /** The user who adds the newcomer, or the newcomer. */
  readonly addedBy: UserCard;
}

/** The one way into a goal: by being added, with an invitation, or by joining. */
@Injectable()
export class GoalAdmission {
  constructor(private readonly events: EventPublisher) {}

  /**
   * Adds a participant to a locked goal and accepts the open invitation of the user, if there is one. A participant who
   * returns keeps their earlier contributions.
   */
  async admit(tx: Tx, goal: Goal, { userId, role, addedBy }: Newcomer, now: Date) {
    const goalId = goal.id;

    const added = await tx.goalParticipant.upsert({
      where: { goalId_userId: { goalId, userId } },
      create: { id: newId(), goalId, userId, role, joinedAt: now },
      update: { role, joinedAt: now, leftAt: null, restingUntil: null },
    });

    const decimals = decimalsOf(goal.targetCurrency);
    if (role === 'member') await creditNewcomer(tx.sql, { goalId, userId, decimals });
    const saved = changedGoal({ ...goal, participants: [...goal.participants, added] }, {}, now);

    await Promise.all([
      tx.goalInvitation.updateMany({
        where: { goalId, inviteeId: userId, status: { not: 'accepted' } },
        data: { status: 'accepted', respondedAt: now },
      }),
      saveGoal(tx, saved, {}),
      this.events.publish(tx, goalParticipantAdded(saved, added, addedBy)),
    ]);

    return added;
  }
}
