import { Injectable } from '@nestjs/common';
import type { Tx } from '../prisma.service';
import { TribeDoors } from './tribe-doors';
import type { TribeKind } from './tribe-roles.rules';
import { lockTribe } from './tribe.queries';

/** Takes somebody who is gone for good out of every tribe, group and team. */
@Injectable()
export class TribeDeparture {
  constructor(private readonly doors: TribeDoors) {}

  /**
   * What they own goes to the next one, as when they leave; what nobody is left in goes with them, and so does every
   * invitation and request of theirs.
   *
   * @returns how many rows it was, at most four times `limit`
   */
  async depart(tx: Tx, userId: string, limit: number): Promise<number> {
    const memberships = await tx.tribeMember.findMany({
      where: { userId },
      orderBy: { tribeId: 'asc' },
      take: limit,
      select: { tribeId: true, leftAt: true, tribe: { select: { kind: true } } },
    });
    for (const { tribeId, leftAt, tribe } of memberships) {
      const locked =
        leftAt === null ? await lockTribe(tx, tribe.kind as TribeKind, tribeId) : undefined;
      if (locked && !locked.archivedAt) await this.doors.release(tx, locked, userId);
      await tx.tribeMember.deleteMany({ where: { tribeId, userId } });
      await forgetIn(tx, tribeId, userId);
    }
    return memberships.length + (await eraseTraces(tx, userId, limit));
  }
}

/** Whoever made a tribe was a member of it, and so was whoever answered a request. Now its owner counts as who made it. */
async function forgetIn(tx: Tx, tribeId: string, userId: string): Promise<void> {
  await tx.sql.execute(
    'tribe_departure_forget_in',
    `UPDATE tribes SET created_by = owner_id WHERE id = $1::uuid AND created_by = $2::uuid`,
    [tribeId, userId],
  );
  await tx.tribeJoinRequest.updateMany({
    where: { tribeId, respondedBy: userId },
    data: { respondedBy: null },
  });
}

async function eraseTraces(tx: Tx, userId: string, limit: number): Promise<number> {
  const invitations = await tx.sql.execute(
    'tribe_departure_erase_traces',
    `DELETE FROM tribe_invitations WHERE id IN (
      SELECT id FROM tribe_invitations WHERE invitee_id = $1::uuid OR inviter_id = $1::uuid LIMIT $2)`,
    [userId, limit],
  );
  const requests = await tx.sql.execute(
    'tribe_departure_erase_traces_2',
    `DELETE FROM tribe_join_requests WHERE id IN (
      SELECT id FROM tribe_join_requests WHERE user_id = $1::uuid LIMIT $2)`,
    [userId, limit],
  );
  const abandoned = await tx.sql.execute(
    'tribe_departure_erase_traces_3',
    `DELETE FROM tribes WHERE id IN (
      SELECT id FROM tribes WHERE owner_id = $1::uuid AND archived_at IS NOT NULL LIMIT $2)`,
    [userId, limit],
  );
  return invitations + requests + abandoned;
}
