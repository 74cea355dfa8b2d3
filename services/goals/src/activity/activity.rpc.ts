import { ActivityService, type FindActivityRequest } from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError, beginningOf, commonErrors, id } from '@tribe/service-kit';
import { z } from 'zod';
import { ReportTargets } from '../moderation/report-targets';

const maxSummary = 200;

const question = z.object({
  activityType: z.enum(['checkin', 'reflection', 'goal']),
  activityId: id,
  viewerId: id,
});

/** Answers messaging, whose messages can answer an activity. */
@RpcController()
export class ActivityRpc {
  constructor(private readonly targets: ReportTargets) {}

  @RpcMethod(ActivityService.method.findActivity)
  async findActivity(request: FindActivityRequest) {
    const { success, data } = question.safeParse(request);
    if (!success) throw new AppError(commonErrors.RPC_REQUEST_INVALID);
    const { viewerId, activityType, activityId } = data;
    const found = await this.targets.find(viewerId, activityType, activityId);
    if (!found) return {};

    return {
      activity: { authorId: found.authorId, summary: beginningOf(found.excerpt, maxSummary) },
    };
  }
}
