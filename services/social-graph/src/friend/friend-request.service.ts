import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { type KnownUserCard, type UserCard, UserCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  InjectConfig,
  newId,
  Transactions,
  settle,
} from '@tribe/service-kit';
import { selectHiddenAmong } from '../block/block.queries';
import type { SocialGraphConfig } from '../config';
import { errors } from '../errors';
import { ownCard } from '../own-card';
import type { Tx } from '../prisma.service';
import { markStale } from '../suggestion/suggestion.queries';
import { askPermission } from './ask.rules';
import {
  friendRequestCancelled,
  friendRequestDeclined,
  friendRequestSent,
  friendshipAccepted,
} from './friendship.events';
import {
  askStanding,
  changeStatus,
  type FriendshipRow,
  lockFriendship,
  lockPair,
  lockBetween,
  mostFriendsOf,
  recentAsks,
} from './friendship.queries';
import {
  askWindowStart,
  decideAccept,
  decideAsk,
  decideCancel,
  decideDecline,
  pairOf,
  secondsUntilNextAsk,
} from './friendship.rules';

/** Asking for a friendship and the three answers to it. Every change happens under the lock of the pair's row. */
@Injectable()
export class FriendRequestService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly userCards: UserCards,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {}

  /** Asks another user, or, when they asked first, becomes their friend. */
  async sendRequest(caller: Caller, userId: string): Promise<FriendshipRow> {
    if (userId === caller.userId) throw new AppError(errors.CANNOT_BEFRIEND_YOURSELF);
    const cards = await this.userCards.get([caller.userId, userId]);
    const addressee = cards.get(userId);
    if (!addressee) throw new AppError(errors.USER_NOT_FOUND);
    const requester = ownCard(cards, caller);
    return this.transactions.run((tx) => this.ask(tx, requester, addressee));
  }

  async acceptRequest(caller: Caller, requestId: string): Promise<FriendshipRow> {
    const addressee = ownCard(await this.userCards.get([caller.userId]), caller);
    return this.transactions.run(async (tx) => {
      const pair = await this.requestOf(tx, requestId);
      return settle(decideAccept(pair, caller.userId)) ? this.accept(tx, pair, addressee) : pair;
    });
  }

  async declineRequest(caller: Caller, requestId: string): Promise<FriendshipRow> {
    return this.transactions.run(async (tx) => {
      const pair = await this.requestOf(tx, requestId);
      if (!settle(decideDecline(pair, caller.userId))) return pair;
      const declined = await changeStatus(tx, pair, 'declined');
      await this.events.publish(tx, friendRequestDeclined(declined));
      return declined;
    });
  }

  async cancelRequest(caller: Caller, requestId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const pair = await this.requestOf(tx, requestId);
      if (!settle(decideCancel(pair, caller.userId))) return;
      const cancelled = await changeStatus(tx, pair, 'cancelled');
      await this.events.publish(tx, friendRequestCancelled(cancelled));
    });
  }

  private async ask(tx: Tx, requester: UserCard, addressee: KnownUserCard): Promise<FriendshipRow> {
    const addresseeId = addressee.id;
    await lockBetween(tx, requester.id, addresseeId);
    const hidden = await selectHiddenAmong(tx.sql, requester.id, [addresseeId]);
    if (hidden.has(addresseeId)) throw new AppError(errors.USER_NOT_FOUND);
    const pair = await lockPair(tx, requester.id, addresseeId);
    const to = settle(decideAsk(pair, requester.id));
    if (pair && to === 'accepted') return this.accept(tx, pair, requester);
    await this.checkMayAsk(tx, requester.id, addressee);
    const request = pair
      ? await this.askAgain(tx, pair, requester.id)
      : await this.askFirst(tx, requester.id, addresseeId);
    // Somebody asked in between: their row, which is there for good, decides.
    if (!request) return this.ask(tx, requester, addressee);
    await this.events.publish(tx, friendRequestSent(request, requester));
    return request;
  }

  /** @returns undefined when the pair got its row in the meantime */
  private async askFirst(
    tx: Tx,
    requesterId: string,
    addresseeId: string,
  ): Promise<FriendshipRow | undefined> {
    const asked = {
      requesterId,
      addresseeId,
      status: 'pending' as const,
      requestedAt: this.clock.now(),
    };
    const row = { id: newId(), ...pairOf(requesterId, addresseeId), ...asked };
    const { count } = await tx.friendship.createMany({ data: [row], skipDuplicates: true });
    if (count === 0) return undefined;
    await this.logAsk(tx, row);
    return { ...row, acceptedAt: null, version: 1n };
  }

  private async askAgain(tx: Tx, pair: FriendshipRow, requesterId: string): Promise<FriendshipRow> {
    const now = this.clock.now();
    const wait = secondsUntilNextAsk(await recentAsks(tx, pair.id, requesterId, now), now);
    if (wait !== undefined)
      throw new AppError(errors.FRIEND_REQUEST_LIMIT_REACHED, { retryAfterSeconds: wait });
    const addresseeId = requesterId === pair.requesterId ? pair.addresseeId : pair.requesterId;
    const asked = await changeStatus(tx, pair, 'pending', {
      requesterId,
      addresseeId,
      requestedAt: now,
    });
    await this.logAsk(tx, asked);
    return asked;
  }

  private async logAsk(
    tx: Tx,
    { id, requesterId, requestedAt }: Pick<FriendshipRow, 'id' | 'requesterId' | 'requestedAt'>,
  ) {
    const expired = { lte: askWindowStart(requestedAt) };
    await tx.friendRequestLogEntry.deleteMany({
      where: { friendshipId: id, requestedAt: expired },
    });
    await tx.friendRequestLogEntry.create({
      data: { id: newId(), friendshipId: id, requesterId, requestedAt },
    });
  }

  private async checkMayAsk(
    tx: Tx,
    requesterId: string,
    { id: addresseeId, privacy }: KnownUserCard,
  ): Promise<void> {
    const { FRIEND_LIMIT, OPEN_REQUEST_LIMIT } = this.config;
    const atMost = Math.max(FRIEND_LIMIT, OPEN_REQUEST_LIMIT);
    const standing = await askStanding(tx, { requesterId, addresseeId, atMost });
    const permission = askPermission({ privacy, ...standing });
    if (permission === 'unknown') throw new AppError(errors.USER_NOT_FOUND);
    if (permission === 'refused') throw new AppError(errors.FRIEND_REQUEST_NOT_ALLOWED);
    if (standing.friends >= FRIEND_LIMIT || standing.openRequests >= OPEN_REQUEST_LIMIT)
      throw new AppError(errors.FRIEND_LIMIT_REACHED);
  }

  private async accept(tx: Tx, pair: FriendshipRow, addressee: UserCard): Promise<FriendshipRow> {
    if ((await mostFriendsOf(tx, pair, this.config.FRIEND_LIMIT)) >= this.config.FRIEND_LIMIT)
      throw new AppError(errors.FRIEND_LIMIT_REACHED);
    const accepted = await changeStatus(tx, pair, 'accepted', { acceptedAt: this.clock.now() });
    await markStale(tx, [pair.requesterId, pair.addresseeId]);
    await this.events.publish(tx, friendshipAccepted(accepted, addressee));
    return accepted;
  }

  private async requestOf(tx: Tx, requestId: string): Promise<FriendshipRow> {
    const pair = await lockFriendship(tx, requestId);
    if (!pair) throw new AppError(errors.FRIEND_REQUEST_NOT_FOUND);
    return pair;
  }
}
