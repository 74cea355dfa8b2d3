import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  Cursors,
  Database,
  newId,
  paginated,
  Transactions,
} from '@tribe/service-kit';
import { selectHiddenAmong, selectHiddenIds } from '../block/block.queries';
import { errors } from '../errors';
import { userCardView } from '../friend/user-card.dto';
import type { TribeInvitation } from '../generated/prisma/client';
import { ownCard } from '../own-card';
import { PrismaService, type Tx } from '../prisma.service';
import { TribeDoors } from './tribe-doors';
import type { TribeKind } from './tribe-roles.rules';
import { requireTribe, saveTribe } from './tribe-writes';
import {
  listedTribeView,
  type ListTribesQuery,
  type TribeInviteListResponse,
  type TribeInviteResponse,
  type TribeResponse,
  tribeView,
} from './tribe.dto';
import { tribeEvents } from './tribe.events';
import { areFriends, type ListedTribe, lockTribe, type Tribe } from './tribe.queries';
import {
  decideAnswer,
  type InvitationStatus,
  memberOf,
  openDays,
  openSince,
  refusalOfInvitation,
} from './tribe.rules';

const dayMs = 86_400_000;

/** Inviting friends into a tribe, and their answers. */
@Injectable()
export class TribeInvitationService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly prisma: PrismaService,
    private readonly database: Database,
    private readonly events: EventPublisher,
    private readonly userCards: UserCards,
    private readonly doors: TribeDoors,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async inviteMember(
    caller: Caller,
    kind: TribeKind,
    tribeId: string,
    inviteeId: string,
  ): Promise<TribeInviteResponse> {
    const inviter = ownCard(await this.userCards.get([caller.userId]), caller);
    const invitation = await this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const access = { userId: caller.userId, to: 'invite', now } as const;
      const tribe = await requireTribe(tx, await lockTribe(tx, kind, tribeId), access);
      const isFriend = await areFriends(tx, caller.userId, inviteeId);
      const key = { tribeId_inviteeId: { tribeId, inviteeId } };
      const last = await tx.tribeInvitation.findUnique({ where: key });
      const code = refusalOfInvitation(tribe, inviteeId, { isFriend, last }, now);
      if (code) throw new AppError(code);
      const row = {
        id: newId(),
        tribeId,
        inviteeId,
        inviterId: caller.userId,
        status: 'pending',
        createdAt: now,
        respondedAt: null,
      };
      await tx.tribeInvitation.upsert({ where: key, create: row, update: row });
      await this.events.publish(
        tx,
        tribeEvents.invited(await saveTribe(tx, tribe), inviter, inviteeId),
      );
      return row;
    });
    return inviteView(invitation);
  }

  /** Invitations of a kind that wait for the caller, newest first. */
  async listInvitations(
    { userId }: Caller,
    kind: TribeKind,
    query: ListTribesQuery,
  ): Promise<TribeInviteListResponse> {
    const { page, limit, cursor } = query;
    const list = `${kind} invitations`;
    const afterId = cursor === undefined ? undefined : this.cursors.decode(list, cursor).id;
    const where = await this.waitingFor(userId, kind);
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
    const nextCursor = last ? this.cursors.encode(list, { id: last.id }) : null;
    const hidden = await selectHiddenAmong(
      this.database,
      userId,
      rows.map(({ inviterId }) => inviterId),
    );
    const invites = await this.withTribes(rows.filter(({ inviterId }) => !hidden.has(inviterId)));
    return { invites, pagination: paginated({ page, limit, total, nextCursor }) };
  }

  private async waitingFor(userId: string, kind: TribeKind) {
    const isShown = { notIn: await selectHiddenIds(this.database, userId) };
    const createdAt = { gt: openSince(this.clock.now()) };
    const tribe = { kind, archivedAt: null, ownerId: isShown };
    return { inviteeId: userId, inviterId: isShown, status: 'pending', createdAt, tribe };
  }

  async acceptInvitation(caller: Caller, kind: TribeKind, id: string): Promise<TribeResponse> {
    const card = ownCard(await this.userCards.get([caller.userId]), caller);
    const joined = await this.answer(caller, kind, id, 'accepted', async (tx, tribe, isNew) => {
      if (isNew) return this.doors.admit(tx, tribe, card);
      // Who was in it and left has no way back through an old invitation.
      if (!memberOf(tribe, caller.userId)) throw new AppError(errors.TRIBE_INVITATION_ANSWERED);
      return tribe;
    });
    return tribeView(joined, caller.userId);
  }

  /** Whoever invited is not told. */
  async declineInvitation(caller: Caller, kind: TribeKind, id: string): Promise<void> {
    await this.answer(caller, kind, id, 'declined', async (tx, tribe, isNew) => {
      if (!isNew) return tribe;
      await tx.tribeInvitation.update({
        where: { id },
        data: { status: 'declined', respondedAt: this.clock.now() },
      });
      const saved = await saveTribe(tx, tribe);
      await this.events.publish(tx, tribeEvents.invitationDeclined(saved, caller.userId));
      return saved;
    });
  }

  private answer(
    { userId }: Caller,
    kind: TribeKind,
    id: string,
    answer: 'accepted' | 'declined',
    carryOut: (tx: Tx, tribe: Tribe, isNew: boolean) => Promise<Tribe>,
  ): Promise<Tribe> {
    return this.transactions.run(async (tx) => {
      // The tribe is locked before its invitations are looked at, by everybody.
      const found = await tx.tribeInvitation.findUnique({ where: { id } });
      const tribe =
        found?.inviteeId === userId ? await lockTribe(tx, kind, found.tribeId) : undefined;
      const invitation = tribe && (await tx.tribeInvitation.findUnique({ where: { id } }));
      if (!tribe || !invitation) throw new AppError(errors.TRIBE_INVITATION_NOT_FOUND);
      // What somebody hidden from them owns is not there for them, whoever invites.
      const hidden = await selectHiddenAmong(tx.sql, userId, [invitation.inviterId, tribe.ownerId]);
      if (hidden.size > 0) throw new AppError(errors.TRIBE_INVITATION_NOT_FOUND);
      const state = {
        status: invitation.status as InvitationStatus,
        createdAt: invitation.createdAt,
      };
      const decision = decideAnswer(state, answer, this.clock.now());
      if (decision !== 'change' && decision !== 'keep') throw new AppError(decision);
      return carryOut(tx, tribe, decision === 'change');
    });
  }

  private async withTribes(
    rows: readonly TribeInvitation[],
  ): Promise<TribeInviteListResponse['invites']> {
    const [tribes, cards] = await Promise.all([
      this.prisma.tribe.findMany({ where: { id: { in: rows.map(({ tribeId }) => tribeId) } } }),
      this.userCards.get(rows.map(({ inviterId }) => inviterId)),
    ]);
    const byId = new Map(tribes.map((tribe) => [tribe.id, tribe]));
    return rows.flatMap((row) => {
      const tribe = byId.get(row.tribeId);
      const inviter = cards.get(row.inviterId);
      if (!tribe) return [];
      const view = listedTribeView({ ...(tribe as unknown as ListedTribe), myRole: null });
      return [{ ...inviteView(row), tribe: view, inviter: inviter ? userCardView(inviter) : null }];
    });
  }
}

/** Answers show only what waits, or seems to. */
export function inviteView(
  row: Omit<TribeInvitation, 'respondedAt' | 'status'>,
): TribeInviteResponse {
  return {
    id: row.id,
    tribe_id: row.tribeId,
    inviter_id: row.inviterId,
    invitee_id: row.inviteeId,
    status: 'pending',
    created_at: row.createdAt.toISOString(),
    expires_at: new Date(row.createdAt.getTime() + openDays * dayMs).toISOString(),
  };
}
