import { Injectable } from '@nestjs/common';
import { GoalAccessService } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { AppError, commonErrors } from '@tribe/service-kit';
import { errors } from '../errors';

const deadlineMs = 1_000;

/** Asks goals for the rights of users. */
@Calls(GoalAccessService.method.checkGoalAccess)
@Injectable()
export class GoalRights {
  constructor(private readonly rpc: Rpc) {}

  /**
   * Requires the right to change a goal. Must not be called inside a transaction.
   *
   * @throws AppError GOAL_NOT_FOUND, PERMISSION_DENIED
   */
  async requireManager(userId: string, goalId: string): Promise<void> {
    const { allowed, participates, canManage } = await this.rpc
      .client(GoalAccessService)
      .checkGoalAccess({ goalId, userId }, { deadlineMs });

    if (!allowed) throw new AppError(errors.GOAL_NOT_FOUND);
    if (!participates || !canManage) throw new AppError(commonErrors.PERMISSION_DENIED);
  }
}
