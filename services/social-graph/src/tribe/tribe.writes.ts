import type { Tx } from '../prisma.service';
import type { Tribe } from './tribe.queries';
import type { Membership } from './tribe.rules';

type TribeChanges = Partial<Omit<Tribe, 'id' | 'version' | 'memberCount' | 'members'>> & {
  /** All members after the change; left out when they stay. */
  readonly members?: readonly Membership[];
};

/** Writes a new tribe with its members. */
export async function createTribe(tx: Tx, { members, ...data }: Tribe): Promise<void> {
  const rows = members.map((member) => ({ ...member, tribeId: data.id, isRemoved: false }));
  await tx.tribe.create({ data });
  await tx.tribeMember.createMany({ data: rows });
}

/** Changes a locked tribe, and its version with it. The count of members is that of its members. */
export async function saveTribe(tx: Tx, tribe: Tribe, changes: TribeChanges = {}): Promise<Tribe> {
  const { members = tribe.members, ...data } = changes;
  const saved = await tx.tribe.update({
    where: { id: tribe.id },
    data: { ...data, memberCount: members.length, version: { increment: 1 } },
  });
  return { ...(saved as Omit<Tribe, 'members'>), members };
}

/** Gives a member of a locked tribe another role; the tribe is saved by the caller. */
export async function saveRole(
  tx: Tx,
  { id: tribeId, members }: Tribe,
  { userId, role }: Pick<Membership, 'userId' | 'role'>,
): Promise<Membership[]> {
  const where = { tribeId_userId: { tribeId, userId } };
  await tx.tribeMember.update({ where, data: { role } });
  return members.map((member) => (member.userId === userId ? { ...member, role } : member));
}
