import { Injectable } from '@nestjs/common';
import { ConversationAccessService, type ListConversationIdsResponse } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { backoffMs, Lifecycle, Logger, pause } from '@tribe/service-kit';
import { isConversationRoom, rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';
import type { TribeSocket } from '../socket/socket.types';

/** The conversations with the newest messages. A conversation that becomes active again is joined by its event. */
const maxConversations = 1_000;
const deadlineMs = 1_000;
/** Questions for one answer; all but the first because the conversations of the user have changed meanwhile. */
const maxQuestions = 5;
const maxTries = 5;
/** Questions of the review at the same time. */
const questionsAtOnce = 20;
const backoff = { firstMs: 500, maxMs: 10_000 };

/**
 * Keeps the sockets of a user in the rooms of the conversations of the user, without a subscription. Until messaging has
 * answered, the socket is in the room of waiting sockets, which an event about the user's conversations empties. When the
 * socket has left it meanwhile, the answer may have been decided before the event, so messaging is asked again.
 */
@Calls(ConversationAccessService.method.listConversationIds)
@Injectable()
export class ConversationRooms {
  private readonly stopping = new AbortController();
  private readonly logger: Logger;
  /** How often each socket has entered the room of waiting sockets. Several questions can be under way. */
  private readonly entries = new WeakMap<TribeSocket, number>();

  constructor(
    private readonly server: SocketServer,
    private readonly rpc: Rpc,
    lifecycle: Lifecycle,
    logger: Logger,
  ) {
    this.logger = logger.for('ConversationRooms');
    lifecycle.onStop('work', () => this.stopping.abort());
  }

  /** Joins the rooms of a new socket. While messaging is unavailable, tries again later. */
  async enter(socket: TribeSocket): Promise<void> {
    try {
      await this.refresh(socket.data.userId, [socket]);
    } catch {
      void this.enterLater(socket);
    }
  }

  /**
   * Asks messaging again, once per user, and joins and leaves rooms as it says.
   *
   * @param signal stops between two groups of questions
   */
  async review(sockets: readonly TribeSocket[], signal: AbortSignal): Promise<void> {
    const users = [...Map.groupBy(sockets, ({ data }) => data.userId)];

    for (let start = 0; start < users.length; start += questionsAtOnce) {
      if (signal.aborted) return;
      const batch = users.slice(start, start + questionsAtOnce);
      await Promise.all(batch.map(([userId, theirs]) => this.reviewUser(userId, theirs)));
    }
  }

  /** Adds users to a conversation, at once on this pod. */
  add(conversationId: string, userIds: readonly string[]): void {
    // For socket.io, no room means all sockets.
    if (userIds.length === 0) return;
    const sockets = { in: userIds.map(rooms.user) };
    this.server.fill([rooms.conversation(conversationId)], sockets);
    this.server.empty(userIds.map(askingFor), sockets);
  }

  /** Takes a user out of a conversation, at once on this pod. */
  remove(conversationId: string, userId: string): void {
    const typing = rooms.typing(conversationId);
    const left = [rooms.conversation(conversationId), typing, rooms.asking(typing)];
    this.server.empty([...left, askingFor(userId)], { in: [rooms.user(userId)] });
  }

  private async reviewUser(userId: string, sockets: readonly TribeSocket[]): Promise<void> {
    try {
      await this.refresh(userId, sockets);
    } catch (error) {
      this.logger.debug({ err: error }, 'the conversations of a user could not be reviewed');
    }
  }

  /** @throws AppError RPC_UNAVAILABLE */
  private async refresh(userId: string, sockets: readonly TribeSocket[]): Promise<void> {
    const asking = askingFor(userId);

    for (let questions = 0; questions < maxQuestions; questions += 1) {
      const open = sockets.filter(({ connected }) => connected);
      if (open.length === 0) return;
      const entries = open.map((socket) => this.enterAsking(socket, asking));
      const answer = await this.ask(userId);
      const isCurrent = (socket: TribeSocket, index: number) =>
        socket.rooms.has(asking) && this.entries.get(socket) === entries[index];
      if (!open.every(isCurrent)) continue;
      await Promise.all(open.map((socket) => settleIn(socket, answer)));

      return;
    }
  }

  /** Returns the number of the entry. It is another when the socket has left the room and another question is under way. */
  private enterAsking(socket: TribeSocket, asking: string): number {
    const entries = this.entries.get(socket) ?? 0;
    if (socket.rooms.has(asking)) return entries;

    void socket.join(asking);
    this.entries.set(socket, entries + 1);

    return entries + 1;
  }

  private ask(userId: string) {
    const request = { userId, limit: maxConversations };
    return this.rpc.client(ConversationAccessService).listConversationIds(request, { deadlineMs });
  }

  private async enterLater(socket: TribeSocket): Promise<void> {
    const { signal } = this.stopping;

    for (let failures = 1; failures < maxTries; failures += 1) {
      await pause(backoffMs(failures, backoff), signal);
      if (signal.aborted || !socket.connected) return;

      try {
        return await this.refresh(socket.data.userId, [socket]);
      } catch (error) {
        this.logger.debug({ err: error }, 'the conversations of a user could not be listed');
      }
    }
  }
}

/** Changes all rooms at once, before another event. */
async function settleIn(socket: TribeSocket, answer: ListConversationIdsResponse): Promise<void> {
  if (answer.user) socket.data.card = answer.user;
  const joined = new Set(answer.conversationIds.map(rooms.conversation));
  const left = [...socket.rooms].filter((room) => isConversationRoom(room) && !joined.has(room));

  await Promise.all([
    socket.join([...joined, ...answer.hiddenUserIds.map(rooms.hiddenFrom)]),
    ...[...left, askingFor(socket.data.userId)].map((room) => socket.leave(room)),
  ]);
}

function askingFor(userId: string): string {
  return rooms.asking(rooms.conversationsOf(userId));
}
