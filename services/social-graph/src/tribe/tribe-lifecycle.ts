import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import { AppError, Clock } from '@tribe/service-kit';
import { errors } from '../errors';
import { markSuggestionsStale } from '../people/suggestion-refresh.queries';
import { filterInactive } from '../people/user-card.queries';
import type { Tx } from '../prisma.service';
import { firstRoleOf } from './tribe-roles.rules';
import { tribeArchived, tribeHandedOver, tribeMemberJoined, tribeMemberLeft } from './tribe.events';
import type { Tribe } from './tribe.queries';
import { isFull, type Membership, successorIn } from './tribe.rules';
import { saveRole, saveTribe } from './tribe.writes';

/**
 * How many members get new suggestions at once when a member joins or leaves: the newest. The others get them within the
 * hour.
 */
const mostRefreshed = 150;

/** How members join and leave, and how a tribe changes its owner and ends. The tribe must be locked. */
@Injectable()
export class TribeLifecycle {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a user a member, and closes the invitation and the request of the user.
   *
   * @throws AppError TRIBE_FULL
   */
  async admit(tx: Tx, tribe: Tribe, user: UserCard, approvedBy?: UserCard): Promise<Tribe> {
    if (isFull(tribe)) throw new AppError(errors.TRIBE_FULL);
    const now = this.clock.now();
    const member: Membership = { userId: user.id, role: firstRoleOf(tribe.kind), joinedAt: now };
    await admitMember(tx, tribe.id, member, approvedBy?.id ?? null);

    const joined = await saveTribe(tx, tribe, { members: [...tribe.members, member] });
    await refreshSuggestions(tx, joined, user.id);
    await this.events.publish(tx, tribeMemberJoined(joined, user, approvedBy));

    return joined;
  }

  /**
   * Ends a membership. When the owner leaves, the successor becomes the owner; the last member archives the tribe.
   *
   * @param removal absent when the member leaves; without `by` when nobody may know the user who removed the member
   */
  async release(
    tx: Tx,
    tribe: Tribe,
    userId: string,
    removal?: { readonly by?: string },
  ): Promise<Tribe> {
    await tx.tribeMember.update({
      where: { tribeId_userId: { tribeId: tribe.id, userId } },
      data: { leftAt: this.clock.now(), isRemoved: removal !== undefined },
    });

    const members = tribe.members.filter((member) => member.userId !== userId);
    const left = await saveTribe(tx, tribe, { members });
    await refreshSuggestions(tx, tribe, userId);
    await this.events.publish(tx, tribeMemberLeft(left, userId, removal?.by));

    if (tribe.ownerId !== userId) return left;
    const successor = (await openSuccessorIn(tx, left)) ?? successorIn(left);

    return successor ? this.handOver(tx, left, successor.userId) : this.archive(tx, left, userId);
  }

  /**
   * Gives the tribe of an owner who is away to the successor. Without a member whose account is open, it keeps its owner.
   */
  async replaceOwner(tx: Tx, tribe: Tribe): Promise<void> {
    const successor = await openSuccessorIn(tx, tribe);
    if (successor) await this.handOver(tx, tribe, successor.userId);
  }

  /** Makes a member the owner. The owner is always an admin, and stays one afterwards. */
  async handOver(tx: Tx, tribe: Tribe, ownerId: string): Promise<Tribe> {
    const members = await saveRole(tx, tribe, { userId: ownerId, role: 'admin' });
    const handedOver = await saveTribe(tx, tribe, { ownerId, members });
    await this.events.publish(tx, tribeHandedOver(handedOver, tribe.ownerId));

    return handedOver;
  }

  async archive(tx: Tx, tribe: Tribe, archivedBy: string): Promise<Tribe> {
    const archived = await saveTribe(tx, tribe, { archivedAt: this.clock.now() });
    await this.events.publish(tx, tribeArchived(archived, archivedBy));
    return archived;
  }
}

async function openSuccessorIn(tx: Tx, tribe: Tribe): Promise<Membership | undefined> {
  const ids = tribe.members.map(({ userId }) => userId);
  return successorIn(tribe, await filterInactive(tx.sql, ids));
}

async function admitMember(
  tx: Tx,
  tribeId: string,
  { userId, role, joinedAt }: Membership,
  approvedBy: string | null,
): Promise<void> {
  const membership = { role, joinedAt, leftAt: null, isRemoved: false };

  await tx.tribeMember.upsert({
    where: { tribeId_userId: { tribeId, userId } },
    create: { tribeId, userId, ...membership },
    update: membership,
  });

  await tx.tribeInvitation.updateMany({
    where: { tribeId, inviteeId: userId, status: 'pending' },
    data: { status: 'accepted', respondedAt: joinedAt },
  });

  await tx.tribeJoinRequest.updateMany({
    where: { tribeId, userId, status: 'pending' },
    data: { status: 'approved', respondedAt: joinedAt, respondedBy: approvedBy },
  });
}

/** The user and the members are suggested to each other, or no longer. */
async function refreshSuggestions(tx: Tx, { members }: Tribe, userId: string): Promise<void> {
  const newest = members
    .toSorted((a, b) => b.joinedAt.getTime() - a.joinedAt.getTime())
    .slice(0, mostRefreshed);
  await markSuggestionsStale(tx.sql, [userId, ...newest.map((member) => member.userId)]);
}
