import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Database, Pages } from '@tribe/service-kit';
import { errors } from '../errors';
import { BadgePartners } from './badge-partners';
import type { ListBadgesQuery } from './badge.dto';
import { type BadgeRow, countBadges, findBadge, listBadges } from './badge.queries';
import { badgeView } from './badge.view';

/** Reads badges, which only their two users see. */
@Injectable()
export class BadgeReader {
  constructor(
    private readonly database: Database,
    private readonly pages: Pages,
    private readonly partners: BadgePartners,
  ) {}

  /** @throws AppError BADGE_NOT_FOUND for other users, and for a proposal of a hidden user */
  async require(userId: string, badgeId: string): Promise<BadgeRow> {
    const row = await findBadge(this.database, badgeId);
    if (!row || !(await this.isVisible(userId, row))) throw new AppError(errors.BADGE_NOT_FOUND);

    return row;
  }

  private async isVisible(userId: string, { ownerId, partnerId, signedAt }: BadgeRow) {
    if (userId === ownerId) return true;
    if (userId !== partnerId) return false;

    return signedAt !== null || !(await this.partners.isHidden(userId, ownerId));
  }

  async getBadge({ userId }: Caller, badgeId: string) {
    return this.view(userId, await this.require(userId, badgeId));
  }

  async listBadges({ userId }: Caller, query: ListBadgesQuery) {
    const { rows, pagination } = await this.pages.read('badges', query, {
      rows: (window) => listBadges(this.database, userId, window),
      total: () => countBadges(this.database, userId),
      position: ({ id }) => ({ id }),
    });

    const ids = rows.flatMap(({ ownerId, partnerId }) => [ownerId, partnerId]);
    const cards = await this.partners.cardsFor(userId, ids);

    return { badges: rows.map((row) => badgeView(row, cards)), pagination };
  }

  async view(userId: string, row: BadgeRow) {
    return badgeView(row, await this.partners.cardsFor(userId, [row.ownerId, row.partnerId]));
  }
}
