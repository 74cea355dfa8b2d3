import { Injectable } from '@nestjs/common';
import { Relationships } from '@tribe/projections';
import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';
import type { GoalInvitation } from '../generated/prisma/client';
import { type Goal, lockGoal } from '../goal/goal.queries';
import type { Tx } from '../prisma.service';

/** Finds the invitations of invitees. */
@Injectable()
export class ReceivedInvitations {
  constructor(private readonly relationships: Relationships) {}

  /**
   * Returns an invitation, with its goal locked.
   *
   * @throws AppError GOAL_INVITATION_NOT_FOUND, also when the goal was deleted, or the inviter or the owner is hidden
   */
  async requireLocked(
    tx: Tx,
    inviteeId: string,
    id: string,
  ): Promise<{ goal: Goal; invitation: GoalInvitation }> {
    const found = await tx.goalInvitation.findFirst({ where: { id, inviteeId } });
    const goal = found ? await lockGoal(tx, found.goalId) : undefined;
    // Read again: a goal is locked before its invitations are read.
    const invitation = goal && (await tx.goalInvitation.findFirst({ where: { id, inviteeId } }));
    if (!goal || !invitation) throw new AppError(errors.GOAL_INVITATION_NOT_FOUND);

    const others = [invitation.inviterId, goal.creatorId];
    const hidden = await this.relationships.filterHidden(inviteeId, others, tx.sql);
    if (hidden.size > 0) throw new AppError(errors.GOAL_INVITATION_NOT_FOUND);

    return { goal, invitation };
  }
}
