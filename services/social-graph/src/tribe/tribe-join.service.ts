import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { type UserCard, UserCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  Cursors,
  Database,
  InjectConfig,
  newId,
  paginated,
  Transactions,
} from '@tribe/service-kit';
import { selectHiddenAmong, selectHiddenIds } from '../block/block.queries';
import type { SocialGraphConfig } from '../config';
import { errors } from '../errors';
import { userCardView } from '../friend/user-card.dto';
import { ownCard } from '../own-card';
import { PrismaService, type Tx } from '../prisma.service';
import { TribeDoors } from './tribe-doors';
import type { TribeKind } from './tribe-roles.rules';
import { requireTribe, saveTribe } from './tribe-writes';
import type { JoinRequestListResponse, JoinResponse, ListTribesQuery } from './tribe.dto';
import { tribeEvents } from './tribe.events';
import { findOutsider, findTribe, lockPerson, lockTribe, type Tribe } from './tribe.queries';
import {
  decideJoin,
  decideRequest,
  isVisibleTo,
  memberOf,
  openSince,
  type RequestStatus,
} from './tribe.rules';

/** Joining without an invitation: at once, or after asking. */
@Injectable()
export class TribeJoinService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly prisma: PrismaService,
    private readonly database: Database,
    private readonly events: EventPublisher,
    private readonly userCards: UserCards,
    private readonly doors: TribeDoors,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {}

  async joinTribe(caller: Caller, kind: TribeKind, id: string): Promise<JoinResponse> {
    const card = ownCard(await this.userCards.get([caller.userId]), caller);
    const status = await this.transactions.run(async (tx) => {
      const tribe = await lockTribe(tx, kind, id);
      if (!tribe) throw new AppError(errors.TRIBE_NOT_FOUND);
      const outsider = await findOutsider(tx, tribe, caller.userId, this.clock.now());
      const decision = decideJoin(tribe, caller.userId, outsider);
      switch (decision.kind) {
        case 'refuse':
          throw new AppError(decision.code);
        case 'keep':
          return decision.as;
        case 'ask':
          await this.ask(tx, tribe, card);
          return 'requested';
        case 'join':
          await this.doors.admit(tx, tribe, card);
          return 'member';
      }
    });
    return { status };
  }

  /** Takes a request back. One that was rejected, and nobody said so, goes the same way. */
  async withdrawRequest({ userId }: Caller, kind: TribeKind, id: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const tribe = await lockTribe(tx, kind, id);
      if (tribe && memberOf(tribe, userId)) return;
      const outsider = tribe && (await findOutsider(tx, tribe, userId, this.clock.now()));
      if (!tribe || !outsider || !(isVisibleTo(tribe, outsider) || outsider.hasAsked))
        throw new AppError(errors.TRIBE_NOT_FOUND);
      await this.close(tx, tribe, { userId, status: 'withdrawn', by: userId });
    });
  }

  /** Requests that wait for an answer, newest first. */
  async listRequests(
    { userId }: Caller,
    kind: TribeKind,
    id: string,
    query: ListTribesQuery,
  ): Promise<JoinRequestListResponse> {
    const { page, limit, cursor } = query;
    const now = this.clock.now();
    const access = { userId, to: 'answer_requests', now } as const;
    await requireTribe(this.prisma, await findTribe(this.prisma, kind, id), access);
    const list = `join requests of ${id}`;
    const afterId = cursor === undefined ? undefined : this.cursors.decode(list, cursor).id;
    const where = await this.waitingAt(id, userId, now);
    const [found, total] = await Promise.all([
      this.prisma.tribeJoinRequest.findMany({
        where: { ...where, ...(afterId && { id: { lt: afterId } }) },
        orderBy: { id: 'desc' },
        skip: afterId ? 0 : (page - 1) * limit,
        take: limit + 1,
      }),
      this.prisma.tribeJoinRequest.count({ where }),
    ]);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const ids = rows.map((row) => row.userId);
    const hidden = await selectHiddenAmong(this.database, userId, ids);
    const cards = await this.userCards.get(ids.filter((one) => !hidden.has(one)));
    return {
      requests: rows.flatMap((row) => {
        const card = cards.get(row.userId);
        return card
          ? [{ id: row.id, user: userCardView(card), created_at: row.createdAt.toISOString() }]
          : [];
      }),
      pagination: paginated({
        page,
        limit,
        total,
        nextCursor: last ? this.cursors.encode(list, { id: last.id }) : null,
      }),
    };
  }

  private async waitingAt(tribeId: string, viewerId: string, now: Date) {
    const userId = { notIn: await selectHiddenIds(this.database, viewerId) };
    return { tribeId, userId, status: 'pending', createdAt: { gt: openSince(now) } };
  }

  async approveRequest(
    caller: Caller,
    kind: TribeKind,
    ids: { tribeId: string; requestId: string },
  ): Promise<void> {
    const asked = await this.prisma.tribeJoinRequest.findUnique({ where: { id: ids.requestId } });
    const cards = await this.userCards.get([caller.userId, ...(asked ? [asked.userId] : [])]);
    await this.answer(caller, kind, ids, 'approved', async (tx, tribe, requesterId) => {
      const requester = cards.get(requesterId);
      if (!requester) throw new AppError(errors.TRIBE_JOIN_REQUEST_NOT_FOUND);
      await this.doors.admit(tx, tribe, requester, ownCard(cards, caller));
    });
  }

  /** Whoever asked is not told. */
  async rejectRequest(
    caller: Caller,
    kind: TribeKind,
    ids: { tribeId: string; requestId: string },
  ): Promise<void> {
    await this.answer(caller, kind, ids, 'rejected', (tx, tribe, userId) =>
      this.close(tx, tribe, { userId, status: 'rejected', by: caller.userId }),
    );
  }

  private async answer(
    { userId }: Caller,
    kind: TribeKind,
    { tribeId, requestId }: { tribeId: string; requestId: string },
    answer: 'approved' | 'rejected',
    carryOut: (tx: Tx, tribe: Tribe, requesterId: string) => Promise<void>,
  ): Promise<void> {
    await this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const access = { userId, to: 'answer_requests', now } as const;
      const tribe = await requireTribe(tx, await lockTribe(tx, kind, tribeId), access);
      const request = await tx.tribeJoinRequest.findUnique({ where: { id: requestId } });
      const hidden = await selectHiddenAmong(tx.sql, userId, request ? [request.userId] : []);
      if (request?.tribeId !== tribeId || hidden.size > 0)
        throw new AppError(errors.TRIBE_JOIN_REQUEST_NOT_FOUND);
      const state = { status: request.status as RequestStatus, createdAt: request.createdAt };
      const decision = decideRequest(state, answer, now);
      if (decision === 'keep') return;
      if (decision !== 'change') throw new AppError(decision);
      await carryOut(tx, tribe, request.userId);
    });
  }

  private async ask(tx: Tx, tribe: Tribe, requester: UserCard): Promise<void> {
    const now = this.clock.now();
    const userId = requester.id;
    await lockPerson(tx, userId);
    const open = await tx.tribeJoinRequest.count({
      where: { userId, status: 'pending', createdAt: { gt: openSince(now) } },
    });
    if (open >= this.config.OPEN_JOIN_REQUEST_LIMIT) throw new AppError(errors.TRIBE_LIMIT_REACHED);
    const asked = {
      id: newId(),
      status: 'pending',
      createdAt: now,
      respondedAt: null,
      respondedBy: null,
    };
    await tx.tribeJoinRequest.upsert({
      where: { tribeId_userId: { tribeId: tribe.id, userId } },
      create: { tribeId: tribe.id, userId, ...asked },
      update: asked,
    });
    await this.events.publish(tx, tribeEvents.joinRequested(await saveTribe(tx, tribe), requester));
  }

  /** Ends a request that waits; when none does, nothing happens. */
  private async close(
    tx: Tx,
    tribe: Tribe,
    { userId, status, by }: { userId: string; status: 'withdrawn' | 'rejected'; by: string },
  ): Promise<void> {
    const { count } = await tx.tribeJoinRequest.updateMany({
      where: { tribeId: tribe.id, userId, status: 'pending' },
      data: { status, respondedAt: this.clock.now(), respondedBy: by },
    });
    if (count > 0)
      await this.events.publish(
        tx,
        tribeEvents.joinRequestClosed(await saveTribe(tx, tribe), userId),
      );
  }
}
