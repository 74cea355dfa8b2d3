import type { Tx } from '../prisma.service';
import type { PartnershipRow } from './partnership.queries';
import type { PartnershipStatus } from './partnership.rules';

type PartnershipChanges = Partial<Omit<PartnershipRow, 'id' | 'version'>> & {
  readonly status: PartnershipStatus;
  readonly updatedAt: Date;
};

/** Writes a new partnership with its members: the inviter, and the invitee of an invitation by user id. */
export async function createPartnership(tx: Tx, partnership: PartnershipRow): Promise<void> {
  const { user1Id, user2Id } = partnership;
  await tx.partnership.create({ data: partnership });
  await addMember(tx, partnership, user1Id);
  if (user2Id) await addMember(tx, partnership, user2Id);
}

/** Changes a locked partnership, and its version with it. The invited address is erased when the invitation ends. */
export async function changePartnership(
  tx: Tx,
  { id }: PartnershipRow,
  changes: PartnershipChanges,
): Promise<PartnershipRow> {
  const erased = changes.status === 'pending_invite' ? {} : { inviteEmail: null };
  const data = { ...changes, ...erased, version: { increment: 1 } };
  return (await tx.partnership.update({ where: { id }, data })) as PartnershipRow;
}

/** Puts a locked partnership into another status, with the times that go with it. */
export async function changeStatus(
  tx: Tx,
  partnership: PartnershipRow,
  status: PartnershipStatus,
  { now, ...changes }: { now: Date; user2Id?: string },
): Promise<PartnershipRow> {
  const changed = await changePartnership(tx, partnership, {
    ...changes,
    status,
    updatedAt: now,
    pausedAt: status === 'paused' ? now : null,
    dissolvedAt: status === 'dissolved' ? now : null,
    ...(status === 'active' && { activatedAt: partnership.activatedAt ?? now }),
  });

  const isCurrent = status === 'active' || status === 'paused';
  const where = { partnershipId: partnership.id };
  await tx.partnershipMember.updateMany({ where, data: { isCurrent } });

  return changed;
}

/** Makes the invitee of a new invitation the only other member. */
export async function replaceInvitee(tx: Tx, partnership: PartnershipRow): Promise<void> {
  const { id: partnershipId, user1Id, user2Id } = partnership;
  const where = { partnershipId, userId: { not: user1Id } };
  await tx.partnershipMember.deleteMany({ where });
  if (user2Id) await addMember(tx, partnership, user2Id);
}

export async function addMember(
  tx: Tx,
  { id: partnershipId, kind }: PartnershipRow,
  userId: string,
): Promise<void> {
  await tx.partnershipMember.create({ data: { partnershipId, userId, kind, isCurrent: false } });
}
