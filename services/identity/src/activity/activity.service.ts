import { Injectable } from '@nestjs/common';
import { type Caller, olderThan, type Page, Pages } from '@tribe/service-kit';
import { AccountAccess } from '../account/account-access';
import type { UserActivity } from '../generated/prisma/client';
import { PrismaService } from '../prisma.service';
import type { ListActivityQuery } from './activity.dto';
import { activityView } from './activity.view';

@Injectable()
export class ActivityService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly access: AccountAccess,
    private readonly pages: Pages,
  ) {}

  async listMyActivity(caller: Caller, query: ListActivityQuery) {
    await this.access.require(caller);
    const { rows, pagination } = await this.readPage(caller.userId, query);
    return { activities: rows.map(activityView), pagination };
  }

  /**
   * The activities of a user, newest first. The caller of this method has checked that they may be read. A cursor of the
   * list of one user is refused by the list of another.
   */
  readPage(userId: string, query: ListActivityQuery): Promise<Page<UserActivity>> {
    return this.pages.read(`activity ${userId}`, query, {
      rows: (window) =>
        this.prisma.userActivity.findMany({
          where: { userId, id: { lt: olderThan(window).id } },
          orderBy: { id: 'desc' },
          skip: window.offset,
          take: window.limit,
        }),
      total: () => this.prisma.userActivity.count({ where: { userId } }),
      position: ({ id }) => ({ id }),
    });
  }
}
