import { Injectable } from '@nestjs/common';
import { AppError, Clock, Database, requireVersion, settle, type Sql } from '@tribe/service-kit';
import { errors } from '../errors';
import { isAbsent } from '../people/hidden.queries';
import { areHidden } from '../people/pair.queries';
import type { Tx } from '../prisma.service';
import { seenVersion } from '../seen-version.rules';
import { findPartnership, lockPartnership, type PartnershipRow } from './partnership.queries';
import { decideAccess, isInvitationTo, partnerOf } from './partnership.rules';
import { partnershipStateView } from './partnership.view';

/**
 * Which user may see which partnership. A partnership that a user may not see does not exist for that user, nor does an
 * invitation from a closed account.
 */
@Injectable()
export class PartnershipAccess {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError PARTNERSHIP_NOT_FOUND */
  async require(userId: string, id: string): Promise<PartnershipRow> {
    const partnership = await findPartnership(this.database, id);
    return this.check(this.database, userId, partnership);
  }

  /**
   * Like {@link require}, with the partnership locked until the transaction ends. Every change starts here.
   *
   * @throws AppError PARTNERSHIP_NOT_FOUND; PRECONDITION_FAILED when the client knows another version
   */
  async requireLocked(tx: Tx, userId: string, id: string): Promise<PartnershipRow> {
    const partnership = await this.check(tx.sql, userId, await lockPartnership(tx, id));
    const seen = partnershipStateView(partnership, userId, this.clock.now());
    requireVersion(seenVersion(seen));

    return partnership;
  }

  private async check(
    sql: Sql,
    userId: string,
    partnership: PartnershipRow | undefined,
  ): Promise<PartnershipRow> {
    if (!partnership) throw new AppError(errors.PARTNERSHIP_NOT_FOUND);
    const partnerId = partnerOf(partnership, userId);
    const isGone = isInvitationTo(partnership, userId) ? isAbsent : areHidden;
    const isPartnerHidden = partnerId !== null && (await isGone(sql, userId, partnerId));
    settle(decideAccess(partnership, userId, isPartnerHidden));

    return partnership;
  }
}
