import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import type { ModerationAction } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import type { CaseRow } from './case.queries';
import { ModerationAudit } from './moderation-audit';
import { reportsReviewed } from './moderation.events';

const reportsPerEvent = 500;

/** Resolves a case with its first decision, and tells the reporters that it was reviewed. */
@Injectable()
export class CaseResolution {
  constructor(
    private readonly events: EventPublisher,
    private readonly audit: ModerationAudit,
  ) {}

  async record(tx: Tx, row: CaseRow, action: ModerationAction, actorId: string): Promise<void> {
    const details = {
      action: action.kind,
      action_id: action.id,
      ...(action.until && { until: action.until.toISOString() }),
    };

    await this.audit.record(tx, { caseId: row.id, event: 'action_taken', actorId, details });

    const version =
      row.status === 'resolved' ? row.version : await this.tellReporters(tx, row, action.createdAt);

    await tx.moderationCase.update({
      where: { id: row.id },
      data: {
        status: 'resolved',
        assigneeId: row.assigneeId ?? actorId,
        resolvedAt: row.resolvedAt ?? action.createdAt,
        version: version + 1n,
      },
      select: { id: true },
    });
  }

  /** @returns the version of the last event */
  private async tellReporters(tx: Tx, row: CaseRow, reviewedAt: Date): Promise<bigint> {
    const reviewed = await tx.report.updateManyAndReturn({
      where: { caseId: row.id, reviewedAt: null },
      data: { reviewedAt },
      select: { id: true, reporterId: true },
    });

    const reports = reviewed.flatMap(({ id, reporterId }) =>
      reporterId === null ? [] : [{ id, reporterId }],
    );

    let { version } = row;

    for (let from = 0; from < reports.length; from += reportsPerEvent) {
      version += 1n;
      const part = reports.slice(from, from + reportsPerEvent);
      await this.events.publish(tx, reportsReviewed({ id: row.id, version }, part));
    }

    return version;
  }
}
