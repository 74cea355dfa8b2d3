import { Injectable } from '@nestjs/common';
import { PersonalDataReportService } from '@tribe/contracts';
import { DueJob, type DueJobOf, DueJobs } from '@tribe/jobs';
import { Calls, Rpc } from '@tribe/rpc';
import { id, Clock, ServiceName, type SqlTransaction } from '@tribe/service-kit';
import { z } from 'zod';
import { type ExportPiece, piecesOf } from './export-pieces.rules';
import { OwnPersonalData } from './own-personal-data';

const request = z.object({ exportId: id, userId: id });
export type ExportRequest = z.infer<typeof request>;

/** Sends this service's data about a user to identity in pieces. A retry starts again from the first piece. */
@Calls(PersonalDataReportService.method.addExportPart)
@Injectable()
export class ExportPersonalDataJob {
  constructor(
    private readonly own: OwnPersonalData,
    private readonly dueJobs: DueJobs,
    private readonly rpc: Rpc,
    private readonly service: ServiceName,
    private readonly clock: Clock,
  ) {}

  async enqueue(tx: SqlTransaction, payload: ExportRequest): Promise<void> {
    const job = { kind: 'export-personal-data-v1', key: payload.exportId, payload };
    await this.dueJobs.enqueue(tx, { ...job, runAt: this.clock.now() });
  }

  @DueJob('export-personal-data-v1', { maxAttempts: 50, leaseSeconds: 300, concurrency: 1 })
  async run({ payload, signal }: DueJobOf<unknown>): Promise<void> {
    const { exportId, userId } = request.parse(payload);
    let sequence = 0;

    const send = async ({ section, rows }: ExportPiece, isLast: boolean) => {
      const part = {
        exportId,
        service: this.service.name,
        sequence: sequence++,
        section,
        rows,
        isLast,
      };
      await this.rpc.client(PersonalDataReportService).addExportPart(part, { deadlineMs: 3_000 });
    };

    for await (const page of this.own.source.exportFor(userId)) {
      signal.throwIfAborted();
      for (const piece of piecesOf(page)) await send(piece, false);
    }

    await send({ section: '', rows: '[]' }, true);
  }
}
