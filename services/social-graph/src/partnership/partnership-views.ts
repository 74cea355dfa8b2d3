import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import { Clock } from '@tribe/service-kit';
import { type PartnershipResponse, partnershipView } from './partnership.dto';
import type { PartnershipRow } from './partnership.queries';
import { partnerOf } from './partnership.rules';

/** Partnerships as one of the two sees them, with the other's name and face. */
@Injectable()
export class PartnershipViews {
  constructor(
    private readonly userCards: UserCards,
    private readonly clock: Clock,
  ) {}

  async of(viewerId: string, rows: readonly PartnershipRow[]): Promise<PartnershipResponse[]> {
    const cards = await this.userCards.get(rows.flatMap((row) => partnerOf(row, viewerId) ?? []));
    const now = this.clock.now();
    return rows.map((row) => partnershipView(row, { viewerId, now, cards }));
  }

  async one(viewerId: string, row: PartnershipRow): Promise<PartnershipResponse> {
    const [view] = await this.of(viewerId, [row]);
    if (!view) throw new Error('one row gave no view');
    return view;
  }
}
