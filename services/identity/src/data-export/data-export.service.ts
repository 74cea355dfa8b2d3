import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { DataExportRequestedSchema } from '@tribe/contracts';
import { eventOf, EventPublisher } from '@tribe/events';
import { AppError, type Caller, Clock, newId, settle, Transactions } from '@tribe/service-kit';
import { AccountAccess } from '../account/account-access';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import { MailLinks } from '../mail/mail-links';
import { PrismaService, type Tx } from '../prisma.service';
import type { DataExportResponse } from './data-export.dto';
import { decideExport, expiryOf } from './data-export.rules';
import { dataExportView } from './data-export.view';

/** All personal data of the caller: gathered from every service, and downloaded with the link of a mail. */
@Injectable()
export class DataExportService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly access: AccountAccess,
    private readonly links: MailLinks,
    private readonly events: EventPublisher,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  async requestExport(caller: Caller): Promise<DataExportResponse> {
    const { id: userId } = await this.access.requireRecent(caller);
    return this.transactions.run(async (tx) => {
      const { emailVerified } = await this.access.requireLocked(tx, caller);
      const now = this.clock.now();

      const last = await tx.dataExport.findFirst({
        where: { userId },
        orderBy: { requestedAt: 'desc' },
        // Not the archive, which may have megabytes.
        select: { requestedAt: true },
      });

      settle(decideExport(emailVerified, last?.requestedAt, now));

      const data = { id: newId(), userId, requestedAt: now, expiresAt: expiryOf(now) };
      const created = await tx.dataExport.create({ data });
      await this.activities.record(tx, { userId, type: 'data_export_requested' });
      const event = { exportId: created.id, userId };
      const entity = { entityId: created.id, entityVersion: 1 };
      await this.events.publish(tx, eventOf(DataExportRequestedSchema, { ...entity, data: event }));

      return dataExportView(created);
    });
  }

  /**
   * The newest archive that was ready when the mail was sent, as JSON. It can be downloaded any number of times until it
   * expires, but only while the account has the address that the mail was sent to.
   *
   * @throws AppError LINK_INVALID, LINK_EXPIRED
   */
  async fetchArchive(token: string): Promise<Readable> {
    const mail = await this.links.require('data_export', token);
    const now = this.clock.now();
    if (mail.expiresAt <= now) throw new AppError(errors.LINK_EXPIRED);

    const found = await this.prisma.dataExport.findFirst({
      where: {
        userId: mail.userId,
        readyAt: { lte: mail.createdAt },
        expiresAt: { gt: now },
        user: { isActive: true, email: mail.email },
      },
      orderBy: { readyAt: 'desc' },
      select: { archive: true },
    });

    if (!found?.archive) throw new AppError(errors.LINK_INVALID);

    // Unpacked while it is sent: only the compressed archive is in memory.
    return createGunzip().end(found.archive);
  }
}
