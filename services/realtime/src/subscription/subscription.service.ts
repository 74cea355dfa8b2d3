import { Injectable } from '@nestjs/common';
import { AppError, InjectConfig } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import { errors } from '../errors';
import { hiddenUserOf, rooms } from '../socket/rooms';
import type { TribeSocket } from '../socket/socket.types';
import type { Channel } from './channel';
import { GoalChannel } from './goal-channel';

/** Maximum accepted by owners, which know older blocks from their own projections. */
const maxHidden = 100;

/** Subscribes sockets to channels. */
@Injectable()
export class SubscriptionService {
  /** All channels. */
  readonly channels: readonly Channel[];

  constructor(
    readonly goals: GoalChannel,
    @InjectConfig() private readonly config: RealtimeConfig,
  ) {
    this.channels = [goals];
  }

  /**
   * Joins the room of what the user may watch. Asks the owner again after the join: an event that ends the right may
   * empty the room between the first answer and the join, but not after the join.
   *
   * @throws AppError of the channel, TOO_MANY_SUBSCRIPTIONS, or RPC_UNAVAILABLE when the owner is unavailable
   */
  async subscribe(socket: TribeSocket, channel: Channel, id: string): Promise<void> {
    const isWatched = roomsOf(channel, id).some((room) => socket.rooms.has(room));
    if (!isWatched) this.requireRoom(socket);

    try {
      await this.applyDecision(socket, channel, id);
      await this.applyDecision(socket, channel, id);
    } catch (error) {
      await this.unsubscribe(socket, channel, id);
      throw error;
    }
  }

  async unsubscribe(socket: TribeSocket, channel: Channel, id: string): Promise<void> {
    for (const room of roomsOf(channel, id)) await socket.leave(room);
  }

  /** Returns the entities that a socket watches. */
  watchedBy(socket: TribeSocket): { channel: Channel; id: string }[] {
    return [...socket.rooms].flatMap((room) =>
      this.channels.flatMap((channel) => {
        const id = channel.idOf(room);
        return id === undefined ? [] : [{ channel, id }];
      }),
    );
  }

  private requireRoom(socket: TribeSocket): void {
    if (this.watchedBy(socket).length >= this.config.MAX_SUBSCRIPTIONS)
      throw new AppError(errors.TOO_MANY_SUBSCRIPTIONS);
  }

  /** Asks the owner, and joins the room or refuses. */
  private async applyDecision(socket: TribeSocket, channel: Channel, id: string): Promise<void> {
    for (;;) {
      const known = hiddenFrom(socket);
      const decision = await channel.decide(id, socket.data.userId, known);
      if (!decision.allowed) channel.refuse();
      // The response does not include a block that arrived during the call.
      if (hiddenFrom(socket).some((hidden) => !known.includes(hidden))) continue;
      const { hiddenUserIds, participates } = decision;
      await socket.leave(channel.room(id, !participates));
      await socket.join([...hiddenUserIds.map(rooms.hiddenFrom), channel.room(id, participates)]);

      return;
    }
  }
}

function roomsOf(channel: Channel, id: string): string[] {
  return [channel.room(id, true), channel.room(id, false)];
}

/** Returns the users hidden from the user of the socket, the latest last. */
function hiddenFrom({ rooms: joined }: TribeSocket): string[] {
  return [...joined].flatMap((room) => hiddenUserOf(room) ?? []).slice(-maxHidden);
}
