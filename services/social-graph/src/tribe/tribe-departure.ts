import { Injectable } from '@nestjs/common';
import type { Tx } from '../prisma.service';
import {
  deleteArchivedTribes,
  deleteInvitations,
  deleteJoinRequests,
  replaceCreator,
} from './tribe-departure.queries';
import { TribeLifecycle } from './tribe-lifecycle';
import type { TribeKind } from './tribe-roles.rules';
import { lockTribe } from './tribe.queries';

/** Takes a user who is erased out of every tribe, group and team. */
@Injectable()
export class TribeDeparture {
  constructor(private readonly lifecycle: TribeLifecycle) {}

  /**
   * Ends memberships as when the user leaves, and deletes every invitation and request of the user. Archived tribes of the
   * user are deleted.
   *
   * @returns how many rows were erased, at most four times `limit`
   */
  async depart(tx: Tx, userId: string, limit: number): Promise<number> {
    const memberships = await tx.tribeMember.findMany({
      where: { userId },
      orderBy: { tribeId: 'asc' },
      take: limit,
      select: { tribeId: true, leftAt: true, tribe: { select: { kind: true } } },
    });

    for (const { tribeId, leftAt, tribe } of memberships) {
      if (leftAt === null) {
        const locked = await lockTribe(tx, tribe.kind as TribeKind, tribeId);
        if (locked) await this.lifecycle.release(tx, locked, userId);
      }
      await eraseMembership(tx, tribeId, userId);
    }

    const invitations = await deleteInvitations(tx.sql, userId, limit);
    const requests = await deleteJoinRequests(tx.sql, userId, limit);
    const tribes = await deleteArchivedTribes(tx.sql, userId, limit);

    return memberships.length + invitations + requests + tribes;
  }
}

/** Only a member can have created a tribe or answered a request, so the id of the user is then nowhere in the tribe. */
async function eraseMembership(tx: Tx, tribeId: string, userId: string): Promise<void> {
  await tx.tribeMember.deleteMany({ where: { tribeId, userId } });
  await replaceCreator(tx.sql, tribeId, userId);
  await tx.tribeJoinRequest.updateMany({
    where: { tribeId, respondedBy: userId },
    data: { respondedBy: null },
  });
}
