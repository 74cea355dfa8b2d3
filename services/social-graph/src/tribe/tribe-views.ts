import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@tribe/service-kit';
import type { TribeResponse } from './tribe.dto';
import { countShownMembers, type ListedTribe, type Tribe } from './tribe.queries';
import { hidesBlockedMembersFrom, memberOf } from './tribe.rules';
import { listedTribeView, tribeView } from './tribe.view';

/** Tribes, groups and teams as a viewer sees them, with the number of members that the viewer can see. */
@Injectable()
export class TribeViews {
  constructor(private readonly database: Database) {}

  async of(viewerId: string, tribes: readonly ListedTribe[]): Promise<TribeResponse[]> {
    const counts = await this.countsOf(this.database, viewerId, tribes);
    return tribes.map((tribe) => listedTribeView(tribe, counts.get(tribe.id) ?? 0));
  }

  /** @param sql `tx.sql` in a transaction */
  async ofSingle(viewerId: string, tribe: Tribe, sql: Sql = this.database): Promise<TribeResponse> {
    const listed = { ...tribe, myRole: memberOf(tribe, viewerId)?.role ?? null };
    const counts = await this.countsOf(sql, viewerId, [listed]);

    return tribeView(listed, counts.get(tribe.id) ?? 0);
  }

  private countsOf(sql: Sql, viewerId: string, tribes: readonly ListedTribe[]) {
    const asked = tribes.map(({ id, kind, myRole }) => ({
      id,
      hidesBlocked: myRole !== null && hidesBlockedMembersFrom(kind, myRole),
    }));
    return countShownMembers(sql, viewerId, asked);
  }
}
