import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards } from '@tribe/projections';
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
import { filterAbsent } from '../people/hidden.queries';
import type { Tx } from '../prisma.service';
import type { TribeInviteListResponse } from './tribe-invitation.dto';
import { countReceivedInvitations, listReceivedInvitations } from './tribe-invitation.queries';
import { decideAnswer, type InvitationState } from './tribe-invitation.rules';
import { receivedInvitationView } from './tribe-invitation.view';
import { TribeLifecycle } from './tribe-lifecycle';
import type { TribeKind } from './tribe-roles.rules';
import { TribeViews } from './tribe-views';
import type { ListTribesQuery, TribeResponse } from './tribe.dto';
import { tribeInvitationDeclined } from './tribe.events';
import { lockTribe, type Tribe } from './tribe.queries';
import { memberOf } from './tribe.rules';
import { saveTribe } from './tribe.writes';

/** The invitations that the caller received, and the answers to them. */
@Injectable()
export class TribeInvitationService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly database: Database,
    private readonly events: EventPublisher,
    private readonly cards: UserCards,
    private readonly lifecycle: TribeLifecycle,
    private readonly views: TribeViews,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async listInvitations(
    { userId: inviteeId }: Caller,
    kind: TribeKind,
    query: ListTribesQuery,
  ): Promise<TribeInviteListResponse> {
    const filter = { inviteeId, kind, now: this.clock.now() };

    const { rows, pagination } = await this.pages.read(`${kind} invitations`, query, {
      rows: (window) => listReceivedInvitations(this.database, filter, window),
      total: () => countReceivedInvitations(this.database, filter),
      position: ({ invitationId }) => ({ id: invitationId }),
    });

    const [cards, tribes] = await Promise.all([
      this.cards.get(rows.map(({ inviterId }) => inviterId)),
      this.views.of(
        inviteeId,
        rows.map((row) => ({ ...row, myRole: null })),
      ),
    ]);

    const invites = tribes.flatMap((tribe, index) => {
      const row = rows[index];
      return row ? [receivedInvitationView(row, tribe, cards.get(row.inviterId))] : [];
    });

    return { invites, pagination };
  }

  async acceptInvitation(caller: Caller, kind: TribeKind, id: string): Promise<TribeResponse> {
    const { userId } = caller;
    const card = await this.cards.ofCaller(caller);

    const joined = await this.transactions.run(async (tx) => {
      const { tribe, invitation } = await this.requireInvitation(tx, userId, kind, id);
      const answer = settle(decideAnswer(invitation, 'accepted', this.clock.now()));
      if (answer) return this.lifecycle.admit(tx, tribe, card);
      // A member who left does not come back with the invitation of that time.
      if (!memberOf(tribe, userId)) throw new AppError(errors.TRIBE_INVITATION_ANSWERED);

      return tribe;
    });

    return this.views.ofSingle(userId, joined);
  }

  /** The inviter is not notified. */
  async declineInvitation({ userId }: Caller, kind: TribeKind, id: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const { tribe, invitation } = await this.requireInvitation(tx, userId, kind, id);
      const now = this.clock.now();
      const status = settle(decideAnswer(invitation, 'declined', now));
      if (!status) return;
      await tx.tribeInvitation.update({ where: { id }, data: { status, respondedAt: now } });
      const saved = await saveTribe(tx, tribe);
      await this.events.publish(tx, tribeInvitationDeclined(saved, userId));
    });
  }

  /**
   * The invitation of the invitee, with its tribe locked.
   *
   * @throws AppError TRIBE_INVITATION_NOT_FOUND, also when the inviter or the owner does not exist for the invitee
   */
  private async requireInvitation(
    tx: Tx,
    inviteeId: string,
    kind: TribeKind,
    id: string,
  ): Promise<{ tribe: Tribe; invitation: InvitationState }> {
    const found = await tx.tribeInvitation.findUnique({ where: { id } });
    const isOwn = found?.inviteeId === inviteeId;
    const tribe = isOwn ? await lockTribe(tx, kind, found.tribeId) : undefined;
    // Read again: a tribe is locked before its invitations are read.
    const invitation = tribe && (await tx.tribeInvitation.findUnique({ where: { id } }));
    if (!tribe || !invitation) throw new AppError(errors.TRIBE_INVITATION_NOT_FOUND);

    const absent = await filterAbsent(tx.sql, inviteeId, [invitation.inviterId, tribe.ownerId]);
    if (absent.size > 0) throw new AppError(errors.TRIBE_INVITATION_NOT_FOUND);

    return { tribe, invitation: invitation as InvitationState };
  }
}
