import { Injectable } from '@nestjs/common';
import {
  FeedReportService,
  GoalsReportService,
  MessagingReportService,
  type ReportTarget as ReportTargetMessage,
} from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';
import { OwnReportTargets } from './own-report-targets';
import type { ReportTarget } from './report-target';
import { reportTargetTypes, type ReportTargetTypeName } from './report-target-types';

const deadlineMs = 1_000;

/** Asks the owners of targets whether a user may see them. */
@Calls(
  MessagingReportService.method.findMessagingReportTarget,
  GoalsReportService.method.findGoalsReportTarget,
  FeedReportService.method.findFeedReportTarget,
)
@Injectable()
export class ReportTargets {
  constructor(
    private readonly rpc: Rpc,
    private readonly own: OwnReportTargets,
  ) {}

  /**
   * Must not be called inside a transaction.
   *
   * @throws AppError REPORT_TARGET_NOT_FOUND for a target that the viewer may not see; RPC_UNAVAILABLE while its
   * owner does not answer
   */
  async require(viewerId: string, type: ReportTargetTypeName, id: string): Promise<ReportTarget> {
    const target = await this.find(viewerId, type, id);
    if (!target) throw new AppError(errors.REPORT_TARGET_NOT_FOUND);

    return target;
  }

  private async find(
    viewerId: string,
    type: ReportTargetTypeName,
    id: string,
  ): Promise<ReportTarget | undefined> {
    const question = { targetType: type, targetId: id, viewerId };

    switch (reportTargetTypes[type].owner) {
      case 'social-graph':
        return this.own.find(viewerId, type, id);
      case 'messaging': {
        const messaging = this.rpc.client(MessagingReportService);
        return known(await messaging.findMessagingReportTarget({ question }, { deadlineMs }));
      }
      case 'goals': {
        const goals = this.rpc.client(GoalsReportService);
        return known(await goals.findGoalsReportTarget({ question }, { deadlineMs }));
      }
      case 'feed': {
        const feed = this.rpc.client(FeedReportService);
        return known(await feed.findFeedReportTarget({ question }, { deadlineMs }));
      }
    }
  }
}

function known({ target }: { target?: ReportTargetMessage }): ReportTarget | undefined {
  return (
    target && {
      authorId: target.authorId,
      excerpt: target.excerpt || null,
      place: target.place ?? null,
      mediaIds: target.mediaIds,
    }
  );
}
