import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { DataExportRequestedSchema } from '@tribe/contracts';
import { eventOf, EventPublisher } from '@tribe/events';
import { AppError, type Caller, Clock, LinkTokens, newId, Transactions } from '@tribe/service-kit';
import { RecentAuthentication } from '../account/recent-authentication';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import { PrismaService, type Tx } from '../prisma.service';
import { lockUser } from '../user/user.queries';
import type { DataExportState } from './data-export.dto';
import { expiryOf, secondsUntilNext } from './data-export.rules';

/** Everything Tribe holds about a person, for the person: gathered from every service, mailed as a link. */
@Injectable()
export class DataExportService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly recent: RecentAuthentication,
    private readonly events: EventPublisher,
    private readonly activities: ActivityLog,
    private readonly links: LinkTokens,
    private readonly clock: Clock,
  ) {}

  async requestExport(caller: Caller): Promise<DataExportState> {
    const { id: userId } = await this.recent.require(caller);
    return this.transactions.run(async (tx) => {
      await lockUser(tx, userId);
      const last = await tx.dataExport.findFirst({
        where: { userId },
        orderBy: { requestedAt: 'desc' },
        // Not the archive, which may be megabytes.
        select: { requestedAt: true },
      });
      const wait = secondsUntilNext(last?.requestedAt, this.clock.now());
      if (wait !== undefined)
        throw new AppError(errors.DATA_EXPORT_LIMIT_REACHED, { retryAfterSeconds: wait });
      const requestedAt = this.clock.now();
      const data = { id: newId(), userId, requestedAt, expiresAt: expiryOf(requestedAt) };
      const created = await tx.dataExport.create({ data });
      await this.activities.record(tx, { userId, type: 'data_export_requested' });
      const event = {
        entityId: created.id,
        entityVersion: 1,
        data: { exportId: created.id, userId },
      };
      await this.events.publish(tx, eventOf(DataExportRequestedSchema, event));
      return created;
    });
  }

  /** As JSON, for whoever reads the mail of the account, as often as they like until it expires. */
  async fetchArchive(token: string): Promise<Readable> {
    const mailId = this.links.idIn('data_export', token);
    if (mailId === undefined) throw new AppError(errors.LINK_INVALID);
    const mail = await this.prisma.accountMail.findUnique({
      where: { id: mailId, kind: 'data_export' },
    });
    if (!mail) throw new AppError(errors.LINK_INVALID);
    const now = this.clock.now();
    if (mail.expiresAt <= now) throw new AppError(errors.LINK_EXPIRED);
    const found = await this.prisma.dataExport.findFirst({
      where: {
        userId: mail.userId,
        readyAt: { lte: mail.createdAt },
        expiresAt: { gt: now },
        // Once the account has moved, whoever still reads the old mailbox gets nothing.
        user: { isActive: true, email: mail.email },
      },
      orderBy: { readyAt: 'desc' },
      select: { archive: true },
    });
    if (!found?.archive) throw new AppError(errors.LINK_INVALID);
    // Unpacked on its way out: only what is compressed is in memory.
    return createGunzip().end(found.archive);
  }
}
