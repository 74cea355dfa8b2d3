import { Injectable } from '@nestjs/common';
import { Relationships } from '@tribe/projections';
import { Database, type Sql } from '@tribe/service-kit';
import type { CheckinRow } from './checkin.queries';
import { checkinView } from './checkin.view';

/** Check-ins as their owner or a partner sees them. */
@Injectable()
export class CheckinViews {
  constructor(
    private readonly database: Database,
    private readonly relationships: Relationships,
  ) {}

  /** @param sql pass `tx.sql` inside a transaction */
  async of(
    viewerId: string,
    rows: readonly CheckinRow[],
    sql: Sql = this.database,
  ): Promise<ReturnType<typeof checkinView>[]> {
    const verifiers = new Set(rows.flatMap((row) => row.verifiedByPartnerId ?? []));
    const hidden = await this.relationships.filterHidden(viewerId, [...verifiers], sql);

    return rows.map((row) => {
      const isHidden = row.verifiedByPartnerId !== null && hidden.has(row.verifiedByPartnerId);
      return checkinView(isHidden ? withoutVerifier(row) : row, row.userId !== viewerId);
    });
  }

  async ofOne(viewerId: string, row: CheckinRow, sql: Sql = this.database) {
    const [view] = await this.of(viewerId, [row], sql);
    if (!view) throw new Error('a check-in has no view');

    return view;
  }
}

/** That a check-in was verified or asked about stays, but not the partner, nor the question. */
function withoutVerifier(row: CheckinRow): CheckinRow {
  return { ...row, verifiedByPartnerId: null, verifierQuery: null };
}
