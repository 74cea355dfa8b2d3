import { AppError } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { changePartnership, type PartnershipRow } from './partnership.queries';
import type { Decision, PartnershipStatus } from './partnership.rules';

/** The status to change to; undefined when everything is so already. @throws AppError when the rules refuse */
export function targetOf(decision: Decision): PartnershipStatus | undefined {
  if (decision.kind === 'refuse') throw new AppError(decision.code);
  return decision.kind === 'change' ? decision.to : undefined;
}

/** @throws AppError PARTNERSHIP_NOT_FOUND */
export function requirePartnership(row: PartnershipRow | undefined): PartnershipRow {
  if (!row) throw new AppError('PARTNERSHIP_NOT_FOUND');
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
