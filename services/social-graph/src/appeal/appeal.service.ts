import { Injectable } from '@nestjs/common';
import {
  AppError,
  type Caller,
  Clock,
  Database,
  LinkTokens,
  newId,
  Pages,
  settle,
  Transactions,
} from '@tribe/service-kit';
import { errors } from '../errors';
import type { ModerationAction } from '../generated/prisma/client';
import { lockCase } from '../moderation/case.queries';
import { ModerationAudit } from '../moderation/moderation-audit';
import { PrismaService, type Tx } from '../prisma.service';
import type {
  AppealBody,
  AppealResponse,
  ListNoticesQuery,
  MailedAppealBody,
  NoticeListResponse,
} from './appeal.dto';
import { countNotices, listNotices } from './appeal.queries';
import { decideAppeal } from './appeal.rules';
import { appealView, noticeView } from './appeal.view';

/** The purpose of the link in the mail to a banned user. */
export const appealPurpose = 'moderation-appeal';

/** The decisions against the caller, and the appeals of the caller. */
@Injectable()
export class AppealService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly database: Database,
    private readonly prisma: PrismaService,
    private readonly audit: ModerationAudit,
    private readonly links: LinkTokens,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async listNotices({ userId }: Caller, query: ListNoticesQuery): Promise<NoticeListResponse> {
    const { rows, pagination } = await this.pages.read('moderation notices', query, {
      rows: (window) => listNotices(this.database, userId, window),
      total: () => countNotices(this.database, userId),
      position: ({ id }) => ({ id }),
    });

    return { actions: rows.map(noticeView), pagination };
  }

  async appeal(
    { userId }: Caller,
    actionId: string,
    { text }: AppealBody,
  ): Promise<AppealResponse> {
    const action = await this.prisma.moderationAction.findUnique({ where: { id: actionId } });
    if (action?.subjectId !== userId) throw new AppError(errors.MODERATION_ACTION_NOT_FOUND);

    return this.save(action, text);
  }

  /** For banned users, who cannot log in. */
  async appealByMail({ token, text }: MailedAppealBody): Promise<AppealResponse> {
    const actionId = this.links.idIn(appealPurpose, token);
    if (actionId === undefined) throw new AppError(errors.LINK_INVALID);
    const action = await this.prisma.moderationAction.findUnique({ where: { id: actionId } });
    if (!action?.subjectId) throw new AppError(errors.LINK_INVALID);

    return this.save(action, text);
  }

  private async save(action: ModerationAction, text: string): Promise<AppealResponse> {
    const { id: actionId, caseId, subjectId } = action;
    const createdAt = this.clock.now();

    return this.transactions.run(async (tx) => {
      await lockCase(tx, caseId);
      const hasAppeal = (await tx.moderationAppeal.count({ where: { actionId } })) > 0;
      settle(decideAppeal({ createdAt: action.createdAt, hasAppeal }, createdAt));

      const appeal = await tx.moderationAppeal.create({
        data: { id: newId(), actionId, text, createdAt },
      });

      const details = { action_id: actionId };
      const entry = { caseId, event: 'appealed' as const, details };
      if (subjectId !== null) await this.audit.record(tx, { ...entry, actorId: subjectId });

      return appealView(appeal);
    });
  }
}
