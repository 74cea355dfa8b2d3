import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import type { UserCard } from '@tribe/projections';
import { AppError, Clock } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { markStale } from '../suggestion/suggestion.queries';
import { firstRoleOf } from './tribe-roles.rules';
import { saveTribe } from './tribe-writes';
import { tribeEvents } from './tribe.events';
import type { Tribe } from './tribe.queries';
import { isFull, type Membership, successorIn } from './tribe.rules';

/** Members who are suggested anew when somebody comes or goes: those who joined last. The others follow within the hour. */
const mostMates = 150;

/** The one way into a tribe and the one way out. Only for a tribe that is locked. */
@Injectable()
export class TribeDoors {
  constructor(
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError TRIBE_FULL */
  async admit(tx: Tx, tribe: Tribe, person: UserCard, approvedBy?: UserCard): Promise<Tribe> {
    if (isFull(tribe)) throw new AppError(errors.TRIBE_FULL);
    const now = this.clock.now();
    const member: Membership = { userId: person.id, role: firstRoleOf(tribe.kind), joinedAt: now };
    const seat = { role: member.role, joinedAt: now, leftAt: null, isRemoved: false };
    await tx.tribeMember.upsert({
      where: { tribeId_userId: { tribeId: tribe.id, userId: person.id } },
      create: { tribeId: tribe.id, userId: person.id, ...seat },
      update: seat,
    });
    await tx.tribeInvitation.updateMany({
      where: { tribeId: tribe.id, inviteeId: person.id, status: 'pending' },
      data: { status: 'accepted', respondedAt: now },
    });
    await tx.tribeJoinRequest.updateMany({
      where: { tribeId: tribe.id, userId: person.id, status: 'pending' },
      data: { status: 'approved', respondedAt: now, respondedBy: approvedBy?.id ?? null },
    });
    const joined = await saveTribe(tx, tribe, { members: [...tribe.members, member] });
    await this.meet(tx, joined, person.id);
    await this.events.publish(tx, tribeEvents.joined(joined, person, approvedBy));
    return joined;
  }

  /** Lets somebody out. When that is the owner, the next one follows; when nobody is left, it is archived. */
  async release(tx: Tx, tribe: Tribe, userId: string, removedBy?: string): Promise<Tribe> {
    const now = this.clock.now();
    await tx.tribeMember.update({
      where: { tribeId_userId: { tribeId: tribe.id, userId } },
      data: { leftAt: now, isRemoved: removedBy !== undefined },
    });
    const members = tribe.members.filter((member) => member.userId !== userId);
    const left = await saveTribe(tx, tribe, { members });
    await this.meet(tx, tribe, userId);
    await this.events.publish(tx, tribeEvents.left(left, userId, removedBy));
    if (tribe.ownerId !== userId) return left;
    const successor = successorIn(left);
    return successor ? this.handOver(tx, left, successor.userId) : this.archive(tx, left, userId);
  }

  /** The owner is always an admin; who was it before stays one. */
  async handOver(tx: Tx, tribe: Tribe, ownerId: string): Promise<Tribe> {
    await tx.tribeMember.update({
      where: { tribeId_userId: { tribeId: tribe.id, userId: ownerId } },
      data: { role: 'admin' },
    });
    const members = tribe.members.map((member) =>
      member.userId === ownerId ? { ...member, role: 'admin' as const } : member,
    );
    const handedOver = await saveTribe(tx, tribe, { ownerId, members });
    await this.events.publish(tx, tribeEvents.handedOver(handedOver, tribe.ownerId));
    return handedOver;
  }

  /** Who may know whom has changed for who came or went, and for those inside. */
  private async meet(tx: Tx, { members }: Tribe, userId: string): Promise<void> {
    const newest = members
      .toSorted((a, b) => b.joinedAt.getTime() - a.joinedAt.getTime())
      .slice(0, mostMates);
    await markStale(tx, [userId, ...newest.map((member) => member.userId)]);
  }

  async archive(tx: Tx, tribe: Tribe, archivedBy: string): Promise<Tribe> {
    const archived = await saveTribe(tx, tribe, { archivedAt: this.clock.now() });
    await this.events.publish(tx, tribeEvents.archived(archived, archivedBy));
    return archived;
  }
}
