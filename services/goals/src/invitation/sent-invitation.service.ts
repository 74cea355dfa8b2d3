import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { VisibleCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  Database,
  Pages,
  settle,
  Transactions,
} from '@tribe/service-kit';
import { errors } from '../errors';
import { GoalAccess } from '../goal/goal-access';
import { goalInvitationClosed } from '../goal/goal.events';
import { changedGoal, saveGoal } from '../goal/goal.writes';
import type { Tx } from '../prisma.service';
import type { ListInvitationsQuery } from './invitation.dto';
import { countSentInvitations, listSentInvitations } from './invitation.queries';
import { decideEnd } from './invitation.rules';
import { sentInvitationView } from './invitation.view';

/** The open invitations to a goal, which its owner sees and withdraws. */
@Injectable()
export class SentInvitationService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: GoalAccess,
    private readonly cards: VisibleCards,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async listSentInvitations(caller: Caller, goalId: string, query: ListInvitationsQuery) {
    await this.access.require(caller.userId, 'manage', goalId);
    const filter = { goalId, viewerId: caller.userId };

    const { rows, pagination } = await this.pages.read('sent goal invitations', query, {
      rows: (window) => listSentInvitations(this.database, filter, window),
      total: () => countSentInvitations(this.database, filter),
      position: ({ id }) => ({ id }),
    });

    const cards = await this.cards.get(
      caller.userId,
      rows.map((row) => row.invitee_id),
    );

    return { invitations: rows.map((row) => sentInvitationView(row, cards)), pagination };
  }

  async withdrawInvitation(caller: Caller, goalId: string, invitationId: string): Promise<void> {
    const now = this.clock.now();

    await this.transactions.run(async (tx) => {
      const goal = await this.access.requireLocked(tx, caller.userId, 'manage', goalId);
      const found = await tx.goalInvitation.findFirst({ where: { id: invitationId, goalId } });
      if (!found) throw new AppError(errors.GOAL_INVITATION_NOT_FOUND);
      const status = settle(decideEnd(found.status, 'withdrawn'));
      if (!status) return;

      const saved = changedGoal(goal, {}, now);
      const data = { status, respondedAt: now };

      await Promise.all([
        tx.goalInvitation.update({ where: { id: invitationId }, data }),
        saveGoal(tx, saved, {}),
        this.events.publish(tx, goalInvitationClosed(saved, found)),
      ]);
    });
  }
}
