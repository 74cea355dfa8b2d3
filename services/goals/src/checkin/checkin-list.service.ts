import { Injectable } from '@nestjs/common';
import { type Caller, Database, Pages, positionAt } from '@tribe/service-kit';
import { SystemAccess } from '../system/system-access';
import { CheckinViews } from './checkin-views';
import type { ListCheckinsQuery } from './checkin.dto';
import {
  type CheckinRow,
  countAwaiting,
  countOfSystem,
  listAwaiting,
  listOfSystem,
} from './checkin.queries';

const position = ({ checkedInAt, id }: CheckinRow) => positionAt(checkedInAt, id);

/** Lists check-ins, newest first. */
@Injectable()
export class CheckinListService {
  constructor(
    private readonly database: Database,
    private readonly pages: Pages,
    private readonly access: SystemAccess,
    private readonly views: CheckinViews,
  ) {}

  async listCheckins(caller: Caller, systemId: string, query: ListCheckinsQuery) {
    await this.access.require(caller.userId, 'see-checkins', systemId);

    const { rows, pagination } = await this.pages.read('checkins', query, {
      rows: (window) => listOfSystem(this.database, systemId, window),
      total: () => countOfSystem(this.database, systemId),
      position,
    });

    return { checkins: await this.views.of(caller.userId, rows), pagination };
  }

  /** Lists the check-ins of the caller's partners that the caller can verify. */
  async listVerifications({ userId }: Caller, query: ListCheckinsQuery) {
    const { rows, pagination } = await this.pages.read('verifications', query, {
      rows: (window) => listAwaiting(this.database, userId, window),
      total: () => countAwaiting(this.database, userId),
      position,
    });

    return { checkins: await this.views.of(userId, rows), pagination };
  }
}
