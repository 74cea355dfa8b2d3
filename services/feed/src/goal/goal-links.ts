import { Injectable } from '@nestjs/common';
import { GoalAccessService } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { AppError, Database } from '@tribe/service-kit';
import { errors } from '../errors';
import { takesPart } from './goal-card.queries';

const deadlineMs = 500;

/** Decides which goals a post can name. */
@Calls(GoalAccessService.method.checkGoalAccess)
@Injectable()
export class GoalLinks {
  constructor(
    private readonly database: Database,
    private readonly rpc: Rpc,
  ) {}

  /**
   * Not for use inside transactions: asks goals before a refusal, because its events may be under way.
   *
   * @throws AppError GOAL_NOT_YOURS; RPC_UNAVAILABLE and DEADLINE_EXCEEDED when goals does not answer
   */
  async require(userId: string, goalId: string | null | undefined): Promise<void> {
    if (!goalId || (await takesPart(this.database, goalId, userId))) return;
    const client = this.rpc.client(GoalAccessService);
    const request = { goalId, userId, hiddenUserIds: [] };
    const { participates } = await client.checkGoalAccess(request, { deadlineMs });
    if (!participates) throw new AppError(errors.GOAL_NOT_YOURS);
  }
}
