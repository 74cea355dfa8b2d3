import { Injectable } from '@nestjs/common';
import { type Caller, Pages } from '@tribe/service-kit';
import { PrismaService } from '../prisma.service';
import { AppealViews } from './appeal-views';
import type { AppealListResponse, ListAppealsQuery } from './appeal.dto';
import { countAppeals, listAppeals } from './appeal.queries';

/** The appeals that wait for moderators, and those that were decided. */
@Injectable()
export class AppealListService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly views: AppealViews,
    private readonly pages: Pages,
  ) {}

  async listAppeals(
    { userId: viewerId }: Caller,
    query: ListAppealsQuery,
  ): Promise<AppealListResponse> {
    const filter = { viewerId, status: query.status };

    const { rows, pagination } = await this.pages.read('moderation appeals', query, {
      rows: (window) => listAppeals(this.prisma, filter, window),
      total: () => countAppeals(this.prisma, filter),
      position: ({ appeal }) => ({ id: appeal.id }),
    });

    return { appeals: await this.views.of(rows), pagination };
  }
}
