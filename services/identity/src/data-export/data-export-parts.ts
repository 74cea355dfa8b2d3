import { Injectable } from '@nestjs/common';
import { DueJobs } from '@tribe/jobs';
import { AppError, Clock } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Prisma } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { reportingServices } from '../reporting-services';
import { buildExportJob } from './build-export.job';
import { lockOpenExport, type PartKey, sizeOfExport } from './data-export.queries';
import { maxArchiveSize, maxParts } from './data-export.rules';

export interface NewExportPart extends PartKey {
  readonly section: string;
  readonly rows: Prisma.InputJsonArray;
  readonly isLast: boolean;
  /** Characters of JSON. */
  readonly size: number;
}

/** The parts that services hand over for an export. With the last one, the archive is built. */
@Injectable()
export class DataExportParts {
  constructor(
    private readonly dueJobs: DueJobs,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds a part. A part of an export that is over, or whose archive was built, is ignored.
   *
   * @throws AppError BODY_TOO_LARGE for the part with which the archive would become too large
   */
  async add(tx: Tx, part: NewExportPart): Promise<void> {
    const { exportId, service, sequence } = part;
    if (sequence >= maxParts) throw new AppError(errors.BODY_TOO_LARGE);
    if (!(await lockOpenExport(tx, exportId))) return;

    const where = { exportId_service_sequence: { exportId, service, sequence } };
    await tx.dataExportPart.upsert({ where, create: part, update: part });
    if ((await sizeOfExport(tx, part)) > maxArchiveSize) throw new AppError(errors.BODY_TOO_LARGE);
    if (part.isLast) await this.finish(tx, part);
  }

  private async finish(tx: Tx, { exportId, service, sequence }: PartKey): Promise<void> {
    // Parts that an earlier, longer try left behind.
    await tx.dataExportPart.deleteMany({
      where: { exportId, service, sequence: { gt: sequence } },
    });

    const finished = await tx.dataExportPart.count({ where: { exportId, isLast: true } });
    if (finished < reportingServices.length) return;

    await this.dueJobs.enqueue(tx, {
      kind: buildExportJob,
      key: exportId,
      runAt: this.clock.now(),
      payload: { exportId },
    });
  }
}
