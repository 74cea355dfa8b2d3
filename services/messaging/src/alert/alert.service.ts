import { Injectable } from '@nestjs/common';
import { VisibleCards } from '@tribe/projections';
import { AppError, type Caller, Clock, found, Transactions } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import type { Membership } from '../access/conversation.queries';
import { setTeamUser } from '../access/team-scope';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { AlertConfirmations } from './alert-confirmations';
import { AlertListService } from './alert-list.service';
import { AlertPlaces } from './alert-places';
import { AlertRaising } from './alert-raising';
import type { CreateAlertBody } from './alert.dto';
import { findAlert } from './alert.queries';
import { acknowledge } from './alert.writes';

/** Raises alerts after a confirmation, and acknowledges them. */
@Injectable()
export class AlertService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly access: ConversationAccess,
    private readonly places: AlertPlaces,
    private readonly confirmations: AlertConfirmations,
    private readonly raising: AlertRaising,
    private readonly list: AlertListService,
    private readonly cards: VisibleCards,
    private readonly clock: Clock,
  ) {}

  async createAlert(caller: Caller, body: CreateAlertBody) {
    const { userId } = caller;
    const { content, confirmation } = body;
    const conversationId =
      body.conversation_id ?? (await this.places.announcementOf(userId, body.team_id ?? ''));
    const membership = await this.access.require(userId, 'alert', conversationId);
    const asked = { userId, conversationId, content };

    const alertId = confirmation && this.confirmations.alertIdOf(asked, confirmation);
    if (!alertId) throw await this.confirmationOf(membership, this.confirmations.issue(asked));

    const raised = await findAlert(membership.sql, userId, alertId);
    if (raised) return found(await this.list.viewOf(userId, raised));

    const sender = await this.cards.ofCaller(caller);

    await this.transactions.run((tx) =>
      this.raising.raise(tx, { id: alertId, sender, conversationId, body }),
    );

    return this.list.ofId(userId, alertId);
  }

  async acknowledgeAlert({ userId }: Caller, alertId: string) {
    await this.list.require(userId, alertId);
    const at = this.clock.now();

    await this.transactions.run(async ({ sql }) => {
      await setTeamUser(sql, userId);
      const isVisible = (await findAlert(sql, userId, alertId)) !== undefined;
      if (!isVisible) throw new AppError(errors.ALERT_NOT_FOUND);
      await acknowledge(sql, { alertId, userId, at });
    });

    return this.list.ofId(userId, alertId);
  }

  /** Tells the sender how many members an alert would reach, and how many of them have muted the channel. */
  private async confirmationOf(membership: Membership, confirmation: string): Promise<AppError> {
    const { members: recipients_count, muted: muted_count } = await this.places.reachOf(membership);

    return new AppError(errors.MUTE_OVERRIDE_REQUIRED, {
      members: { confirmation, recipients_count, muted_count },
    });
  }
}
