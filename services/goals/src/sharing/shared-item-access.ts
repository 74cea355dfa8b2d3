import { Injectable } from '@nestjs/common';
import { AppError, Database, settle } from '@tribe/service-kit';
import { errors } from '../errors';
import { PartnerStandings } from '../partner/partner-standings';
import type { Tx } from '../prisma.service';
import { findItem, lockItem, type OwnedItem, type SharedItem } from './shared-item.queries';
import { decideItemAccess, type OwnerRelation } from './shared-item.rules';

/** Authorizes reactions and comments: the owner of an item, and active partners if it is shared. */
@Injectable()
export class SharedItemAccess {
  constructor(
    private readonly database: Database,
    private readonly standings: PartnerStandings,
  ) {}

  /**
   * Returns the relation of a user with access to the owner of an item. Confirms a refusal with social-graph, so it must
   * not be called inside a transaction.
   *
   * @throws AppError SHARED_ITEM_NOT_FOUND
   */
  async require(userId: string, item: SharedItem): Promise<OwnerRelation> {
    const owned = await findItem(this.database, item);
    if (!owned) throw new AppError(errors.SHARED_ITEM_NOT_FOUND);
    const { ownerId } = owned;
    const isOwner = ownerId === userId;
    const known = { isOwner, ...(await this.standings.known(userId, ownerId)) };
    if (decideItemAccess(owned, known).kind !== 'refuse') return known;

    const confirmed = { isOwner, ...(await this.standings.confirmed(userId, ownerId)) };
    settle(decideItemAccess(owned, confirmed));

    return confirmed;
  }

  /**
   * Returns an item, locked until the transaction ends.
   *
   * @param relation from {@link require}, before the transaction
   * @throws AppError SHARED_ITEM_NOT_FOUND
   */
  async requireLocked(tx: Tx, item: SharedItem, relation: OwnerRelation): Promise<OwnedItem> {
    const owned = await lockItem(tx.sql, item);
    if (!owned) throw new AppError(errors.SHARED_ITEM_NOT_FOUND);
    settle(decideItemAccess(owned, relation));

    return owned;
  }
}
