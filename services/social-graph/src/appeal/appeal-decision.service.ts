import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { AppError, type Caller, Clock, settle, Transactions } from '@tribe/service-kit';
import { errors } from '../errors';
import { CaseAccess } from '../moderation/case-access';
import { lockCase } from '../moderation/case.queries';
import { ModerationAudit } from '../moderation/moderation-audit';
import {
  isAnnounced,
  moderationActionLifted,
  moderationAppealDecided,
} from '../moderation/moderation.events';
import { Staff } from '../moderation/staff';
import { PrismaService, type Tx } from '../prisma.service';
import { AppealViews } from './appeal-views';
import type { DecideAppealBody, ModeratorAppealResponse } from './appeal.dto';
import { type AppealOfCase, findAppeal } from './appeal.queries';
import { decideAppealDecision } from './appeal.rules';

/** The decisions of moderators about appeals. */
@Injectable()
export class AppealDecisionService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly prisma: PrismaService,
    private readonly events: EventPublisher,
    private readonly access: CaseAccess,
    private readonly staff: Staff,
    private readonly audit: ModerationAudit,
    private readonly views: AppealViews,
    private readonly clock: Clock,
  ) {}

  /** An overturned mute or ban ends. Deleted contents stay deleted, and removed members stay removed. */
  async decideAppeal(
    caller: Caller,
    appealId: string,
    body: DecideAppealBody,
  ): Promise<ModeratorAppealResponse> {
    const known = await this.require(this.prisma, caller, appealId);
    const subjectRoles = await this.staff.rolesOf(known.row.subjectId);

    const decided = await this.transactions.run(async (tx) => {
      await lockCase(tx, known.row.id);
      const found = await this.require(tx, caller, appealId);
      const by = await this.access.deciderOf(tx, caller, known.row.id);
      const { status } = found.appeal;
      const state = { status, moderatorId: found.action.moderatorId, subjectRoles };
      const to = settle(decideAppealDecision(state, by, body.decision));
      if (!to) return found;

      return this.save(tx, caller, found, { ...to, note: body.note || null });
    });

    return this.views.ofOne(decided);
  }

  private async save(
    tx: Tx,
    { userId: actorId }: Caller,
    { appeal, action, row }: AppealOfCase,
    { status, note }: Pick<AppealOfCase['appeal'], 'status'> & { note: string | null },
  ): Promise<AppealOfCase> {
    const decidedAt = this.clock.now();

    const decided = await tx.moderationAppeal.update({
      where: { id: appeal.id },
      data: {
        status,
        decidedBy: actorId,
        decisionNote: note,
        decidedAt,
        version: { increment: 1 },
      },
    });

    const isGranted = status === 'overturned';

    const lifted = isGranted
      ? await tx.moderationAction.update({
          where: { id: action.id },
          data: { liftedAt: decidedAt, version: { increment: 1 } },
        })
      : action;

    const details = { action_id: action.id, decision: status };
    await this.audit.record(tx, { caseId: row.id, event: 'appeal_decided', actorId, details });

    if (isAnnounced(lifted)) {
      const { subjectId } = lifted;
      const event = moderationAppealDecided({ ...decided, subjectId, isGranted });
      const events = isGranted ? [moderationActionLifted(lifted, row), event] : [event];
      await this.events.publish(tx, events);
    }

    return { appeal: decided, action: lifted, row };
  }

  /** @throws AppError MODERATION_APPEAL_NOT_FOUND, also for an appeal of the caller */
  private async require(
    client: Parameters<typeof findAppeal>[0],
    { userId }: Caller,
    appealId: string,
  ): Promise<AppealOfCase> {
    const found = await findAppeal(client, appealId, userId);
    if (!found) throw new AppError(errors.MODERATION_APPEAL_NOT_FOUND);

    return found;
  }
}
