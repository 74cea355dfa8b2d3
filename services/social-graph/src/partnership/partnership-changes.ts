import { AppError, type Sql } from '@tribe/service-kit';
import { selectHiddenAmong } from '../block/block.queries';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { changePartnership, type PartnershipRow } from './partnership.queries';
import { partnerOf, type PartnershipStatus } from './partnership.rules';

/**
 * The partnership, for somebody from whom the other of the two is not hidden. Whether they are one of the two is decided
 * by the rules.
 *
 * @throws AppError PARTNERSHIP_NOT_FOUND
 */
export async function requirePartnership(
  sql: Sql,
  row: PartnershipRow | undefined,
  viewerId: string,
): Promise<PartnershipRow> {
  const otherId = row && partnerOf(row, viewerId);
  const hidden = await selectHiddenAmong(sql, viewerId, otherId ? [otherId] : []);
  if (!row || hidden.size > 0) throw new AppError(errors.PARTNERSHIP_NOT_FOUND);
  return row;
}

/** Puts a locked partnership into another status, with the times and places that go with it. */
export async function moveTo(
  tx: Tx,
  row: PartnershipRow,
  status: PartnershipStatus,
  { now, ...more }: { now: Date; user2Id?: string },
): Promise<PartnershipRow> {
  const moved = await changePartnership(tx, row, {
    ...more,
    status,
    updatedAt: now,
    pausedAt: status === 'paused' ? now : null,
    dissolvedAt: status === 'dissolved' ? now : null,
    ...(status === 'active' && { activatedAt: row.activatedAt ?? now }),
  });
  const isCurrent = status === 'active' || status === 'paused';
  await tx.partnershipMember.updateMany({ where: { partnershipId: row.id }, data: { isCurrent } });
  return moved;
}
