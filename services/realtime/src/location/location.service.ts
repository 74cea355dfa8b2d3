import { Injectable } from '@nestjs/common';
import type { Accepted, LocationPosition, LocationShareRequest } from '@tribe/contracts';
import { AppError, Clock, InjectConfig, Logger, newId } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import { errors } from '../errors';
import { conversationOf, rooms } from '../socket/rooms';
import type { TribeSocket } from '../socket/socket.types';
import { LocationAccess } from './location-access';
import { LocationEnds } from './location-ends';
import { LocationPushes } from './location-pushes';
import {
  isMeantFor,
  isVisible,
  locationStarted,
  locationUpdate,
  type LocationShare,
  newShare,
  type StoredPosition,
} from './location.rules';
import { LocationStore } from './location.store';

const maxShares = 20;
/** Shares that a new socket is shown. */
const maxShown = 200;

type Answer = Omit<Accepted, 'ok'>;

/**
 * Shares the location of a device with friends, or in a conversation. Only the last position is kept, for a short time; it
 * is in no database, event, log or trace.
 */
@Injectable()
export class LocationService {
  constructor(
    private readonly store: LocationStore,
    private readonly access: LocationAccess,
    private readonly ends: LocationEnds,
    private readonly pushes: LocationPushes,
    private readonly clock: Clock,
    private readonly logger: Logger,
    @InjectConfig() private readonly config: RealtimeConfig,
  ) {}

  /**
   * Starts a share. Another share of the user in the same conversation ends.
   *
   * @throws AppError of {@link LocationAccess.require}, TOO_MANY_LOCATION_SHARES, SERVICE_UNAVAILABLE, RPC_UNAVAILABLE
   */
  async share(socket: TribeSocket, request: LocationShareRequest): Promise<Answer> {
    const { userId, sessionId } = socket.data;
    const now = this.clock.now().getTime();
    const share = newShare({ id: newId(), userId, sessionId, now }, request);

    if (!(await this.store.add(share, maxShares)))
      throw new AppError(errors.TOO_MANY_LOCATION_SHARES);

    await this.confirm(share);
    await this.replaceEarlier(share);
    this.pushes.started(share);
    const ends_at = new Date(share.endsAt).toISOString();

    return { status: 201, body: { share_id: share.id, ends_at } };
  }

  /** Of shares that start in a conversation at the same time, only that with the last id stays. */
  private async replaceEarlier({ id, userId, conversationId }: LocationShare): Promise<void> {
    if (conversationId === null) return;

    for (const other of await this.store.sharesOf(userId))
      if (other.conversationId === conversationId && other.id < id) await this.ends.end(other);
  }

  /**
   * Pushes the position of a device to the viewers of its shares. A position that comes too early is dropped.
   *
   * @throws AppError LOCATION_NOT_SHARED, SERVICE_UNAVAILABLE
   */
  async update(socket: TribeSocket, position: LocationPosition): Promise<Answer> {
    const { userId, sessionId } = socket.data;
    const now = this.clock.now().getTime();
    const own = await this.store.sharesOf(userId);

    const shares = own.filter((share) => share.sessionId === sessionId && isVisible(share, now));

    if (shares.length === 0) throw new AppError(errors.LOCATION_NOT_SHARED);
    if (!(await this.store.takeTurn(sessionId))) return { body: { accepted: false } };
    const stored = { ...position, at: now };
    await this.store.setPosition(sessionId, stored);
    await Promise.all(shares.map((share) => this.push(share, stored)));

    return { body: { accepted: true } };
  }

  /** @throws AppError SERVICE_UNAVAILABLE */
  async stop(socket: TribeSocket, shareId: string | undefined): Promise<void> {
    const shares = await this.store.sharesOf(socket.data.userId);
    for (const share of shares)
      if (shareId === undefined || share.id === shareId) await this.ends.end(share);
  }

  /** Shows a new socket the shares of its user, and those that the user may see, with their last positions. */
  async greet(socket: TribeSocket): Promise<void> {
    try {
      const { userId } = socket.data;
      const conversationIds = [...socket.rooms].flatMap((room) => conversationOf(room) ?? []);
      const sharers = await this.store.listSharers(userId, conversationIds);

      const shown = sharers
        .filter((sharerId) => !socket.rooms.has(rooms.hiddenFrom(sharerId)))
        .slice(0, maxShown);

      await this.show(socket, [...new Set([userId, ...shown])]);
    } catch (error) {
      this.logger.warn({ err: error }, 'shared locations could not be shown to a new socket');
    }
  }

  private async show(socket: TribeSocket, sharerIds: string[]): Promise<void> {
    const { userId } = socket.data;
    const now = this.clock.now().getTime();
    const participatesIn = (id: string) => socket.rooms.has(rooms.conversation(id));

    const shares = (await this.store.sharesOfAll(sharerIds))
      .flat()
      .filter((share) => isVisible(share, now))
      .filter((share) => share.userId === userId || isMeantFor(share, userId, participatesIn));

    if (shares.length === 0) return;
    const positions = await this.store.positionsOf(shares.map(({ sessionId }) => sessionId));

    for (const [index, share] of shares.entries()) {
      const position = positions[index];
      socket.emit('location.started', locationStarted(share));
      if (position && share.userId !== userId)
        socket.emit('location.update', locationUpdate(share, position, this.pushes.ttlMs));
    }
  }

  /**
   * Asks for the right after the share was stored: an event that ends the right ends the share from then on, so that an
   * earlier answer cannot outlive the right.
   */
  private async confirm(share: LocationShare): Promise<void> {
    try {
      await this.access.require(share);
    } catch (error) {
      await this.store.remove(share);
      throw error;
    }

    if (!(await this.store.confirm(share))) throw new AppError(errors.LOCATION_NOT_SHARED);
  }

  /** Asks for the right again from time to time, in case an event was lost. */
  private async push(share: LocationShare, position: StoredPosition): Promise<void> {
    const sinceMs = position.at - (share.confirmedAt ?? 0);

    const current =
      sinceMs < this.config.SUBSCRIPTION_REVIEW_MS ? share : await this.ends.review(share);

    if (current) this.pushes.moved(current, position);
  }
}
