import { Injectable } from '@nestjs/common';
import { VisibleCards } from '@tribe/projections';
import { AppError, type Caller, Pages, positionAt, Transactions } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import type { Membership } from '../access/conversation.queries';
import { TeamConfirmation } from '../access/team-confirmation';
import { TeamScope, withTeamService } from '../access/team-scope';
import { errors } from '../errors';
import { MessageViews } from '../message/message-views';
import { findMessage } from '../message/message.queries';
import type { Tx } from '../prisma.service';
import type { ListAlertsQuery } from './alert.dto';
import {
  type Alert,
  countAlerts,
  findAlert,
  findAlertConversationId,
  listAcknowledgements,
  listAlerts,
} from './alert.queries';
import { acknowledgementView, alertView } from './alert.view';

/** Shows the alerts of a channel to the members who see it. */
@Injectable()
export class AlertListService {
  constructor(
    private readonly access: ConversationAccess,
    private readonly transactions: Transactions<Tx>,
    private readonly confirmation: TeamConfirmation,
    private readonly teams: TeamScope,
    private readonly pages: Pages,
    private readonly messages: MessageViews,
    private readonly cards: VisibleCards,
  ) {}

  async listAlerts({ userId }: Caller, conversationId: string, query: ListAlertsQuery) {
    const membership = await this.access.require(userId, 'see', conversationId);
    // Conversations without a team have no alerts, and are read without a user.
    const sql = this.teams.as(userId);

    const { rows, pagination } = await this.pages.read('alerts', query, {
      rows: (window) => listAlerts(sql, { userId, conversationId }, window),
      total: () => countAlerts(sql, conversationId),
      position: ({ created_at, id }) => positionAt(created_at, id),
    });

    return { alerts: await this.show(membership, rows), pagination };
  }

  async listAcknowledgements({ userId }: Caller, alertId: string) {
    const { alert } = await this.require(userId, alertId);
    if (alert.sender_id !== userId)
      await this.access.require(userId, 'alert', alert.conversation_id);

    const rows = await listAcknowledgements(this.teams.as(userId), alertId);

    const cards = await this.cards.get(
      userId,
      rows.map(({ user_id }) => user_id),
    );

    return { acknowledgements: rows.map((row) => acknowledgementView(row, cards)) };
  }

  /** @throws AppError ALERT_NOT_FOUND, also for an alert in a channel that the user does not see */
  async require(
    userId: string,
    alertId: string,
  ): Promise<{ alert: Alert; membership: Membership }> {
    const alert = (await this.find(userId, alertId)) ?? (await this.confirm(userId, alertId));
    if (!alert) throw new AppError(errors.ALERT_NOT_FOUND);
    const membership = await this.access.find(userId, alert.conversation_id);
    if (!membership) throw new AppError(errors.ALERT_NOT_FOUND);

    return { alert, membership };
  }

  private find(userId: string, alertId: string): Promise<Alert | undefined> {
    return findAlert(this.teams.as(userId), userId, alertId);
  }

  /** For a user who became a member, or got a role that sees the channel, a moment ago (ADR 0014). */
  private async confirm(userId: string, alertId: string): Promise<Alert | undefined> {
    const conversationId = await this.transactions.runAhead(({ sql }) =>
      withTeamService(sql, () => findAlertConversationId(sql, alertId)),
    );

    if (conversationId === undefined) return undefined;
    const isMember = await this.confirmation.confirmChannel(conversationId, userId);

    return isMember ? this.find(userId, alertId) : undefined;
  }

  async ofId(userId: string, alertId: string) {
    const { alert } = await this.require(userId, alertId);
    return this.viewOf(userId, alert);
  }

  async viewOf(userId: string, alert: Alert) {
    const membership = await this.access.require(userId, 'see', alert.conversation_id);
    const [view] = await this.show(membership, [alert]);
    if (!view) throw new AppError(errors.ALERT_NOT_FOUND);

    return view;
  }

  private async show(membership: Membership, alerts: readonly Alert[]) {
    const found = await Promise.all(
      alerts.map(({ message_id }) => findMessage(membership.sql, message_id)),
    );

    const messages = found.filter((message) => message !== undefined);

    const views = new Map(
      (await this.messages.of(membership, messages)).map((view) => [view.id, view]),
    );

    return alerts.flatMap((alert) => {
      const message = views.get(alert.message_id);
      return message ? [alertView(alert, message)] : [];
    });
  }
}
