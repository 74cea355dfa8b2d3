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
   * Ends a membership as when the user leaves. Without one, deletes invitations, then requests, then archived tribes of the
   * user. A call does one of these, so that it never waits for a tribe while it holds rows of another.
   *
   * @returns how many rows were erased, at most `limit`
   */
  async depart(tx: Tx, userId: string, limit: number): Promise<number> {
    if (await this.endMembership(tx, userId)) return 1;

    return (
      (await deleteInvitations(tx.sql, userId, limit)) ||
      (await deleteJoinRequests(tx.sql, userId, limit)) ||
      deleteArchivedTribes(tx.sql, userId, limit)
    );
  }

  private async endMembership(tx: Tx, userId: string): Promise<boolean> {
    const membership = await tx.tribeMember.findFirst({
      where: { userId },
      orderBy: { tribeId: 'asc' },
      select: { tribeId: true, leftAt: true, tribe: { select: { kind: true } } },
    });

    if (!membership) return false;
    const { tribeId, leftAt, tribe } = membership;

    if (leftAt === null) {
      const locked = await lockTribe(tx, tribe.kind as TribeKind, tribeId);
      if (locked) await this.lifecycle.release(tx, locked, userId);
    }

    await eraseMembership(tx, tribeId, userId);

    return true;
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
