import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { type KnownUserCard, type UserCard, UserCards, withCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  Database,
  InjectConfig,
  Pages,
  positionAt,
  settle,
  type Sql,
  Transactions,
} from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { errors } from '../errors';
import { isAbsent } from '../people/hidden.queries';
import { lockPair } from '../people/locks';
import { areHidden } from '../people/pair.queries';
import { markSuggestionsStale } from '../people/suggestion-refresh.queries';
import type { Tx } from '../prisma.service';
import type {
  FriendRequestListResponse,
  FriendRequestResponse,
  ListFriendRequestsQuery,
} from './friend-request.dto';
import {
  countFriendRequests,
  findRequestFacts,
  type FriendRequestRow,
  listFriendRequests,
} from './friend-request.queries';
import { decideNewRequest, friendLimitsIn } from './friend-request.rules';
import { friendRequestView, listedFriendRequestView } from './friend-request.view';
import {
  friendRequestCancelled,
  friendRequestDeclined,
  friendRequestSent,
  friendshipAccepted,
} from './friendship.events';
import {
  countMostFriends,
  findFriendship,
  findRequest,
  type FriendshipRow,
  lockFriendship,
} from './friendship.queries';
import {
  decideAccept,
  decideCancel,
  decideDecline,
  decideRequest,
  type FriendshipStatus,
} from './friendship.rules';
import { changeFriendship, saveRequest } from './friendship.writes';

/** Friend requests: sending, listing and answering them. Every change happens under the lock of the pair. */
@Injectable()
export class FriendRequestService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly database: Database,
    private readonly events: EventPublisher,
    private readonly cards: UserCards,
    private readonly pages: Pages,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {}

  /** Sends a request. When the other user sent one before, the two become friends. */
  async sendRequest(caller: Caller, userId: string): Promise<FriendRequestResponse> {
    if (userId === caller.userId) throw new AppError(errors.CANNOT_BEFRIEND_YOURSELF);

    const [requester, addressee] = await Promise.all([
      this.cards.ofCaller(caller),
      this.cards.require(userId),
    ]);

    // A request that may not be sent waits for no lock.
    const known = await findFriendship(this.database, caller.userId, userId);
    await this.decide(this.database, caller.userId, addressee, known);

    const request = await this.transactions.run((tx) => this.send(tx, requester, addressee));

    return friendRequestView(request, caller.userId);
  }

  async listRequests(
    { userId }: Caller,
    query: ListFriendRequestsQuery,
  ): Promise<FriendRequestListResponse> {
    const { direction } = query;

    const { rows, pagination } = await this.pages.read(`friend requests ${direction}`, query, {
      rows: (window) => listFriendRequests(this.database, userId, direction, window),
      total: () => countFriendRequests(this.database, userId, direction),
      position: ({ requestedAt, id }) => positionAt(requestedAt, id),
    });

    const cards = await this.cards.get(rows.map((row) => otherUserOf(row, userId)));

    const requests = withCards(
      rows,
      (row) => otherUserOf(row, userId),
      cards,
      (row, otherUser) => listedFriendRequestView(row, userId, otherUser),
    );

    return { requests, pagination };
  }

  async acceptRequest(caller: Caller, requestId: string): Promise<FriendRequestResponse> {
    const addressee = await this.cards.ofCaller(caller);
    const accepted = await this.transactions.run(async (tx) => {
      const request = await requireIncoming(tx, caller.userId, requestId);
      const to = settle(decideAccept(request, caller.userId));

      return to ? this.accept(tx, request, addressee) : request;
    });
    return friendRequestView(accepted, caller.userId);
  }

  async declineRequest(caller: Caller, requestId: string): Promise<FriendRequestResponse> {
    const declined = await this.transactions.run(async (tx) => {
      const request = await requireIncoming(tx, caller.userId, requestId);
      const to = settle(decideDecline(request, caller.userId));
      if (!to) return request;
      const changed = await changeFriendship(tx, request, to);
      await this.events.publish(tx, friendRequestDeclined(changed));

      return changed;
    });
    return friendRequestView(declined, caller.userId);
  }

  async cancelRequest(caller: Caller, requestId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const request = await requireRequest(tx, caller.userId, requestId);
      const to = settle(decideCancel(request, caller.userId));
      if (!to) return;
      const cancelled = await changeFriendship(tx, request, to);
      await this.events.publish(tx, friendRequestCancelled(cancelled));
    });
  }

  private async send(
    tx: Tx,
    requester: UserCard,
    addressee: KnownUserCard,
  ): Promise<FriendshipRow> {
    const pair = await lockPair(tx, requester.id, addressee.id);
    const friendship = await lockFriendship(tx, pair);
    const to = await this.decide(tx.sql, requester.id, addressee, friendship);
    if (friendship && to === 'accepted') return this.accept(tx, friendship, requester);

    const request = await saveRequest(tx, friendship, {
      requesterId: requester.id,
      addresseeId: addressee.id,
      requestedAt: this.clock.now(),
    });

    await this.events.publish(tx, friendRequestSent(request, requester));

    return request;
  }

  /** @throws AppError when the requester may not send the addressee a request, or has reached a limit */
  private async decide(
    sql: Sql,
    requesterId: string,
    { id: addresseeId, privacy }: KnownUserCard,
    friendship: FriendshipRow | undefined,
  ): Promise<FriendshipStatus | undefined> {
    if (await areHidden(sql, requesterId, addresseeId)) throw new AppError(errors.USER_NOT_FOUND);
    const to = settle(decideRequest(friendship, requesterId));
    if (to === 'accepted') return to;

    const limits = friendLimitsIn(this.config);
    const now = this.clock.now();
    const facts = await findRequestFacts(sql, { requesterId, addresseeId }, limits, now);
    settle(decideNewRequest({ privacy, ...facts }, limits, now));

    return to;
  }

  private async accept(
    tx: Tx,
    request: FriendshipRow,
    addressee: UserCard,
  ): Promise<FriendshipRow> {
    const { FRIEND_LIMIT } = this.config;
    if ((await countMostFriends(tx.sql, request, FRIEND_LIMIT)) >= FRIEND_LIMIT)
      throw new AppError(errors.FRIEND_LIMIT_REACHED);
    const acceptedAt = this.clock.now();
    const accepted = await changeFriendship(tx, request, 'accepted', { acceptedAt });
    await markSuggestionsStale(tx.sql, [request.requesterId, request.addresseeId]);
    await this.events.publish(tx, friendshipAccepted(accepted, addressee));

    return accepted;
  }
}

/** The request, with its pair locked. @throws AppError FRIEND_REQUEST_NOT_FOUND, also for a request between other users */
async function requireRequest(tx: Tx, userId: string, requestId: string): Promise<FriendshipRow> {
  const found = await findRequest(tx.sql, requestId);
  if (found?.requesterId !== userId && found?.addresseeId !== userId)
    throw new AppError(errors.FRIEND_REQUEST_NOT_FOUND);

  const pair = await lockPair(tx, found.requesterId, found.addresseeId);
  const request = await lockFriendship(tx, pair);
  if (!request) throw new AppError(errors.FRIEND_REQUEST_NOT_FOUND);

  return request;
}

/** A request to answer. @throws AppError FRIEND_REQUEST_NOT_FOUND, also when the requester does not exist for the user */
async function requireIncoming(tx: Tx, userId: string, requestId: string): Promise<FriendshipRow> {
  const request = await requireRequest(tx, userId, requestId);
  if (await isAbsent(tx.sql, userId, request.requesterId))
    throw new AppError(errors.FRIEND_REQUEST_NOT_FOUND);

  return request;
}

function otherUserOf({ requesterId, addresseeId }: FriendRequestRow, userId: string): string {
  return requesterId === userId ? addresseeId : requesterId;
}
