import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards, withCards } from '@tribe/projections';
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
import type { TribeJoinRequest } from '../generated/prisma/client';
import { isAbsent } from '../people/hidden.queries';
import type { Tx } from '../prisma.service';
import { TribeAccess } from './tribe-access';
import type { JoinRequestListResponse, JoinRequestParams } from './tribe-join.dto';
import { countJoinRequests, findRequesterId, listJoinRequests } from './tribe-join.queries';
import { decideRequestAnswer, type JoinRequestState } from './tribe-join.rules';
import { joinRequestView } from './tribe-join.view';
import { closeRequest } from './tribe-join.writes';
import { TribeLifecycle } from './tribe-lifecycle';
import type { TribeKind } from './tribe-roles.rules';
import type { ListTribesQuery } from './tribe.dto';
import { tribeJoinRequestClosed } from './tribe.events';
import type { Tribe } from './tribe.queries';
import { saveTribe } from './tribe.writes';

/** The requests to join a tribe, for the members who can answer them. */
@Injectable()
export class TribeJoinRequestService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly database: Database,
    private readonly events: EventPublisher,
    private readonly cards: UserCards,
    private readonly access: TribeAccess,
    private readonly lifecycle: TribeLifecycle,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Open requests, newest first. */
  async listRequests(
    { userId: viewerId }: Caller,
    kind: TribeKind,
    tribeId: string,
    query: ListTribesQuery,
  ): Promise<JoinRequestListResponse> {
    await this.access.require(viewerId, 'answer_requests', kind, tribeId);
    const filter = { tribeId, viewerId, now: this.clock.now() };

    const { rows, pagination } = await this.pages.read(`join requests of ${tribeId}`, query, {
      rows: (window) => listJoinRequests(this.database, filter, window),
      total: () => countJoinRequests(this.database, filter),
      position: ({ id }) => ({ id }),
    });

    const cards = await this.cards.get(rows.map(({ userId }) => userId));

    const requests = withCards(rows, (row) => row.userId, cards, joinRequestView);

    return { requests, pagination };
  }

  async approveRequest(caller: Caller, kind: TribeKind, params: JoinRequestParams): Promise<void> {
    // Cards are read before the transaction begins: reading them may wait for identity.
    const requesterId = await findRequesterId(this.database, params.requestId);
    const cards = await this.cards.get(requesterId ? [requesterId] : []);
    const approver = await this.cards.ofCaller(caller);

    await this.transactions.run(async (tx) => {
      const { tribe, request } = await this.requireRequest(tx, caller.userId, kind, params);
      if (!settle(decideRequestAnswer(request, 'approved', this.clock.now()))) return;
      const requester = cards.get(request.userId);
      if (!requester) throw new AppError(errors.TRIBE_JOIN_REQUEST_NOT_FOUND);
      await this.lifecycle.admit(tx, tribe, requester, approver);
    });
  }

  /** The requester is not notified. */
  async rejectRequest(
    { userId }: Caller,
    kind: TribeKind,
    params: JoinRequestParams,
  ): Promise<void> {
    await this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const { tribe, request } = await this.requireRequest(tx, userId, kind, params);
      const status = settle(decideRequestAnswer(request, 'rejected', now));
      if (!status) return;
      const answer = { status, respondedAt: now, respondedBy: userId };
      if (!(await closeRequest(tx, tribe.id, request.userId, answer))) return;
      const saved = await saveTribe(tx, tribe);
      await this.events.publish(tx, tribeJoinRequestClosed(saved, request.userId));
    });
  }

  /** @throws AppError TRIBE_JOIN_REQUEST_NOT_FOUND, also when the requester is hidden from the user */
  private async requireRequest(
    tx: Tx,
    userId: string,
    kind: TribeKind,
    { tribeId, requestId: id }: JoinRequestParams,
  ): Promise<{ tribe: Tribe; request: TribeJoinRequest & JoinRequestState }> {
    const tribe = await this.access.requireLocked(tx, userId, 'answer_requests', kind, tribeId);
    const request = await tx.tribeJoinRequest.findUnique({ where: { id } });
    if (request?.tribeId !== tribeId || (await isAbsent(tx.sql, userId, request.userId)))
      throw new AppError(errors.TRIBE_JOIN_REQUEST_NOT_FOUND);

    return { tribe, request: request as TribeJoinRequest & JoinRequestState };
  }
}
