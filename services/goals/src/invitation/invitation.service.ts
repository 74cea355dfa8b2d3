import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { VisibleCards } from '@tribe/projections';
import { type Caller, Clock, Database, Pages, settle, Transactions } from '@tribe/service-kit';
import { goalInvitationClosed } from '../goal/goal.events';
import { changedGoal, saveGoal } from '../goal/goal.writes';
import type { Tx } from '../prisma.service';
import type { ListInvitationsQuery } from './invitation.dto';
import { countReceivedInvitations, listReceivedInvitations } from './invitation.queries';
import { decideEnd } from './invitation.rules';
import { receivedInvitationView } from './invitation.view';
import { ReceivedInvitations } from './received-invitations';

/** The invitations that the caller received. */
@Injectable()
export class InvitationService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly received: ReceivedInvitations,
    private readonly cards: VisibleCards,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async listInvitations({ userId }: Caller, query: ListInvitationsQuery) {
    const { rows, pagination } = await this.pages.read('goal invitations', query, {
      rows: (window) => listReceivedInvitations(this.database, userId, window),
      total: () => countReceivedInvitations(this.database, userId),
      position: ({ id }) => ({ id }),
    });

    const cards = await this.cards.get(
      userId,
      rows.map((row) => row.inviter_id),
    );

    return { invitations: rows.map((row) => receivedInvitationView(row, cards)), pagination };
  }

  /** The owner does not learn of it. */
  async declineInvitation({ userId }: Caller, invitationId: string): Promise<void> {
    const now = this.clock.now();

    await this.transactions.run(async (tx) => {
      const { goal, invitation } = await this.received.requireLocked(tx, userId, invitationId);
      const status = settle(decideEnd(invitation.status, 'declined'));
      if (!status) return;

      const saved = changedGoal(goal, {}, now);
      const data = { status, respondedAt: now };

      await Promise.all([
        tx.goalInvitation.update({ where: { id: invitationId }, data }),
        saveGoal(tx, saved, {}),
        this.events.publish(tx, goalInvitationClosed(saved, invitation)),
      ]);
    });
  }
}
