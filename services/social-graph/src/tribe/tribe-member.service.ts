import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  type CursorPosition,
  Cursors,
  Database,
  paginated,
  Transactions,
} from '@tribe/service-kit';
import { selectHiddenAmong } from '../block/block.queries';
import { errors } from '../errors';
import { userCardView } from '../friend/user-card.dto';
import { PrismaService, type Tx } from '../prisma.service';
import { TribeDoors } from './tribe-doors';
import { rolesOf, type TribeKind, type TribeRole } from './tribe-roles.rules';
import { requireTribe, saveTribe } from './tribe-writes';
import {
  type ListTribesQuery,
  type TribeMemberListResponse,
  type TribeResponse,
  tribeView,
} from './tribe.dto';
import { tribeEvents } from './tribe.events';
import { findTribe, lockTribe, type Tribe } from './tribe.queries';
import {
  isHiddenFrom,
  memberOf,
  type Membership,
  refusalOfRemoval,
  refusalOfRole,
} from './tribe.rules';

const list = 'tribe members';

/** Who is in a tribe, as what, and until when. */
@Injectable()
export class TribeMemberService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly prisma: PrismaService,
    private readonly database: Database,
    private readonly events: EventPublisher,
    private readonly userCards: UserCards,
    private readonly doors: TribeDoors,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  /** Longest-serving first. A tribe is read with all its members, so pages are cut here. */
  async listMembers(
    { userId }: Caller,
    kind: TribeKind,
    id: string,
    { page, limit, cursor }: ListTribesQuery,
  ): Promise<TribeMemberListResponse> {
    const access = { userId, to: 'be a member', now: this.clock.now() } as const;
    const tribe = await requireTribe(this.prisma, await findTribe(this.prisma, kind, id), access);
    const after = cursor === undefined ? undefined : this.cursors.decode(list, cursor);
    const start = after
      ? tribe.members.filter((member) => isAfter(member, after))
      : tribe.members.slice((page - 1) * limit);
    const rows = start.slice(0, limit);
    const last = start.length > limit ? rows.at(-1) : undefined;
    const ids = rows.map((row) => row.userId);
    const hidden = isHiddenFrom(tribe, userId)
      ? await selectHiddenAmong(this.database, userId, ids)
      : new Set();
    const cards = await this.userCards.get(ids.filter((one) => !hidden.has(one)));
    return {
      members: rows.flatMap((row) => {
        const card = cards.get(row.userId);
        const membership = {
          role: row.role,
          is_owner: row.userId === tribe.ownerId,
          joined_at: row.joinedAt.toISOString(),
        };
        return card ? [{ ...userCardView(card), ...membership }] : [];
      }),
      pagination: paginated({
        page,
        limit,
        total: tribe.memberCount,
        nextCursor: last ? this.cursors.encode(list, placeOf(last)) : null,
      }),
    };
  }

  async changeRole(
    { userId: actorId }: Caller,
    kind: TribeKind,
    { tribeId, userId: targetId }: { tribeId: string; userId: string },
    role: TribeRole,
  ): Promise<TribeResponse> {
    if (!rolesOf(kind).includes(role)) {
      const message = `must be one of ${rolesOf(kind).join(', ')}`;
      throw new AppError(errors.VALIDATION_FAILED, { errors: [{ pointer: '/role', message }] });
    }
    const tribe = await this.transactions.run(async (tx) => {
      const current = await this.asMember(tx, await lockTribe(tx, kind, tribeId), actorId);
      refuse(refusalOfRole(current, actorId, { targetId, role }));
      if (memberOf(current, targetId)?.role === role) return current;
      await tx.tribeMember.update({
        where: { tribeId_userId: { tribeId, userId: targetId } },
        data: { role },
      });
      const members = current.members.map((one) =>
        one.userId === targetId ? { ...one, role } : one,
      );
      const changed = await saveTribe(tx, current, { members });
      await this.events.publish(tx, tribeEvents.roleChanged(changed, targetId, actorId));
      return changed;
    });
    return tribeView(tribe, actorId);
  }

  /** Sends somebody away; they come back by invitation only. Oneself is let go. */
  async removeMember(
    caller: Caller,
    kind: TribeKind,
    { tribeId, userId: targetId }: { tribeId: string; userId: string },
  ): Promise<void> {
    const { userId: actorId } = caller;
    if (targetId === actorId) return this.leaveTribe(caller, kind, tribeId);
    await this.transactions.run(async (tx) => {
      const tribe = await this.asMember(tx, await lockTribe(tx, kind, tribeId), actorId);
      refuse(refusalOfRemoval(tribe, actorId, targetId));
      await this.doors.release(tx, tribe, targetId, actorId);
    });
  }

  async leaveTribe({ userId }: Caller, kind: TribeKind, id: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      await this.doors.release(
        tx,
        await this.asMember(tx, await lockTribe(tx, kind, id), userId),
        userId,
      );
    });
  }

  async handOverTribe(
    { userId }: Caller,
    kind: TribeKind,
    id: string,
    newOwnerId: string,
  ): Promise<TribeResponse> {
    const tribe = await this.transactions.run(async (tx) => {
      const access = { userId, to: 'own', now: this.clock.now() } as const;
      const current = await requireTribe(tx, await lockTribe(tx, kind, id), access);
      if (!memberOf(current, newOwnerId)) throw new AppError(errors.TRIBE_MEMBER_NOT_FOUND);
      return newOwnerId === userId ? current : this.doors.handOver(tx, current, newOwnerId);
    });
    return tribeView(tribe, userId);
  }

  private asMember(tx: Tx, tribe: Tribe | undefined, userId: string): Promise<Tribe> {
    return requireTribe(tx, tribe, { userId, to: 'be a member', now: this.clock.now() });
  }
}

function refuse(code: ConstructorParameters<typeof AppError>[0] | undefined): void {
  if (code) throw new AppError(code);
}

function placeOf({ userId, joinedAt }: Membership): Required<CursorPosition> {
  return { id: userId, rank: BigInt(joinedAt.getTime()) };
}

function isAfter(member: Membership, { id, rank }: Required<CursorPosition>): boolean {
  const place = placeOf(member);
  return place.rank > rank || (place.rank === rank && place.id > id);
}
