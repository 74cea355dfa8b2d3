import { Injectable } from '@nestjs/common';
import { GoalAccessService } from '@tribe/contracts';
import { Rpc } from '@tribe/rpc';
import { AppError, InjectConfig } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import { errors } from '../errors';
import { goalOf, hiddenPersonOf, rooms } from './rooms';
import type { TribeSocket } from './socket.types';

const deadlineMs = 1_000;
/** What goals takes at most; older blocks it knows for certain. */
const mostHidden = 100;

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
    const watched = [...socket.rooms].filter((room) => goalOf(room) !== undefined).length;
    if (watched >= this.config.MAX_SUBSCRIPTIONS) throw new AppError(errors.TOO_MANY_SUBSCRIPTIONS);
    for (;;) {
      const known = hiddenFrom(socket);
      const { allowed, hiddenUserIds } = await this.ask(goalId, socket.data.userId, known);
      if (!allowed) throw new AppError(errors.GOAL_NOT_FOUND);
      // A block that came while goals was asked is not in the answer.
      if (hiddenFrom(socket).some((id) => !known.includes(id))) continue;
      await socket.join([...hiddenUserIds.map(rooms.hiddenFrom), rooms.goal(goalId)]);
      return;
    }
  }

  async unsubscribeFromGoal(socket: TribeSocket, goalId: string): Promise<void> {
    await socket.leave(rooms.goal(goalId));
  }

  /** Whether somebody may still watch a goal, given who was hidden from them a moment ago. */
  async mayWatch(goalId: string, userId: string, hiddenUserIds: string[]): Promise<boolean> {
    return (await this.ask(goalId, userId, hiddenUserIds)).allowed;
  }

  private ask(goalId: string, userId: string, hiddenUserIds: string[]) {
    const request = { goalId, userId, hiddenUserIds };
    return this.rpc.client(GoalAccessService).checkGoalAccess(request, { deadlineMs });
  }
}

/** Who is known to be hidden from the socket's person, the newest at the end. */
function hiddenFrom({ rooms: joined }: TribeSocket): string[] {
  return [...joined].flatMap((room) => hiddenPersonOf(room) ?? []).slice(-mostHidden);
}
