import { Injectable } from '@nestjs/common';
import { GoalAccessService } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';
import { goalOf, rooms } from '../socket/rooms';
import type { Channel, WatchDecision } from './channel';

const deadlineMs = 1_000;

/** Goals, whose watchers goals decides about. */
@Calls(GoalAccessService.method.checkGoalAccess)
@Injectable()
export class GoalChannel implements Channel {
  readonly restsOnFriendship = false;

  constructor(private readonly rpc: Rpc) {}

  room(id: string, participates: boolean): string {
    return participates ? rooms.goal(id) : rooms.goalViewers(id);
  }

  idOf(room: string): string | undefined {
    return goalOf(room);
  }

  decide(goalId: string, userId: string, hiddenUserIds: readonly string[]): Promise<WatchDecision> {
    const request = { goalId, userId, hiddenUserIds: [...hiddenUserIds] };
    return this.rpc.client(GoalAccessService).checkGoalAccess(request, { deadlineMs });
  }

  refuse(): never {
    throw new AppError(errors.GOAL_NOT_FOUND);
  }
}
