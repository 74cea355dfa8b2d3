import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { DueJob, type DueJobOf } from '@tribe/jobs';
import { Clock, Transactions } from '@tribe/service-kit';
import { z } from 'zod';
import { AccountMails } from '../mail/account-mails';
import { PrismaService, type Tx } from '../prisma.service';
import { exportPartsOf } from './data-export.queries';
import { type ArchiveHead, archiveText } from './data-export.rules';
import { ownDataOf } from './own-data';

export const buildExport = 'identity-build-export-v1';

const payload = z.object({ exportId: z.uuid() });

/** Makes one archive of what the services handed over and what identity has, and mails the link. */
@Injectable()
export class BuildExportJob {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly mails: AccountMails,
    private readonly clock: Clock,
  ) {}

  @DueJob(buildExport, { leaseSeconds: 300, concurrency: 1 })
  async run(job: DueJobOf<unknown>): Promise<void> {
    const { exportId: id } = payload.parse(job.payload);
    const wanted = await this.prisma.dataExport.findUnique({
      where: { id },
      include: { user: true },
    });
    if (!wanted || wanted.readyAt || !wanted.user.isActive) return;
    const archive = await this.archiveOf(id, wanted.userId);
    await this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const { count } = await tx.dataExport.updateMany({
        where: { id, readyAt: null },
        data: { readyAt: now, archive },
      });
      if (count === 0) return;
      await tx.dataExportPart.deleteMany({ where: { exportId: id } });
      await this.mails.request(tx, {
        id: job.id,
        userId: wanted.userId,
        kind: 'data_export',
        email: wanted.user.email,
      });
    });
  }

  /** Of what the services handed over, one piece at a time is in memory, besides the archive as it is compressed. */
  private async archiveOf(exportId: string, userId: string): Promise<Uint8Array<ArrayBuffer>> {
    const head: ArchiveHead = {
      schema_version: 1,
      exported_at: this.clock.now().toISOString(),
      user_id: userId,
      services: { identity: await ownDataOf(this.prisma, userId) },
    };
    const text = Readable.from(archiveText(head, exportPartsOf(this.prisma, exportId)));
    return new Uint8Array(await buffer(text.compose(createGzip())));
  }
}
