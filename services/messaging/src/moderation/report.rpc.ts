import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  type FindMessagingReportTargetRequest,
  type ListMessageContextRequest,
  MessagingReportService,
} from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError, commonErrors, Database, id } from '@tribe/service-kit';
import { z } from 'zod';
import { listContext } from './moderation.queries';
import { ReportTargets } from './report-targets';

const question = z.object({
  targetType: z.enum(['message', 'conversation']),
  targetId: id,
  viewerId: id,
});

/** Answers social-graph, which owns reports. */
@RpcController()
export class ReportRpc {
  constructor(
    private readonly database: Database,
    private readonly targets: ReportTargets,
  ) {}

  @RpcMethod(MessagingReportService.method.findMessagingReportTarget)
  async findMessagingReportTarget(request: FindMessagingReportTargetRequest) {
    const { success, data } = question.safeParse(request.question);
    if (!success) throw new AppError(commonErrors.RPC_REQUEST_INVALID);
    const { targetType, targetId, viewerId } = data;

    const target =
      targetType === 'message'
        ? await this.targets.findMessage(viewerId, targetId)
        : await this.targets.findConversation(viewerId, targetId);

    return target ? { target } : {};
  }

  @RpcMethod(MessagingReportService.method.listMessageContext)
  async listMessageContext(request: ListMessageContextRequest) {
    const { success, data: messageId } = id.safeParse(request.messageId);
    if (!success) throw new AppError(commonErrors.RPC_REQUEST_INVALID);
    const lines = await listContext(this.database, messageId);

    return {
      lines: lines.map(({ id: lineId, senderId, content, createdAt }) => ({
        id: lineId,
        createdAt: timestampFromDate(createdAt),
        ...(senderId !== null && { authorId: senderId }),
        ...(content !== null && { text: content }),
      })),
    };
  }
}
