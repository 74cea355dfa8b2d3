import { Injectable } from '@nestjs/common';
import { GoalAccessService } from '@tribe/contracts';
import { Rpc } from '@tribe/rpc';
import { AppError, InjectConfig } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import { rooms } from './rooms';
import type { TribeSocket } from './socket.types';

/** Two rooms every socket is in from the start (its user, its session) and socket.io's own. */
const ownRooms = 3;

/** Which goals a socket hears about. */
@Injectable()
export class SubscriptionService {
  constructor(
    private readonly rpc: Rpc,
    @InjectConfig() private readonly config: RealtimeConfig,
  ) {}

  /**
   * Joins a goal's room if its owner says the person may watch it.
   *
   * @throws AppError GOAL_NOT_FOUND, TOO_MANY_SUBSCRIPTIONS, or RPC_UNAVAILABLE when goals cannot be asked
   */
  async subscribeToGoal(socket: TribeSocket, goalId: string): Promise<void> {
    if (socket.rooms.size - ownRooms >= this.config.MAX_SUBSCRIPTIONS) throw new AppError('TOO_MANY_SUBSCRIPTIONS');
    const request = { goalId, userId: socket.data.userId };
    const { allowed } = await this.rpc.client(GoalAccessService).checkGoalAccess(request, { deadlineMs: 1_000 });
    if (!allowed) throw new AppError('GOAL_NOT_FOUND');
    await socket.join(rooms.goal(goalId));
  }

  async unsubscribeFromGoal(socket: TribeSocket, goalId: string): Promise<void> {
    await socket.leave(rooms.goal(goalId));
  }
}
