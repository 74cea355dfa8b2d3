import { Injectable } from '@nestjs/common';
import { type Caller, Database, Pages } from '@tribe/service-kit';
import type { TribeKind } from './tribe-roles.rules';
import { TribeViews } from './tribe-views';
import type { ListTribesQuery, TribeListResponse } from './tribe.dto';
import { countTribes, listTribes, type TribeList } from './tribe.queries';

/** The tribes, groups and teams that a user is a member of, or could join. */
@Injectable()
export class TribeListService {
  constructor(
    private readonly database: Database,
    private readonly views: TribeViews,
    private readonly pages: Pages,
  ) {}

  async listTribes(
    { userId }: Caller,
    kind: TribeKind,
    list: TribeList,
    query: ListTribesQuery,
  ): Promise<TribeListResponse> {
    const { rows, pagination } = await this.pages.read(`${list} ${kind}`, query, {
      rows: (window) => listTribes(this.database, list, { userId, kind }, window),
      total: () => countTribes(this.database, list, { userId, kind }),
      position: ({ id }) => ({ id }),
    });
    return { items: await this.views.of(userId, rows), pagination };
  }
}
