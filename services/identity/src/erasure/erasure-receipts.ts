import { Injectable } from '@nestjs/common';
import { Clock } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { lockErasure } from './erasure.queries';
import { isComplete } from './erasure.rules';

export interface ErasureReportInit {
  readonly erasureId: string;
  readonly service: string;
  /** The number of erased rows of each kind. */
  readonly counts: Readonly<Record<string, number>>;
}

/** The proof of an erasure: when each service erased how much. It holds nothing else about the user. */
@Injectable()
export class ErasureReceipts {
  constructor(private readonly clock: Clock) {}

  async open(tx: Tx, erasureId: string, userId: string): Promise<void> {
    await tx.erasure.create({ data: { id: erasureId, userId, erasedAt: this.clock.now() } });
  }

  /** Adds the report of a service. A second report changes nothing; the receipt is complete with the last service. */
  async report(tx: Tx, { erasureId, service, counts }: ErasureReportInit): Promise<void> {
    if (!(await lockErasure(tx, erasureId))) return;
    const reportedAt = this.clock.now();

    await tx.erasureReport.createMany({
      data: { erasureId, service, counts, reportedAt },
      skipDuplicates: true,
    });

    const reports = await tx.erasureReport.findMany({
      where: { erasureId },
      select: { service: true },
    });

    if (!isComplete(reports.map((report) => report.service))) return;

    await tx.erasure.updateMany({
      where: { id: erasureId, completedAt: null },
      data: { completedAt: reportedAt },
    });
  }
}
