import { Injectable } from '@nestjs/common';
import { Clock } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { isComplete } from './erasure.rules';

export interface Report {
  readonly erasureId: string;
  readonly service: string;
  /** How many of what were erased. */
  readonly counts: Readonly<Record<string, number>>;
}

/** What is kept of an erasure: that it was done, by whom, when, and of how much. */
@Injectable()
export class ErasureReceipts {
  constructor(private readonly clock: Clock) {}

  async open(tx: Tx, id: string, userId: string): Promise<void> {
    await tx.erasure.create({ data: { id, userId, erasedAt: this.clock.now() } });
  }

  /** Saying it twice changes nothing. The receipt is complete with the last service. */
  async report(tx: Tx, { erasureId, service, counts }: Report): Promise<void> {
    // The lock lets the last two that come together see each other.
    const known = await tx.sql.query(
      'erasure_receipts_report',
      `SELECT id FROM erasures WHERE id = $1::uuid FOR UPDATE`,
      [erasureId],
    );
    if (known.length === 0) return;
    const reportedAt = this.clock.now();
    await tx.erasureReport.createMany({
      data: { erasureId, service, counts, reportedAt },
      skipDuplicates: true,
    });
    const reports = await tx.erasureReport.findMany({
      where: { erasureId },
      select: { service: true },
    });
    if (!isComplete(reports.map((one) => one.service))) return;
    await tx.erasure.updateMany({
      where: { id: erasureId, completedAt: null },
      data: { completedAt: reportedAt },
    });
  }
}
