import { EventPublisher } from '@tribe/events';
import {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
  sectionById,
} from '@tribe/personal-data';
import { postCommentDeleted } from '../comment/comment.events';
import { deleteComments } from '../comment/comment.writes';
import { postDeleted } from '../post/post.events';
import { PrismaService, type Tx } from '../prisma.service';
import { eraseLikes } from './erased-likes';

const rowsPerBatch = 100;

/** The posts, comments and likes of a user. */
@PersonalDataSource()
export class FeedPersonalData implements PersonalData<Tx> {
  constructor(
    private readonly prisma: PrismaService,
    private readonly events: EventPublisher,
  ) {}

  async *exportFor(userId: string): AsyncIterable<PersonalDataPage> {
    yield* sectionById('posts', ({ after, take }) =>
      this.prisma.post.findMany({
        where: { authorId: userId, deletedAt: null, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { version: true, isPulled: true, deletedAt: true },
      }),
    );

    yield* sectionById('post_comments', ({ after, take }) =>
      this.prisma.postComment.findMany({
        where: { userId, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { version: true },
      }),
    );

    yield* sectionById('post_likes', ({ after, take }) =>
      this.prisma.postLike.findMany({
        where: { userId, isActive: true, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { version: true, isActive: true },
      }),
    );

    yield* sectionById('comment_likes', ({ after, take }) =>
      this.prisma.commentLike.findMany({
        where: { userId, isActive: true, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { version: true, isActive: true },
      }),
    );
  }

  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    const comments = await tx.postComment.findMany({
      where: { userId },
      orderBy: { id: 'asc' },
      take: 1,
      select: { id: true },
    });

    // One at a time: a comment can have hundreds of replies, whose events are published too.
    const deleted = await deleteComments(
      tx,
      comments.map(({ id }) => id),
    );

    await this.events.publish(tx, deleted.map(postCommentDeleted));

    return {
      comments_deleted: deleted.length,
      post_likes_deleted: await eraseLikes(tx.sql, 'post_likes', userId, rowsPerBatch),
      comment_likes_deleted: await eraseLikes(tx.sql, 'comment_likes', userId, rowsPerBatch),
      posts_deleted: await this.erasePosts(tx, userId),
      feed_entries_deleted: await tx.sql.execute(
        'feed_entries_erase',
        `DELETE FROM feed_entries WHERE (user_id, post_id) IN (
           SELECT user_id, post_id FROM feed_entries WHERE user_id = $1::uuid LIMIT $2)`,
        [userId, rowsPerBatch],
      ),
      feed_snapshots_deleted: (await tx.feedSnapshot.deleteMany({ where: { userId } })).count,
      pulled_authors_deleted: (await tx.pulledAuthor.deleteMany({ where: { userId } })).count,
    };
  }

  /** Also posts that were deleted a short time ago. */
  private async erasePosts(tx: Tx, authorId: string): Promise<number> {
    const posts = await tx.post.findMany({
      where: { authorId },
      orderBy: { id: 'asc' },
      take: rowsPerBatch,
    });

    await tx.post.deleteMany({ where: { id: { in: posts.map(({ id }) => id) } } });
    const known = posts.filter(({ deletedAt }) => deletedAt === null);

    await this.events.publish(
      tx,
      known.map((post) => postDeleted({ ...post, version: post.version + 1n })),
    );

    return posts.length;
  }
}
