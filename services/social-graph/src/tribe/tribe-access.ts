import { Injectable } from '@nestjs/common';
import { AppError, Clock, Database, requireVersion, settle, type Sql } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { seenVersion } from '../seen-version.rules';
import type { TribeKind } from './tribe-roles.rules';
import { TribeViews } from './tribe-views';
import { findOutsider, findTribe, lockTribe, type Tribe } from './tribe.queries';
import { decideAccess, memberOf, type TribeAction } from './tribe.rules';

/** Which user may do what with which tribe, group or team. One that a user may not see does not exist for that user. */
@Injectable()
export class TribeAccess {
  constructor(
    private readonly database: Database,
    private readonly views: TribeViews,
    private readonly clock: Clock,
  ) {}

  /**
   * The tribe, when the user may do this with it.
   *
   * @throws AppError TRIBE_NOT_FOUND, PERMISSION_DENIED
   */
  async require(userId: string, action: TribeAction, kind: TribeKind, id: string): Promise<Tribe> {
    const tribe = await findTribe(this.database, kind, id);
    return this.check(this.database, userId, action, tribe);
  }

  /**
   * Like {@link require}, with the tribe locked until the transaction ends.
   *
   * @throws AppError TRIBE_NOT_FOUND, PERMISSION_DENIED; PRECONDITION_FAILED when the client knows another version
   */
  async requireLocked(
    tx: Tx,
    userId: string,
    action: TribeAction,
    kind: TribeKind,
    id: string,
  ): Promise<Tribe> {
    const tribe = await this.check(tx.sql, userId, action, await lockTribe(tx, kind, id));
    const seen = await this.views.ofSingle(userId, tribe, tx.sql);
    requireVersion(seenVersion(seen));

    return tribe;
  }

  private async check(
    sql: Sql,
    userId: string,
    action: TribeAction,
    tribe: Tribe | undefined,
  ): Promise<Tribe> {
    if (!tribe) throw new AppError(errors.TRIBE_NOT_FOUND);

    const outsider = memberOf(tribe, userId)
      ? undefined
      : await findOutsider(sql, tribe, userId, this.clock.now());

    settle(decideAccess(tribe, userId, action, outsider));

    return tribe;
  }
}
