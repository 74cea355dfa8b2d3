import { Injectable } from '@nestjs/common';
import { DueJobs } from '@tribe/jobs';
import { AppError, Clock } from '@tribe/service-kit';
import { reportingServices } from '../erasure/erasure.rules';
import { errors } from '../errors';
import type { Prisma } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { buildExport } from './build-export.job';
import { sizeOfExport } from './data-export.queries';
import { longestArchive, mostPieces } from './data-export.rules';

export interface NewExportPart {
  readonly exportId: string;
  readonly service: string;
  readonly sequence: number;
  readonly section: string;
  readonly rows: Prisma.InputJsonArray;
  readonly isLast: boolean;
  /** Characters of JSON. */
  readonly size: number;
}

/** The pieces the services hand over, until the last one is there. */
@Injectable()
export class DataExportParts {
  constructor(
    private readonly dueJobs: DueJobs,
    private readonly clock: Clock,
  ) {}

  /**
   * Of an export that is over, or already built, nothing is taken.
   *
   * @throws AppError BODY_TOO_LARGE for the piece with which it would be more than an archive may hold
   */
  async add(tx: Tx, part: NewExportPart): Promise<void> {
    const { exportId, service, sequence } = part;
    if (sequence >= mostPieces) throw new AppError(errors.BODY_TOO_LARGE);
    // The lock lets the last two that come together see each other.
    const open = await tx.sql.query(
      'data_export_parts_add',
      `SELECT id FROM data_exports WHERE id = $1::uuid AND ready_at IS NULL FOR UPDATE`,
      [exportId],
    );
    if (open.length === 0) return;
    const where = { exportId_service_sequence: { exportId, service, sequence } };
    await tx.dataExportPart.upsert({ where, create: part, update: part });
    if ((await sizeOfExport(tx, part)) > longestArchive) throw new AppError(errors.BODY_TOO_LARGE);
    if (!part.isLast) return;
    // What an earlier, longer try left behind.
    await tx.dataExportPart.deleteMany({
      where: { exportId, service, sequence: { gt: sequence } },
    });
    const done = await tx.dataExportPart.count({ where: { exportId, isLast: true } });
    if (done < reportingServices.length) return;
    const job = { kind: buildExport, key: exportId, payload: { exportId } };
    await this.dueJobs.enqueue(tx, { ...job, runAt: this.clock.now() });
  }
}
