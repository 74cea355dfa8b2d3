import { Injectable } from '@nestjs/common';
import { VisibleCards } from '@tribe/projections';
import { Pages, type PageSource } from '@tribe/service-kit';
import { SharedItemAccess } from './shared-item-access';
import type { SharedItem } from './shared-item.queries';

type Query = Parameters<Pages['read']>[1];

/** Reads what users said about an item, with the users as the viewer may see them. */
@Injectable()
export class SharedItemLists {
  constructor(
    private readonly access: SharedItemAccess,
    private readonly pages: Pages,
    private readonly cards: VisibleCards,
  ) {}

  /** @throws AppError SHARED_ITEM_NOT_FOUND */
  async read<Row extends { readonly userId: string }>(
    name: string,
    { viewerId, item, query }: { viewerId: string; item: SharedItem; query: Query },
    source: PageSource<Row>,
  ) {
    await this.access.require(viewerId, item);
    const { rows, pagination } = await this.pages.read(name, query, source);

    const cards = await this.cards.get(
      viewerId,
      rows.map(({ userId }) => userId),
    );

    return { rows, cards, pagination };
  }
}
