import { Injectable } from '@nestjs/common';
import { GoalAccessService } from '@tribe/contracts';
import { Rpc } from '@tribe/rpc';
import { AppError, InjectConfig } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import { errors } from '../errors';
import { goalOf, hiddenUserOf, rooms } from '../socket/rooms';
import type { TribeSocket } from '../socket/socket.types';

const deadlineMs = 1_000;
/** The most that goals accepts. It has heard of older blocks already. */
const maxHidden = 100;

/** Subscribes sockets to goals. */
@Injectable()
export class SubscriptionService {
  constructor(
    private readonly rpc: Rpc,
    @InjectConfig() private readonly config: RealtimeConfig,
  ) {}

  /**
   * Joins the room of a goal when goals says that the user may watch it.
   *
   * @throws AppError GOAL_NOT_FOUND, TOO_MANY_SUBSCRIPTIONS, or RPC_UNAVAILABLE when goals cannot be asked
   */
  async subscribeToGoal(socket: TribeSocket, goalId: string): Promise<void> {
    const watched = [...socket.rooms].filter((room) => goalOf(room) !== undefined).length;
    if (watched >= this.config.MAX_SUBSCRIPTIONS) throw new AppError(errors.TOO_MANY_SUBSCRIPTIONS);
    for (;;) {
      const known = hiddenFrom(socket);
      const { allowed, hiddenUserIds } = await this.ask(goalId, socket.data.userId, known);
      if (!allowed) throw new AppError(errors.GOAL_NOT_FOUND);
      // The answer does not know of a block that arrived while goals was asked.
      if (hiddenFrom(socket).some((id) => !known.includes(id))) continue;
      await socket.join([...hiddenUserIds.map(rooms.hiddenFrom), rooms.goal(goalId)]);
      return;
    }
  }

  async unsubscribeFromGoal(socket: TribeSocket, goalId: string): Promise<void> {
    await socket.leave(rooms.goal(goalId));
  }

  /** Whether a user may still watch a goal, given the users who have just been hidden from them. */
  async mayWatch(goalId: string, userId: string, hiddenUserIds: string[]): Promise<boolean> {
    return (await this.ask(goalId, userId, hiddenUserIds)).allowed;
  }

  private ask(goalId: string, userId: string, hiddenUserIds: string[]) {
    const request = { goalId, userId, hiddenUserIds };
    return this.rpc.client(GoalAccessService).checkGoalAccess(request, { deadlineMs });
  }
}

/** The users who are known to be hidden from the user of the socket, the latest last. */
function hiddenFrom({ rooms: joined }: TribeSocket): string[] {
  return [...joined].flatMap((room) => hiddenUserOf(room) ?? []).slice(-maxHidden);
}
