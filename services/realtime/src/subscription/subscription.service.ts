import { Injectable } from '@nestjs/common';
import type { ChannelName } from '@tribe/contracts';
import { AppError, InjectConfig } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import { errors } from '../errors';
import { hiddenUserOf, rooms, watchedRoom } from '../socket/rooms';
import type { TribeSocket } from '../socket/socket.types';
import type { Channel, WatchDecision } from './channel';
import { ConversationChannel } from './conversation-channel';
import { GoalChannel } from './goal-channel';
import { PostChannel } from './post-channel';
import { SocketTurns } from './socket-turns';

/** Maximum accepted by owners, which know older blocks from their own projections. */
const maxHidden = 100;
/** Questions of one subscription; all but the first because the right or a block has changed meanwhile. */
const maxQuestions = 5;

/** Subscribes sockets to channels. */
@Injectable()
export class SubscriptionService {
  /** All channels. */
  readonly channels: readonly Channel[];
  private readonly turns = new SocketTurns();

  constructor(
    private readonly goals: GoalChannel,
    private readonly conversations: ConversationChannel,
    private readonly posts: PostChannel,
    @InjectConfig() private readonly config: RealtimeConfig,
  ) {
    this.channels = [goals, conversations, posts];
  }

  /** Returns the channel that a client names, and the id in it. */
  channelOf(name: ChannelName): { channel: Channel; id: string } {
    if (name.channel === 'goal') return { channel: this.goals, id: name.goal_id };
    if (name.channel === 'post') return { channel: this.posts, id: name.post_id };

    return { channel: this.conversations, id: name.conversation_id };
  }

  /**
   * Joins the room of what the user may watch. Until the owner has answered, the socket is in the room of waiting sockets,
   * which an event that ends a right empties. When the socket is no longer there, the answer may have been decided before
   * the end, so the owner is asked again.
   *
   * @throws AppError of the channel, TOO_MANY_SUBSCRIPTIONS, or RPC_UNAVAILABLE when the owner is unavailable
   */
  subscribe(socket: TribeSocket, channel: Channel, id: string): Promise<void> {
    return this.turns.run(socket, channel.room(id, true), async () => {
      const isWatched = roomsOf(channel, id).some((room) => socket.rooms.has(room));
      if (!isWatched) this.requireRoom(socket);

      try {
        await this.askAndEnter(socket, channel, id);
      } catch (error) {
        await this.leave(socket, channel, id);
        throw error;
      }
    });
  }

  /** Leaves the rooms after a subscription that is under way. */
  unsubscribe(socket: TribeSocket, channel: Channel, id: string): Promise<void> {
    return this.turns.run(socket, channel.room(id, true), () => this.leave(socket, channel, id));
  }

  /** Leaves the rooms at once, because the right has ended; the owner is asked again about a subscription under way. */
  async leave(socket: TribeSocket, channel: Channel, id: string): Promise<void> {
    for (const room of [...roomsOf(channel, id), askingRoom(channel, id)]) await socket.leave(room);
  }

  /** Returns the entities that a socket watches or asks to watch. */
  watchedBy(socket: TribeSocket): { channel: Channel; id: string }[] {
    const watched = new Map<string, { channel: Channel; id: string }>();

    for (const room of socket.rooms) {
      for (const channel of this.channels) {
        const id = channel.idOf(watchedRoom(room));
        if (id !== undefined) watched.set(channel.room(id, true), { channel, id });
      }
    }

    return [...watched.values()];
  }

  private requireRoom(socket: TribeSocket): void {
    if (this.watchedBy(socket).length >= this.config.MAX_SUBSCRIPTIONS)
      throw new AppError(errors.TOO_MANY_SUBSCRIPTIONS);
  }

  /** Asks the owner until the answer is current, and enters the room. */
  private async askAndEnter(socket: TribeSocket, channel: Channel, id: string): Promise<void> {
    const asking = askingRoom(channel, id);

    for (let questions = 0; questions < maxQuestions && socket.connected; questions += 1) {
      await socket.join(asking);
      const known = hiddenFrom(socket);
      const decision = await channel.decide(id, socket.data.userId, known);
      if (!decision.allowed) channel.refuse();
      // The response does not include a block that arrived during the call.
      const knowsBlocks = hiddenFrom(socket).every((hidden) => known.includes(hidden));
      if (knowsBlocks && socket.rooms.has(asking)) return enter(socket, channel, id, decision);
    }

    return channel.refuse();
  }
}

/** Changes all rooms at once, before another event can end the right. */
async function enter(
  socket: TribeSocket,
  channel: Channel,
  id: string,
  { hiddenUserIds, participates }: WatchDecision,
): Promise<void> {
  const entered = channel.room(id, participates);

  await Promise.all([
    socket.join([...hiddenUserIds.map(rooms.hiddenFrom), entered]),
    ...[...roomsOf(channel, id), askingRoom(channel, id)]
      .filter((room) => room !== entered)
      .map((room) => socket.leave(room)),
  ]);
}

function askingRoom(channel: Channel, id: string): string {
  return rooms.asking(channel.room(id, true));
}

function roomsOf(channel: Channel, id: string): string[] {
  return [channel.room(id, true), channel.room(id, false)];
}

/** Returns the users hidden from the user of the socket, the latest last. */
function hiddenFrom({ rooms: joined }: TribeSocket): string[] {
  return [...joined].flatMap((room) => hiddenUserOf(room) ?? []).slice(-maxHidden);
}
