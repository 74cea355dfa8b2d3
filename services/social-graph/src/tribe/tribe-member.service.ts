import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards, withCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Database,
  Pages,
  positionAt,
  settle,
  Transactions,
} from '@tribe/service-kit';
import { errors } from '../errors';
import { rowsInWindow } from '../in-memory-window';
import { filterAbsent, isAbsent } from '../people/hidden.queries';
import { filterInactive } from '../people/user-card.queries';
import type { Tx } from '../prisma.service';
import { TribeAccess } from './tribe-access';
import { TribeLifecycle } from './tribe-lifecycle';
import type { MemberParams, TribeMemberListResponse } from './tribe-member.dto';
import { rolesOf, type TribeKind, type TribeRole } from './tribe-roles.rules';
import { TribeViews } from './tribe-views';
import type { ListTribesQuery, TribeResponse } from './tribe.dto';
import { tribeMemberRoleChanged } from './tribe.events';
import type { Tribe } from './tribe.queries';
import {
  decideRemoval,
  decideRole,
  hidesBlockedMembersFrom,
  type Membership,
  memberOf,
} from './tribe.rules';
import { tribeMemberView } from './tribe.view';
import { saveRole, saveTribe } from './tribe.writes';

/** The members of tribes, groups and teams: listing them, their roles, leaving, removing and handing over. */
@Injectable()
export class TribeMemberService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly database: Database,
    private readonly events: EventPublisher,
    private readonly cards: UserCards,
    private readonly access: TribeAccess,
    private readonly lifecycle: TribeLifecycle,
    private readonly views: TribeViews,
    private readonly pages: Pages,
  ) {}

  /** Longest-serving first. A tribe is read with all its members, so the page is cut in memory. */
  async listMembers(
    { userId }: Caller,
    kind: TribeKind,
    id: string,
    query: ListTribesQuery,
  ): Promise<TribeMemberListResponse> {
    const tribe = await this.access.require(userId, 'participate', kind, id);

    const shown = await this.membersShownTo(userId, tribe);

    const { rows, pagination } = await this.pages.read('tribe members', query, {
      rows: async (window) => rowsInWindow(shown, window, positionOf, 'ascending'),
      total: async () => shown.length,
      position: positionOf,
    });

    const cards = await this.cards.get(rows.map((member) => member.userId));

    const members = withCards(
      rows,
      (member) => member.userId,
      cards,
      (member, card) => tribeMemberView(tribe, member, card),
    );

    return { members, pagination };
  }

  async changeRole(
    { userId }: Caller,
    kind: TribeKind,
    { tribeId, userId: targetId }: MemberParams,
    wanted: TribeRole,
  ): Promise<TribeResponse> {
    if (!rolesOf(kind).includes(wanted)) {
      const message = `must be one of ${rolesOf(kind).join(', ')}`;
      throw new AppError(errors.TRIBE_ROLE_NOT_OFFERED, {
        errors: [{ pointer: '/role', message }],
      });
    }
    const changed = await this.transactions.run(async (tx) => {
      const tribe = await this.access.requireLocked(tx, userId, 'participate', kind, tribeId);
      const isClosed = (await filterInactive(tx.sql, [targetId])).has(targetId);
      const known = isClosed ? without(tribe, targetId) : tribe;
      const role = settle(decideRole(known, userId, { targetId, role: wanted }));
      if (!role) return tribe;
      const members = await saveRole(tx, tribe, { userId: targetId, role });
      const saved = await saveTribe(tx, tribe, { members });
      await this.events.publish(tx, tribeMemberRoleChanged(saved, targetId, userId));

      return saved;
    });
    return this.views.ofSingle(userId, changed);
  }

  /** Removes a member, who can come back with an invitation only. Callers who remove themselves leave. */
  async removeMember(caller: Caller, kind: TribeKind, params: MemberParams): Promise<void> {
    const { userId } = caller;
    const { tribeId, userId: targetId } = params;
    if (targetId === userId) return this.leaveTribe(caller, kind, tribeId);

    await this.transactions.run(async (tx) => {
      const tribe = await this.access.requireLocked(tx, userId, 'participate', kind, tribeId);
      settle(decideRemoval(tribe, userId, targetId));
      await this.lifecycle.release(tx, tribe, targetId, { by: userId });
    });
  }

  async leaveTribe({ userId }: Caller, kind: TribeKind, id: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const tribe = await this.access.requireLocked(tx, userId, 'participate', kind, id);
      await this.lifecycle.release(tx, tribe, userId);
    });
  }

  async handOverTribe(
    { userId }: Caller,
    kind: TribeKind,
    id: string,
    newOwnerId: string,
  ): Promise<TribeResponse> {
    const handedOver = await this.transactions.run(async (tx) => {
      const tribe = await this.access.requireLocked(tx, userId, 'own', kind, id);
      if (!memberOf(tribe, newOwnerId) || (await isAbsent(tx.sql, userId, newOwnerId)))
        throw new AppError(errors.TRIBE_MEMBER_NOT_FOUND);
      return newOwnerId === userId ? tribe : this.lifecycle.handOver(tx, tribe, newOwnerId);
    });
    return this.views.ofSingle(userId, handedOver);
  }

  /** Members who are not shown count neither: the total and the pages would tell of a block. */
  private async membersShownTo(viewerId: string, tribe: Tribe): Promise<readonly Membership[]> {
    const ids = tribe.members.map(({ userId }) => userId);

    const viewer = memberOf(tribe, viewerId);

    const absent =
      viewer && hidesBlockedMembersFrom(tribe.kind, viewer.role)
        ? await filterAbsent(this.database, viewerId, ids)
        : await filterInactive(this.database, ids);

    return tribe.members.filter(({ userId }) => !absent.has(userId));
  }
}

/** A tribe as if the user were not a member. */
function without(tribe: Tribe, userId: string): Tribe {
  return { ...tribe, members: tribe.members.filter((member) => member.userId !== userId) };
}

const positionOf = ({ userId, joinedAt }: Membership) => positionAt(joinedAt, userId);
