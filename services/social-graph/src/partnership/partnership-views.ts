import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import { Clock } from '@tribe/service-kit';
import type { PartnershipResponse } from './partnership.dto';
import type { PartnershipRow } from './partnership.queries';
import { partnerOf } from './partnership.rules';
import { partnershipView } from './partnership.view';

/** Partnerships as one of the two users sees them, with the card of the other. */
@Injectable()
export class PartnershipViews {
  constructor(
    private readonly cards: UserCards,
    private readonly clock: Clock,
  ) {}

  async of(
    viewerId: string,
    partnerships: readonly PartnershipRow[],
  ): Promise<PartnershipResponse[]> {
    const partnerIds = partnerships.flatMap((row) => partnerOf(row, viewerId) ?? []);
    const cards = await this.cards.get(partnerIds);
    const now = this.clock.now();

    return partnerships.map((row) => partnershipView(row, { viewerId, now, cards }));
  }

  async ofSingle(viewerId: string, partnership: PartnershipRow): Promise<PartnershipResponse> {
    const partnerId = partnerOf(partnership, viewerId);
    const cards = await this.cards.get(partnerId === null ? [] : [partnerId]);
    return partnershipView(partnership, { viewerId, now: this.clock.now(), cards });
  }
}
