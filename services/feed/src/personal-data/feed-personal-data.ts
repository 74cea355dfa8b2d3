import { EventPublisher } from '@tribe/events';
import {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
  sectionById,
} from '@tribe/personal-data';
import { ModerationMutes } from '@tribe/projections';
import { Clock } from '@tribe/service-kit';
import { postCommentDeleted } from '../comment/comment.events';
import { deleteComments } from '../comment/comment.writes';
import { postDeleted } from '../post/post.events';
import { PrismaService, type Tx } from '../prisma.service';
import { eraseLikesOfComments, firstCommentsOf, lockPosts } from './erased-comments';
import { eraseLikes } from './erased-likes';
import { erasePostRows, firstPostsOf, withdrawPosts } from './erased-posts';

const rowsPerBatch = 100;
const contentsPerBatch = 500;

/** The posts, comments and likes of a user. */
@PersonalDataSource()
export class FeedPersonalData implements PersonalData<Tx> {
  constructor(
    private readonly prisma: PrismaService,
    private readonly events: EventPublisher,
    private readonly mutes: ModerationMutes,
    private readonly clock: Clock,
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
        omit: { version: true, isActive: true, keyId: true },
      }),
    );

    yield* sectionById('comment_likes', ({ after, take }) =>
      this.prisma.commentLike.findMany({
        where: { userId, isActive: true, ...after },
        orderBy: { id: 'asc' },
        take,
        omit: { version: true, isActive: true, keyId: true },
      }),
    );
  }

  /**
   * Erases one kind at a time, so that a transaction locks its posts in order. What a user said is counted for the others
   * until it is gone, and what others said on posts of the user goes before these posts.
   */
  async erase(tx: Tx, userId: string): Promise<ErasedCounts> {
    const kinds = [
      () => this.eraseComments(tx, userId),
      () =>
        eraseLikes(tx.sql, 'post_likes', userId, rowsPerBatch).then(named('post_likes_deleted')),
      () =>
        eraseLikes(tx.sql, 'comment_likes', userId, rowsPerBatch).then(
          named('comment_likes_deleted'),
        ),
      () => this.erasePosts(tx, userId),
      () => this.eraseFeed(tx, userId),
    ];

    for (const erase of kinds) {
      const counts = await erase();
      if (Object.values(counts).some((count) => count > 0)) return counts;
    }

    return {};
  }

  private async eraseComments(tx: Tx, userId: string): Promise<ErasedCounts> {
    const comments = await firstCommentsOf(tx.sql, userId, rowsPerBatch);
    if (comments.length === 0) return {};
    const ids = comments.map(({ id }) => id);
    const likes = await eraseLikesOfComments(tx.sql, ids, rowsPerBatch);
    if (likes > 0) return { likes_of_comments_deleted: likes };

    await lockPosts(
      tx.sql,
      comments.map(({ postId }) => postId),
    );

    const deleted = await deleteComments(tx, ids);
    await this.events.publish(tx, deleted.map(postCommentDeleted));

    return { comments_deleted: deleted.length };
  }

  /** Withdraws posts first, so that none is shown without its comments. */
  private async erasePosts(tx: Tx, authorId: string): Promise<ErasedCounts> {
    const ids = await firstPostsOf(tx.sql, authorId, rowsPerBatch);
    const withdrawn = await withdrawPosts(tx.sql, ids, this.clock.now());
    await this.events.publish(tx, withdrawn.map(postDeleted));
    if (withdrawn.length > 0) return { posts_withdrawn: withdrawn.length };

    const { posts, contents } = await erasePostRows(tx.sql, ids, contentsPerBatch);

    return { posts_deleted: posts, post_contents_deleted: contents };
  }

  private async eraseFeed(tx: Tx, userId: string): Promise<ErasedCounts> {
    return {
      feed_entries_deleted: await tx.sql.execute(
        'feed_entries_erase',
        `DELETE FROM feed_entries WHERE (user_id, post_id) IN (
           SELECT user_id, post_id FROM feed_entries WHERE user_id = $1::uuid LIMIT $2)`,
        [userId, rowsPerBatch],
      ),
      feed_snapshots_deleted: (await tx.feedSnapshot.deleteMany({ where: { userId } })).count,
      mutes_erased: await this.mutes.erase(tx.sql, userId),
      pulled_authors_deleted: (await tx.pulledAuthor.deleteMany({ where: { userId } })).count,
    };
  }
}

const named =
  (kind: string) =>
  (count: number): ErasedCounts => ({ [kind]: count });
