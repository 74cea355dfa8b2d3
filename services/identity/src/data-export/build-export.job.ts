import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { DueJob, type DueJobOf } from '@tribe/jobs';
import { id, Clock, Transactions } from '@tribe/service-kit';
import { z } from 'zod';
import { AccountMails } from '../mail/account-mails';
import { PrismaService, type Tx } from '../prisma.service';
import { type ArchiveHead, archiveText } from './archive.rules';
import { readParts } from './data-export.queries';
import { ownDataOf } from './own-data';

export const buildExportJob = 'identity-build-export-v1';

const requestedArchive = z.object({ exportId: id });

/** Builds one archive of the parts of all services and of the data of identity, and mails a link to it. */
@Injectable()
export class BuildExportJob {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly mails: AccountMails,
    private readonly clock: Clock,
  ) {}

  @DueJob(buildExportJob, { leaseSeconds: 300, concurrency: 1 })
  async run(job: DueJobOf<unknown>): Promise<void> {
    const { exportId: id } = requestedArchive.parse(job.payload);

    const requested = await this.prisma.dataExport.findUnique({
      where: { id },
      select: { readyAt: true, user: true },
    });

    if (!requested || requested.readyAt || !requested.user.isActive) return;

    const { id: userId, email } = requested.user;
    const archive = await this.archiveOf(id, userId);

    await this.transactions.run(async (tx) => {
      const { count } = await tx.dataExport.updateMany({
        where: { id, readyAt: null },
        data: { readyAt: this.clock.now(), archive },
      });

      if (count === 0) return;
      await tx.dataExportPart.deleteMany({ where: { exportId: id } });
      await this.mails.request(tx, { id: job.id, userId, kind: 'data_export', email });
    });
  }

  /** Only one part at a time is in memory, and the compressed archive. */
  private async archiveOf(exportId: string, userId: string): Promise<Uint8Array<ArrayBuffer>> {
    const head: ArchiveHead = {
      schema_version: 1,
      exported_at: this.clock.now().toISOString(),
      user_id: userId,
      services: { identity: await ownDataOf(this.prisma, userId) },
    };
    const text = Readable.from(archiveText(head, readParts(this.prisma, exportId)));
    return new Uint8Array(await buffer(text.compose(createGzip())));
  }
}
