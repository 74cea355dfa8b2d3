import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  Cursors,
  Database,
  paginated,
  Transactions,
} from '@tribe/service-kit';
import { selectHiddenAmong, selectHiddenIds } from '../block/block.queries';
import { errors } from '../errors';
import { userCardView } from '../friend/user-card.dto';
import { PrismaService, type Tx } from '../prisma.service';
import { inviteView } from './tribe-invitation.service';
import type { TribeKind } from './tribe-roles.rules';
import { requireTribe, saveTribe } from './tribe-writes';
import type { ListTribesQuery, SentInviteListResponse } from './tribe.dto';
import { tribeEvents } from './tribe.events';
import { findTribe, lockTribe } from './tribe.queries';
import { decideWithdraw, type InvitationStatus, openSince } from './tribe.rules';

/** Invitations a tribe has sent, for those who may invite. */
@Injectable()
export class TribeSentInvitationService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly prisma: PrismaService,
    private readonly database: Database,
    private readonly events: EventPublisher,
    private readonly userCards: UserCards,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /** Those that wait, newest first. One that was declined is among them: nobody is told that the answer was no. */
  async listSent(
    { userId }: Caller,
    kind: TribeKind,
    id: string,
    query: ListTribesQuery,
  ): Promise<SentInviteListResponse> {
    const { page, limit, cursor } = query;
    const now = this.clock.now();
    await requireTribe(this.prisma, await findTribe(this.prisma, kind, id), {
      userId,
      to: 'invite',
      now,
    });
    const list = `invitations into ${id}`;
    const afterId = cursor === undefined ? undefined : this.cursors.decode(list, cursor).id;
    const where = await this.waitingIn(id, userId, now);
    const [found, total] = await Promise.all([
      this.prisma.tribeInvitation.findMany({
        where: { ...where, ...(afterId && { id: { lt: afterId } }) },
        orderBy: { id: 'desc' },
        skip: afterId ? 0 : (page - 1) * limit,
        take: limit + 1,
      }),
      this.prisma.tribeInvitation.count({ where }),
    ]);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const ids = rows.map(({ inviteeId }) => inviteeId);
    const hidden = await selectHiddenAmong(this.database, userId, ids);
    const cards = await this.userCards.get(ids.filter((one) => !hidden.has(one)));
    return {
      invites: rows.flatMap((row) => {
        const invitee = cards.get(row.inviteeId);
        return invitee ? [{ ...inviteView(row), invitee: userCardView(invitee) }] : [];
      }),
      pagination: paginated({
        page,
        limit,
        total,
        nextCursor: last ? this.cursors.encode(list, { id: last.id }) : null,
      }),
    };
  }

  private async waitingIn(tribeId: string, viewerId: string, now: Date) {
    const inviteeId = { notIn: await selectHiddenIds(this.database, viewerId) };
    return {
      tribeId,
      inviteeId,
      status: { in: ['pending', 'declined'] },
      createdAt: { gt: openSince(now) },
    };
  }

  async withdrawInvitation(
    { userId }: Caller,
    kind: TribeKind,
    { tribeId, inviteId }: { tribeId: string; inviteId: string },
  ): Promise<void> {
    await this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const tribe = await requireTribe(tx, await lockTribe(tx, kind, tribeId), {
        userId,
        to: 'invite',
        now,
      });
      const invitation = await tx.tribeInvitation.findUnique({ where: { id: inviteId } });
      if (invitation?.tribeId !== tribeId) throw new AppError(errors.TRIBE_INVITATION_NOT_FOUND);
      const state = {
        status: invitation.status as InvitationStatus,
        createdAt: invitation.createdAt,
      };
      const decision = decideWithdraw(state, now);
      if (decision === 'keep') return;
      if (decision !== 'change') throw new AppError(decision);
      await tx.tribeInvitation.update({
        where: { id: inviteId },
        data: { status: 'withdrawn', respondedAt: now },
      });
      await this.events.publish(
        tx,
        tribeEvents.invitationWithdrawn(await saveTribe(tx, tribe), invitation.inviteeId),
      );
    });
  }
}
