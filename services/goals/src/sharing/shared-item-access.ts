import { Injectable } from '@nestjs/common';
import { Partnerships, Relationships } from '@tribe/projections';
import { AppError, Database, settle, type Sql } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { findItem, lockItem, type OwnedItem, type SharedItem } from './shared-item.queries';
import { decideItemAccess } from './shared-item.rules';

/** Authorizes reactions and comments: the owner of an item, and active partners if it is shared. */
@Injectable()
export class SharedItemAccess {
  constructor(
    private readonly database: Database,
    private readonly partnerships: Partnerships,
    private readonly relationships: Relationships,
  ) {}

  /** @throws AppError SHARED_ITEM_NOT_FOUND */
  async require(userId: string, item: SharedItem): Promise<OwnedItem> {
    return this.check(this.database, userId, await findItem(this.database, item));
  }

  /** Like {@link require}, with the item locked until the transaction ends. */
  async requireLocked(tx: Tx, userId: string, item: SharedItem): Promise<OwnedItem> {
    return this.check(tx.sql, userId, await lockItem(tx.sql, item));
  }

  private async check(sql: Sql, userId: string, item: OwnedItem | undefined): Promise<OwnedItem> {
    if (!item) throw new AppError(errors.SHARED_ITEM_NOT_FOUND);
    const { ownerId, isShared } = item;
    if (ownerId === userId) return item;

    const [isHidden, arePartners] = await Promise.all([
      this.relationships.areHidden(userId, ownerId, sql),
      this.partnerships.arePartners(userId, ownerId, sql),
    ]);

    settle(decideItemAccess({ isOwner: false, isShared, arePartners, isHidden }));

    return item;
  }
}
