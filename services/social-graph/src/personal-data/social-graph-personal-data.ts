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
import { selectHiddenIds } from '../block/block.queries';
import { eraseContacts } from '../contact/contact.queries';
import { friendRequestCancelled, friendshipEnded } from '../friend/friendship.events';
import type { FriendshipRow } from '../friend/friendship.queries';
import { userUnmuted } from '../mute/mute.events';
import { PartnershipSeverance } from '../partnership/partnership-severance';
import { PrismaService, type Tx } from '../prisma.service';
import { eraseSuggestions } from '../suggestion/suggestion.queries';
import { TribeDeparture } from '../tribe/tribe-departure';
import { deleteBlocks, deleteFriendships, deleteMutes } from './erasure.queries';

const rowsPerBatch = 100;

/** What social-graph holds about a person: whom they have to do with, and whom they do not want to. */
@PersonalDataSource()
export class SocialGraphPersonalData implements PersonalData<Tx> {
  constructor(
    private readonly prisma: PrismaService,
    private readonly database: Database,
    private readonly events: EventPublisher,
    private readonly partnerships: PartnershipSeverance,
    private readonly tribes: TribeDeparture,
  ) {}

  /** Who is hidden from them is as little in it as in the app: it would tell of a block. */
  async *exportFor(userId: string): AsyncIterable<PersonalDataPage> {
    const hidden = await selectHiddenIds(this.database, userId);
    yield* this.friendships(userId);
    yield* this.companions(userId, hidden);
    yield* this.unwanted(userId, hidden);
    yield* this.contacts(userId, hidden);
  }

  /** Whom they found by phone number; who found them is not theirs to know. */
  private contacts(userId: string, hidden: string[]): AsyncIterable<PersonalDataPage> {
    return sectionById('contacts', async ({ after: { id: contactUserId }, take }) => {
      const rows = await this.prisma.contactMatch.findMany({
        where: { userId, contactUserId: { ...contactUserId, notIn: hidden } },
        orderBy: { contactUserId: 'asc' },
        take,
      });
      return rows.map((row) => ({ id: row.contactUserId, matchedAt: row.matchedAt }));
    });
  }

  /** One that was declined is one that waits, to who asked. */
  private friendships(userId: string): AsyncIterable<PersonalDataPage> {
    return sectionById('friendships', async ({ after, take }) => {
      const rows = await this.prisma.friendship.findMany({
        where: {
          AND: [
            { OR: [{ userLow: userId }, { userHigh: userId }] },
            {
              OR: [
                { status: { in: ['pending', 'accepted'] } },
                { status: 'declined', requesterId: userId },
              ],
            },
          ],
          ...after,
        },
        orderBy: { id: 'asc' },
        take,
        select: {
          id: true,
          requesterId: true,
          addresseeId: true,
          status: true,
          requestedAt: true,
          acceptedAt: true,
        },
      });
      return rows.map((row) => ({
        ...row,
        status: row.status === 'declined' ? 'pending' : row.status,
      }));
    });
  }

  private async *companions(userId: string, hidden: string[]): AsyncIterable<PersonalDataPage> {
    const isShown = { user1Id: { notIn: hidden }, user2Id: { notIn: hidden } };
    yield* sectionById('partnerships', ({ after, take }) =>
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
    yield* sectionById('tribes', ({ after, take }) =>
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

  private async *unwanted(userId: string, hidden: string[]): AsyncIterable<PersonalDataPage> {
    yield* sectionById('blocked_users', ({ after, take }) =>
      this.prisma.blockedUser.findMany({
        where: { blockerId: userId, unblockedAt: null, ...after },
        orderBy: { id: 'asc' },
        take,
        select: { id: true, blockedId: true, reason: true, blockedAt: true },
      }),
    );
    yield* sectionById('muted_users', ({ after, take }) =>
      this.prisma.mutedUser.findMany({
        where: { muterId: userId, mutedId: { notIn: hidden }, unmutedAt: null, ...after },
        orderBy: { id: 'asc' },
        take,
        select: { id: true, mutedId: true, mutedAt: true },
      }),
    );
  }

  /** A partner is told that it is over, and keeps the partnership in their history; nobody else hears anything. */
  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    return {
      friendships: await this.eraseFriendships(tx, userId),
      partnerships: await this.partnerships.severAllOf(tx, userId, rowsPerBatch),
      invitations: await this.partnerships.forgetInvitations(tx, userId),
      blocks: await this.eraseBlocks(tx, userId),
      mutes: await this.eraseMutes(tx, userId),
      suggestions: await eraseSuggestions(tx, userId, rowsPerBatch),
      contacts: await eraseContacts(tx, userId, rowsPerBatch),
      tribes: await this.tribes.depart(tx, userId, rowsPerBatch),
    };
  }

  private async eraseFriendships(tx: Tx, userId: string): Promise<number> {
    const erased = await deleteFriendships(tx, userId, rowsPerBatch);
    await this.events.publish(
      tx,
      erased.flatMap((row) => eventOfErased(row, userId)),
    );
    return erased.length;
  }

  private async eraseBlocks(tx: Tx, userId: string): Promise<number> {
    const erased = await deleteBlocks(tx, userId, rowsPerBatch);
    const standing = erased.filter(({ unblockedAt }) => unblockedAt === null);
    await this.events.publish(
      tx,
      standing.map((row) => userUnblocked({ ...row, version: row.version + 1n })),
    );
    return erased.length;
  }

  private async eraseMutes(tx: Tx, userId: string): Promise<number> {
    const erased = await deleteMutes(tx, userId, rowsPerBatch);
    const standing = erased.filter(({ unmutedAt }) => unmutedAt === null);
    await this.events.publish(
      tx,
      standing.map((row) => userUnmuted({ ...row, version: row.version + 1n })),
    );
    return erased.length;
  }
}

/** What others are told: the row's last version, which nothing follows. */
function eventOfErased(row: FriendshipRow, userId: string): NewEvent[] {
  const last = { ...row, acceptedAt: null, version: row.version + 1n };
  switch (row.status) {
    case 'accepted':
      return [friendshipEnded({ ...last, status: 'ended' }, userId)];
    case 'pending':
    case 'declined':
      return [friendRequestCancelled({ ...last, status: 'cancelled' })];
    case 'ended':
    case 'cancelled':
      return [];
  }
}
