import { EventPublisher, type NewEvent } from '@tribe/events';
import {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
  sectionById,
} from '@tribe/personal-data';
import { Database } from '@tribe/service-kit';
import { userUnblocked } from '../block/block.events';
import { eraseContacts } from '../contact/contact.queries';
import { friendRequestCancelled, friendshipEnded } from '../friend/friendship.events';
import type { FriendshipRow } from '../friend/friendship.queries';
import { userUnmuted } from '../mute/mute.events';
import { PartnershipSeverance } from '../partnership/partnership-severance';
import { listHiddenIds } from '../people/hidden.queries';
import { PrismaService, type Tx } from '../prisma.service';
import { eraseSuggestions } from '../suggestion/suggestion.queries';
import { TribeDeparture } from '../tribe/tribe-departure';
import { eraseModeration } from './moderation-erasure.queries';
import { exportModeration } from './moderation-export';
import { deleteBlocks, deleteFriendships, deleteMutes } from './social-graph-erasure.queries';

const rowsPerBatch = 100;

/** The personal data in social-graph: the relations of a user to other users. */
@PersonalDataSource()
export class SocialGraphPersonalData implements PersonalData<Tx> {
  /**
   * One batch of each kind. What is not counted is deleted with the last kinds, which lock the rows that requests lock last.
   */
  private readonly kinds: readonly [string, (tx: Tx, userId: string) => Promise<number>][] = [
    ['friendships', (tx, userId) => this.eraseFriendships(tx, userId)],
    ['partnerships', (tx, userId) => this.partnerships.severAllOf(tx, userId, rowsPerBatch)],
    ['invitations', (tx, userId) => this.partnerships.eraseInvitationLog(tx, userId)],
    ['blocks', (tx, userId) => this.eraseBlocks(tx, userId)],
    ['mutes', (tx, userId) => this.eraseMutes(tx, userId)],
    ['tribes', (tx, userId) => this.tribes.depart(tx, userId, rowsPerBatch)],
    ['contacts', (tx, userId) => eraseContacts(tx, userId, rowsPerBatch)],
    ['moderation', (tx, userId) => eraseModeration(tx.sql, userId, rowsPerBatch)],
    ['suggestions', (tx, userId) => eraseSuggestions(tx, userId, rowsPerBatch)],
  ];

  constructor(
    private readonly prisma: PrismaService,
    private readonly database: Database,
    private readonly events: EventPublisher,
    private readonly partnerships: PartnershipSeverance,
    private readonly tribes: TribeDeparture,
  ) {}

  /** Hidden users are left out, as everywhere: they would tell that there is a block. */
  async *exportFor(userId: string): AsyncIterable<PersonalDataPage> {
    const hidden = await listHiddenIds(this.database, userId);
    yield* this.exportFriendships(userId);
    yield* this.exportPartnerships(userId, hidden);
    yield* this.exportPartnershipInvitations(userId);
    yield* this.exportTribes(userId);
    yield* this.exportMemberships(userId);
    yield* this.exportJoinRequests(userId);
    yield* this.exportBlocks(userId);
    yield* this.exportMutes(userId, hidden);
    yield* this.exportContacts(userId, hidden);
    yield* exportModeration(this.prisma, userId);
  }

  /**
   * The partner is notified that the partnership ended, and keeps it in the list of partnerships. No other user is notified.
   *
   * A batch erases one kind of rows: it never waits for rows of a kind while it holds rows of another, which a request
   * locks in its own order.
   */
  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    for (const [kind, eraseBatch] of this.kinds) {
      const count = await eraseBatch(tx, userId);
      if (count > 0) return { [kind]: count };
    }

    return {};
  }

  /** To the requester, a declined request still looks pending. */
  private exportFriendships(userId: string): AsyncIterable<PersonalDataPage> {
    const isOwn = { OR: [{ userLow: userId }, { userHigh: userId }] };
    const isShown = {
      OR: [
        { status: { in: ['pending', 'accepted'] } },
        { status: 'declined', requesterId: userId },
      ],
    };
    return sectionById('friendships', async ({ after, take }) => {
      const rows = await this.prisma.friendship.findMany({
        where: { AND: [isOwn, isShown], ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { userLow: true, userHigh: true, version: true },
      });
      return rows.map((row) => ({
        ...row,
        status: row.status === 'declined' ? 'pending' : row.status,
      }));
    });
  }

  private exportPartnerships(userId: string, hidden: string[]): AsyncIterable<PersonalDataPage> {
    const isShown = { user1Id: { notIn: hidden }, user2Id: { notIn: hidden } };
    return sectionById('partnerships', ({ after, take }) =>
      this.prisma.partnership.findMany({
        where: { members: { some: { userId } }, activatedAt: { not: null }, ...isShown, ...after },
        orderBy: { id: 'asc' },
        take,
        select: {
          id: true,
          kind: true,
          name: true,
          user1Id: true,
          user2Id: true,
          activatedAt: true,
          dissolvedAt: true,
        },
      }),
    );
  }

  /** The invitations that the user has sent and that became no partnership, with the address that the user wrote. */
  private exportPartnershipInvitations(userId: string): AsyncIterable<PersonalDataPage> {
    return sectionById('partnership_invitations', ({ after, take }) =>
      this.prisma.partnership.findMany({
        where: { user1Id: userId, activatedAt: null, ...after },
        orderBy: { id: 'asc' },
        take,
        select: { id: true, kind: true, name: true, inviteEmail: true, createdAt: true },
      }),
    );
  }

  private exportTribes(userId: string): AsyncIterable<PersonalDataPage> {
    return sectionById('tribes', ({ after, take }) =>
      this.prisma.tribe.findMany({
        where: { members: { some: { userId, leftAt: null } }, archivedAt: null, ...after },
        orderBy: { id: 'asc' },
        take,
        select: {
          id: true,
          kind: true,
          name: true,
          description: true,
          ownerId: true,
          createdAt: true,
        },
      }),
    );
  }

  /** Also of tribes that the user has left, of which the export shows nothing else. */
  private exportMemberships(userId: string): AsyncIterable<PersonalDataPage> {
    return sectionById('tribe_memberships', async ({ after: { id: tribeId }, take }) => {
      const rows = await this.prisma.tribeMember.findMany({
        where: { userId, ...(tribeId && { tribeId }) },
        orderBy: { tribeId: 'asc' },
        take,
      });
      return rows.map(({ role, joinedAt, leftAt, ...row }) => ({
        id: row.tribeId,
        role,
        joinedAt,
        leftAt,
      }));
    });
  }

  private exportJoinRequests(userId: string): AsyncIterable<PersonalDataPage> {
    return sectionById('tribe_join_requests', ({ after, take }) =>
      this.prisma.tribeJoinRequest.findMany({
        where: { userId, ...after },
        orderBy: { id: 'asc' },
        take,
        select: { id: true, tribeId: true, createdAt: true },
      }),
    );
  }

  private exportBlocks(userId: string): AsyncIterable<PersonalDataPage> {
    return sectionById('blocked_users', ({ after, take }) =>
      this.prisma.blockedUser.findMany({
        where: { blockerId: userId, unblockedAt: null, ...after },
        orderBy: { id: 'asc' },
        take,
        select: { id: true, blockedId: true, reason: true, blockedAt: true },
      }),
    );
  }

  private exportMutes(userId: string, hidden: string[]): AsyncIterable<PersonalDataPage> {
    return sectionById('muted_users', ({ after, take }) =>
      this.prisma.mutedUser.findMany({
        where: { muterId: userId, mutedId: { notIn: hidden }, unmutedAt: null, ...after },
        orderBy: { id: 'asc' },
        take,
        select: { id: true, mutedId: true, mutedAt: true },
      }),
    );
  }

  /** The contacts that the user found by phone number. Which users found this user is private to them. */
  private exportContacts(userId: string, hidden: string[]): AsyncIterable<PersonalDataPage> {
    return sectionById('contacts', async ({ after: { id: contactUserId }, take }) => {
      const rows = await this.prisma.contactMatch.findMany({
        where: { userId, contactUserId: { ...contactUserId, notIn: hidden } },
        orderBy: { contactUserId: 'asc' },
        take,
      });
      return rows.map((row) => ({ id: row.contactUserId, matchedAt: row.matchedAt }));
    });
  }

  private async eraseFriendships(tx: Tx, userId: string): Promise<number> {
    const erased = await deleteFriendships(tx.sql, userId, rowsPerBatch);
    const events = erased.flatMap((row) => eventOfErased(row, userId) ?? []);
    await this.events.publish(tx, events);

    return erased.length;
  }

  private async eraseBlocks(tx: Tx, userId: string): Promise<number> {
    const erased = await deleteBlocks(tx.sql, userId, rowsPerBatch);
    const active = erased.filter(({ unblockedAt }) => unblockedAt === null);
    await this.events.publish(tx, active.map(withNextVersion).map(userUnblocked));

    return erased.length;
  }

  private async eraseMutes(tx: Tx, userId: string): Promise<number> {
    const erased = await deleteMutes(tx.sql, userId, rowsPerBatch);
    const active = erased.filter(({ unmutedAt }) => unmutedAt === null);
    await this.events.publish(tx, active.map(withNextVersion).map(userUnmuted));

    return erased.length;
  }
}

/** The last event of a pair; undefined when nothing was between the two. */
function eventOfErased(row: FriendshipRow, userId: string): NewEvent | undefined {
  const last = { ...withNextVersion(row), acceptedAt: null };
  switch (row.status) {
    case 'accepted':
      return friendshipEnded({ ...last, status: 'ended' }, userId);
    case 'pending':
    case 'declined':
      return friendRequestCancelled({ ...last, status: 'cancelled' });
    case 'ended':
    case 'cancelled':
      return undefined;
  }
}

function withNextVersion<Row extends { version: bigint }>(row: Row): Row {
  return { ...row, version: row.version + 1n };
}
