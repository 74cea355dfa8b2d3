import { Injectable } from '@nestjs/common';
import { GoalAccessService } from '@tribe/contracts';
import { Rpc } from '@tribe/rpc';
import { AppError, InjectConfig } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import { errors } from '../errors';
import { goalOf, hiddenUserOf, rooms } from '../socket/rooms';
import type { TribeSocket } from '../socket/socket.types';

const deadlineMs = 1_000;
/** Maximum accepted by goals, which knows older blocks from its own projection. */
const maxHidden = 100;

/** Subscribes sockets to goals. */
@Injectable()
export class SubscriptionService {
  constructor(
    private readonly rpc: Rpc,
    @InjectConfig() private readonly config: RealtimeConfig,
  ) {}

  /**
   * Joins the room of a goal that the user may watch.
   *
   * @throws AppError GOAL_NOT_FOUND, TOO_MANY_SUBSCRIPTIONS, or RPC_UNAVAILABLE when goals is unavailable
   */
  async subscribeToGoal(socket: TribeSocket, goalId: string): Promise<void> {
    const watched = [...socket.rooms].filter((room) => goalOf(room) !== undefined).length;
    if (watched >= this.config.MAX_SUBSCRIPTIONS) throw new AppError(errors.TOO_MANY_SUBSCRIPTIONS);
    for (;;) {
      const known = hiddenFrom(socket);
      const { allowed, hiddenUserIds } = await this.checkAccess(goalId, socket.data.userId, known);
      if (!allowed) throw new AppError(errors.GOAL_NOT_FOUND);
      // The response does not include a block that arrived during the call.
      if (hiddenFrom(socket).some((id) => !known.includes(id))) continue;
      await socket.join([...hiddenUserIds.map(rooms.hiddenFrom), rooms.goal(goalId)]);

      return;
    }
  }

  async unsubscribeFromGoal(socket: TribeSocket, goalId: string): Promise<void> {
    await socket.leave(rooms.goal(goalId));
  }

  /** Returns whether a user may watch a goal, taking into account users that goals may not yet know to be hidden. */
  async mayWatch(goalId: string, userId: string, hiddenUserIds: string[]): Promise<boolean> {
    return (await this.checkAccess(goalId, userId, hiddenUserIds)).allowed;
  }

  private checkAccess(goalId: string, userId: string, hiddenUserIds: string[]) {
    const request = { goalId, userId, hiddenUserIds };
    return this.rpc.client(GoalAccessService).checkGoalAccess(request, { deadlineMs });
  }
}

/** Returns the users hidden from the user of the socket, the latest last. */
function hiddenFrom({ rooms: joined }: TribeSocket): string[] {
  return [...joined].flatMap((room) => hiddenUserOf(room) ?? []).slice(-maxHidden);
}
