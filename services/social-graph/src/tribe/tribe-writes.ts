import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import type { TribePermission } from './team-permissions.rules';
import { findOutsider, type Tribe } from './tribe.queries';
import { type Membership, memberOf, refusalOf } from './tribe.rules';

/** The tribe, when this person may do this. @throws AppError TRIBE_NOT_FOUND to whom it is hidden, PERMISSION_DENIED */
export async function requireTribe(
  client: Tx,
  tribe: Tribe | undefined,
  { userId, to, now }: { userId: string; to: TribePermission | 'be a member' | 'own'; now: Date },
): Promise<Tribe> {
  if (!tribe) throw new AppError(errors.TRIBE_NOT_FOUND);
  const outsider = memberOf(tribe, userId)
    ? undefined
    : await findOutsider(client, tribe, userId, now);
  const code = refusalOf(tribe, userId, to, outsider);
  if (code) throw new AppError(code);
  return tribe;
}

type TribeChange = Partial<Omit<Tribe, 'id' | 'version' | 'memberCount' | 'members'>> & {
  /** Everybody who is in it afterwards, when that changes. */
  readonly members?: readonly Membership[];
};

/** Changes a locked tribe, and its version with it. The count of members is that of the members. */
export async function saveTribe(tx: Tx, tribe: Tribe, change: TribeChange = {}): Promise<Tribe> {
  const { members = tribe.members, ...data } = change;
  const saved = await tx.tribe.update({
    where: { id: tribe.id },
    data: { ...data, memberCount: members.length, version: { increment: 1 } },
  });
  return { ...(saved as Tribe), members };
}
