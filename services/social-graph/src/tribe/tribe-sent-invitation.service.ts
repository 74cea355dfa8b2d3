import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards, withCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  Database,
  newId,
  Pages,
  settle,
  Transactions,
} from '@tribe/service-kit';
import { errors } from '../errors';
import { isAbsent } from '../people/hidden.queries';
import { areFriends } from '../people/pair.queries';
import type { Tx } from '../prisma.service';
import { TribeAccess } from './tribe-access';
import type {
  SentInviteListResponse,
  SentInviteParams,
  TribeInviteResponse,
} from './tribe-invitation.dto';
import { countSentInvitations, listSentInvitations } from './tribe-invitation.queries';
import { decideInvitation, decideWithdraw, type InvitationState } from './tribe-invitation.rules';
import { invitationView, sentInvitationView } from './tribe-invitation.view';
import type { TribeKind } from './tribe-roles.rules';
import type { ListTribesQuery } from './tribe.dto';
import { tribeInvitationWithdrawn, tribeMemberInvited } from './tribe.events';
import { saveTribe } from './tribe.writes';

/** The invitations of a tribe, for the members who can invite: sending, listing and withdrawing them. */
@Injectable()
export class TribeSentInvitationService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly database: Database,
    private readonly events: EventPublisher,
    private readonly cards: UserCards,
    private readonly access: TribeAccess,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async inviteMember(
    caller: Caller,
    kind: TribeKind,
    tribeId: string,
    inviteeId: string,
  ): Promise<TribeInviteResponse> {
    const { userId: inviterId } = caller;
    const inviter = await this.cards.ofCaller(caller);

    const invitation = await this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const tribe = await this.access.requireLocked(tx, inviterId, 'invite', kind, tribeId);

      const isFriend =
        (await areFriends(tx.sql, inviterId, inviteeId)) &&
        !(await isAbsent(tx.sql, inviterId, inviteeId));

      const last = await findLastInvitation(tx, tribeId, inviteeId);
      settle(decideInvitation(tribe, inviteeId, { isFriend, last }, now));

      const saved = await saveInvitation(tx, { tribeId, inviterId, inviteeId, createdAt: now });
      const invited = await saveTribe(tx, tribe);
      await this.events.publish(tx, tribeMemberInvited(invited, inviter, inviteeId));

      return saved;
    });

    return invitationView(invitation);
  }

  /** Open invitations, newest first. A declined invitation is listed as pending: the inviter is not notified. */
  async listSent(
    { userId: viewerId }: Caller,
    kind: TribeKind,
    tribeId: string,
    query: ListTribesQuery,
  ): Promise<SentInviteListResponse> {
    await this.access.require(viewerId, 'invite', kind, tribeId);
    const filter = { tribeId, viewerId, now: this.clock.now() };

    const { rows, pagination } = await this.pages.read(`invitations into ${tribeId}`, query, {
      rows: (window) => listSentInvitations(this.database, filter, window),
      total: () => countSentInvitations(this.database, filter),
      position: ({ id }) => ({ id }),
    });

    const cards = await this.cards.get(rows.map(({ inviteeId }) => inviteeId));

    const invites = withCards(rows, ({ inviteeId }) => inviteeId, cards, sentInvitationView);

    return { invites, pagination };
  }

  async withdrawInvitation(
    { userId }: Caller,
    kind: TribeKind,
    { tribeId, inviteId: id }: SentInviteParams,
  ): Promise<void> {
    await this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const tribe = await this.access.requireLocked(tx, userId, 'invite', kind, tribeId);
      const invitation = await tx.tribeInvitation.findUnique({ where: { id } });
      if (invitation?.tribeId !== tribeId) throw new AppError(errors.TRIBE_INVITATION_NOT_FOUND);
      const status = settle(decideWithdraw(invitation as InvitationState, now));
      if (!status) return;

      await tx.tribeInvitation.update({ where: { id }, data: { status, respondedAt: now } });
      const saved = await saveTribe(tx, tribe);
      await this.events.publish(tx, tribeInvitationWithdrawn(saved, invitation.inviteeId));
    });
  }
}

async function findLastInvitation(
  tx: Tx,
  tribeId: string,
  inviteeId: string,
): Promise<InvitationState | undefined> {
  const where = { tribeId_inviteeId: { tribeId, inviteeId } };
  const invitation = await tx.tribeInvitation.findUnique({ where });
  return (invitation as InvitationState | null) ?? undefined;
}

/** A tribe and an invitee keep one row, with a new id for each invitation. */
async function saveInvitation(
  tx: Tx,
  invitation: { tribeId: string; inviterId: string; inviteeId: string; createdAt: Date },
) {
  const { tribeId, inviteeId } = invitation;
  const row = { id: newId(), ...invitation, status: 'pending', respondedAt: null };
  const where = { tribeId_inviteeId: { tribeId, inviteeId } };
  await tx.tribeInvitation.upsert({ where, create: row, update: row });

  return row;
}
