import { FeedReportService, type FindFeedReportTargetRequest } from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError, commonErrors, id } from '@tribe/service-kit';
import { z } from 'zod';
import { ReportTargets } from './report-targets';

const question = z.object({
  targetType: z.enum(['post', 'story', 'post_comment']),
  targetId: id,
  viewerId: id,
});

/** Answers social-graph, which owns reports. */
@RpcController()
export class ReportRpc {
  constructor(private readonly targets: ReportTargets) {}

  @RpcMethod(FeedReportService.method.findFeedReportTarget)
  async findFeedReportTarget(request: FindFeedReportTargetRequest) {
    const { success, data } = question.safeParse(request.question);
    if (!success) throw new AppError(commonErrors.RPC_REQUEST_INVALID);
    const target = await this.targets.find(data.viewerId, data.targetType, data.targetId);

    return target ? { target } : {};
  }
}
