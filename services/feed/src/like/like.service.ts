import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { VisibleCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  Database,
  GroupCommit,
  keyHashOf,
  Pages,
  positionAt,
} from '@tribe/service-kit';
import { CommentAccess } from '../comment/comment-access';
import { errors } from '../errors';
import { PostAccess } from '../post/post-access';
import type { ListLikesQuery } from './like.dto';
import { type LikeTarget, postLikeChanged } from './like.events';
import { countPostLikes, listPostLikes } from './like.queries';
import { likeStateView, likeView } from './like.view';
import {
  commentLikes,
  keyIdOf,
  type LikeChange,
  likeId,
  type LikeState,
  type LikeTable,
  postLikes,
  writeLikes,
} from './like.writes';

type Writer = GroupCommit<LikeChange, LikeState | undefined>;

/** Likes of posts and comments. Those of many users at once share a statement, so that none waits for a lock in turn. */
@Injectable()
export class LikeService {
  private readonly writers: Readonly<Record<'post' | 'comment', { add: Writer; take: Writer }>>;

  constructor(
    private readonly database: Database,
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
    this.writers = { post: writersOf(postLikes), comment: writersOf(commentLikes) };
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

  private async change(caller: Caller, liked: Omit<LikeTarget, 'isNotified'>, isLiked: boolean) {
    const { authorId, postId } = liked;
    const isNotified = isLiked && (await this.posts.isNotified(authorId, caller.userId, postId));
    const target = { ...liked, isNotified };
    const targetId = target.commentId ?? target.postId;
    const id = likeId(targetId, caller.userId);
    const at = this.clock.now();
    const user = await this.cards.ofCaller(caller);
    // The statement replaces the version.
    const event = postLikeChanged({ id, version: 1n, isLiked, at }, target, user);
    const { userId } = caller;
    const keyId = keyIdOf(keyHashOf());
    const like = { id, targetId, userId, at, keyId, event: this.events.prepare(event) };
    const of = target.commentId === undefined ? 'post' : 'comment';
    const state = await this.writers[of][isLiked ? 'add' : 'take'].add(like);
    const gone = of === 'post' ? errors.POST_NOT_FOUND : errors.COMMENT_NOT_FOUND;
    if (!state) throw new AppError(gone);

    return likeStateView(isLiked && !state.isTakenBack, state.likes);
  }

  private writer(table: LikeTable, isLiked: boolean): Writer {
    return new GroupCommit((changes) =>
      writeLikes(this.database, this.events, { table, isLiked }, changes),
    );
  }
}
