import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { BanNoticeService, type GetBanNoticeRequest } from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError, id, LinkTokens } from '@tribe/service-kit';
import { errors } from '../errors';
import { PrismaService } from '../prisma.service';
import { appealUntil } from './appeal.rules';
import { appealPurpose } from './appeal.service';

/** Tells the service that sends mails what to write to a banned user, at the moment of sending. */
@RpcController()
export class BanNoticeRpc {
  constructor(
    private readonly prisma: PrismaService,
    private readonly links: LinkTokens,
  ) {}

  @RpcMethod(BanNoticeService.method.getBanNotice)
  async getBanNotice(request: GetBanNoticeRequest) {
    const { success, data: actionId } = id.safeParse(request.actionId);
    if (!success)
      throw new AppError(errors.VALIDATION_FAILED, { detail: 'action_id must be a UUID' });

    const action = await this.prisma.moderationAction.findUnique({ where: { id: actionId } });
    if (action?.kind !== 'ban_user' || !action.subjectId || action.liftedAt)
      throw new AppError(errors.MODERATION_ACTION_NOT_FOUND);

    return {
      userId: action.subjectId,
      token: this.links.tokenOf(appealPurpose, actionId),
      appealUntil: timestampFromDate(appealUntil(action.createdAt)),
      ...(action.until && { until: timestampFromDate(action.until) }),
    };
  }
}
