import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { VisibleCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  Database,
  GroupCommit,
  isKeyed,
  Pages,
  positionAt,
  Transactions,
} from '@tribe/service-kit';
import { CommentAccess } from '../comment/comment-access';
import { errors } from '../errors';
import { PostAccess } from '../post/post-access';
import type { Tx } from '../prisma.service';
import type { ListLikesQuery } from './like.dto';
import { type LikeTarget, postLikeChanged } from './like.events';
import { countPostLikes, listPostLikes } from './like.queries';
import { likeStateView, likeView } from './like.view';
import {
  commentLikes,
  type LikeChange,
  likeId,
  type LikeTable,
  postLikes,
  writeLikes,
} from './like.writes';

const tables = { post: postLikes, comment: commentLikes };

type Writer = GroupCommit<LikeChange, number | undefined>;

/** Likes of posts and comments. Those of many users at once share a statement, so that none waits for a lock in turn. */
@Injectable()
export class LikeService {
  private readonly writers: Readonly<Record<'post' | 'comment', { add: Writer; take: Writer }>>;

  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly posts: PostAccess,
    private readonly comments: CommentAccess,
    private readonly cards: VisibleCards,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {
    const writersOf = (table: LikeTable) => ({
      add: this.writer(table, true),
      take: this.writer(table, false),
    });
    this.writers = { post: writersOf(tables.post), comment: writersOf(tables.comment) };
  }

  async changePostLike(caller: Caller, postId: string, isLiked: boolean) {
    const { authorId } = await this.posts.require(caller.userId, 'see', postId);
    return this.change(caller, { postId, commentId: undefined, authorId }, isLiked);
  }

  async changeCommentLike(caller: Caller, commentId: string, isLiked: boolean) {
    const { postId, userId: authorId } = await this.comments.require(caller.userId, commentId);
    return this.change(caller, { postId, commentId, authorId }, isLiked);
  }

  async listPostLikes({ userId: viewerId }: Caller, postId: string, query: ListLikesQuery) {
    await this.posts.require(viewerId, 'see', postId);
    const list = { postId, viewerId };

    const { rows, pagination } = await this.pages.read('post-likes', query, {
      rows: (window) => listPostLikes(this.database, list, window),
      total: () => countPostLikes(this.database, list),
      position: ({ updatedAt, id }) => positionAt(updatedAt, id),
    });

    const cards = await this.cards.get(
      viewerId,
      rows.map(({ userId }) => userId),
    );

    return { likes: rows.map((row) => likeView(row, cards)), pagination };
  }

  private async change(caller: Caller, target: LikeTarget, isLiked: boolean) {
    const targetId = target.commentId ?? target.postId;
    const id = likeId(targetId, caller.userId);
    const at = this.clock.now();
    const user = await this.cards.ofCaller(caller);
    // The statement replaces the version.
    const event = postLikeChanged({ id, version: 1n, isLiked, at }, target, user);
    const { userId } = caller;
    const like = { id, targetId, userId, at, event: this.events.prepare(event) };
    const of = target.commentId === undefined ? 'post' : 'comment';
    const likes = await this.write(like, of, isLiked);
    if (likes === undefined) throw new AppError(errors.POST_NOT_FOUND);

    return likeStateView(isLiked, likes);
  }

  private write(like: LikeChange, of: 'post' | 'comment', isLiked: boolean) {
    if (!isKeyed()) return this.writers[of][isLiked ? 'add' : 'take'].add(like);

    return this.transactions.run(async (tx) => {
      const [likes] = await writeLikes(tx.sql, this.events, { table: tables[of], isLiked }, [like]);
      return likes;
    });
  }

  private writer(table: LikeTable, isLiked: boolean): Writer {
    return new GroupCommit((changes) =>
      writeLikes(this.database, this.events, { table, isLiked }, changes),
    );
  }
}
