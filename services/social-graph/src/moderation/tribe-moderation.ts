import { Injectable } from '@nestjs/common';
import type { Tx } from '../prisma.service';
import { TribeLifecycle } from '../tribe/tribe-lifecycle';
import { findTribeKind, lockTribe, type Tribe } from '../tribe/tribe.queries';
import { memberOf } from '../tribe/tribe.rules';
import type { CaseRow } from './case.queries';
import type { AnnouncedAction } from './moderation.events';

/** Carries out decisions about tribes, groups and teams, which this service owns. */
@Injectable()
export class TribeModeration {
  constructor(private readonly lifecycle: TribeLifecycle) {}

  /** Has no effect when the tribe is archived, or the subject is no member. */
  async carryOut(tx: Tx, row: CaseRow, { kind, subjectId }: AnnouncedAction): Promise<void> {
    if (kind === 'delete_content' && row.targetType === 'tribe') {
      const tribe = await lockAny(tx, row.targetId);
      if (tribe) await this.lifecycle.archive(tx, tribe, tribe.ownerId);
    }

    if (kind === 'remove_member' && row.placeType === 'tribe' && row.placeId !== null) {
      const tribe = await lockAny(tx, row.placeId);
      if (tribe && memberOf(tribe, subjectId))
        await this.lifecycle.release(tx, tribe, subjectId, {});
    }
  }
}

async function lockAny(tx: Tx, tribeId: string): Promise<Tribe | undefined> {
  const kind = await findTribeKind(tx.sql, tribeId);
  return kind && lockTribe(tx, kind, tribeId);
}
