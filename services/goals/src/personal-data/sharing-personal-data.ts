import { EventPublisher } from '@tribe/events';
import {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
  sectionById,
} from '@tribe/personal-data';
import { ModerationMutes } from '@tribe/projections';
import { PrismaService, type Tx } from '../prisma.service';
import { sharedCommentDeleted } from '../sharing/sharing.events';

const rowsPerBatch = 100;

/** Exports and erases the reactions and comments of a user. */
@PersonalDataSource()
export class SharingPersonalData implements PersonalData<Tx> {
  constructor(
    private readonly prisma: PrismaService,
    private readonly events: EventPublisher,
    private readonly mutes: ModerationMutes,
  ) {}

  async *exportFor(userId: string): AsyncIterable<PersonalDataPage> {
    yield* sectionById('shared_reactions', ({ after, take }) =>
      this.prisma.sharedReaction.findMany({
        where: { userId, emoji: { not: null }, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { version: true },
      }),
    );
    yield* sectionById('shared_comments', ({ after, take }) =>
      this.prisma.sharedComment.findMany({
        where: { userId, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { version: true },
      }),
    );
  }

  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    const comments = await tx.sql.query<{ id: string; version: bigint; userId: string }>(
      'shared_comments_erase',
      `DELETE FROM shared_comments WHERE id IN (
         SELECT id FROM shared_comments WHERE user_id = $1::uuid ORDER BY id LIMIT $2)
       RETURNING id, version + 1 AS version, user_id AS "userId"`,
      [userId, rowsPerBatch],
    );

    const reactions = await tx.sql.execute(
      'shared_reactions_erase',
      `DELETE FROM shared_reactions WHERE id IN (
         SELECT id FROM shared_reactions WHERE user_id = $1::uuid ORDER BY id LIMIT $2)`,
      [userId, rowsPerBatch],
    );

    await this.events.publish(tx, comments.map(sharedCommentDeleted));

    return {
      shared_comments_deleted: comments.length,
      shared_reactions_deleted: reactions,
      mutes_erased: await this.mutes.erase(tx.sql, userId),
    };
  }
}
