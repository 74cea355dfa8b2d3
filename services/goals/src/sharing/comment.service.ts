import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { ModerationMutes, type UserCard, VisibleCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  Database,
  newId,
  positionAt,
  settle,
  Transactions,
} from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import type { CommentParams, ListCommentsQuery } from './comment.dto';
import {
  type CommentRow,
  countAllComments,
  countComments,
  deleteComment,
  findComment,
  insertComment,
  listComments,
  saveComment,
} from './comment.queries';
import { decideComment, decideDeletion, decideEdit } from './comment.rules';
import { commentView } from './comment.view';
import { SharedItemAccess } from './shared-item-access';
import { SharedItemLists } from './shared-item-lists';
import { lockItem, type SharedItem } from './shared-item.queries';
import { sharedCommentDeleted, sharedCommentEdited, sharedItemCommented } from './sharing.events';

/** Comments on check-ins and reflections. */
@Injectable()
export class CommentService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: SharedItemAccess,
    private readonly cards: VisibleCards,
    private readonly lists: SharedItemLists,
    private readonly mutes: ModerationMutes,
    private readonly clock: Clock,
  ) {}

  async addComment(caller: Caller, item: SharedItem, content: string) {
    const relation = await this.access.require(caller.userId, item);
    await this.mutes.requireUnmuted(caller.userId);
    const user = await this.cards.ofCaller(caller);
    const createdAt = this.clock.now();
    const row = { id: newId(), userId: user.id, content, version: 1n, editedAt: null, createdAt };

    await this.transactions.run(async (tx) => {
      const owned = await this.access.requireLocked(tx, item, relation);
      settle(decideComment(await countAllComments(tx.sql, item.itemId)));
      await insertComment(tx.sql, item, row);
      await this.events.publish(tx, sharedItemCommented(row, owned, user));
    });

    return this.viewOwn(row, item, user);
  }

  async editComment(caller: Caller, params: CommentParams, content: string) {
    const relation = await this.access.require(caller.userId, params);
    await this.mutes.requireUnmuted(caller.userId);
    const user = await this.cards.ofCaller(caller);

    const edited = await this.transactions.run(async (tx) => {
      const owned = await this.access.requireLocked(tx, params, relation);
      const row = await this.requireComment(tx, params);
      const changes = settle(decideEdit(row, caller.userId, content));
      if (!changes) return row;
      const version = row.version + 1n;
      const changed = { ...row, ...changes, version, editedAt: this.clock.now() };
      await saveComment(tx.sql, changed);
      await this.events.publish(tx, sharedCommentEdited(changed, owned));

      return changed;
    });

    return this.viewOwn(edited, params, user);
  }

  /** An author may delete a comment on an item that is not shared with them any more. */
  async deleteComment({ userId }: Caller, params: CommentParams): Promise<void> {
    const known = await findComment(this.database, params, params.commentId);
    if (known?.userId !== userId) await this.access.require(userId, params);

    await this.transactions.run(async (tx) => {
      await lockItem(tx.sql, params);
      const row = await this.requireComment(tx, params);
      settle(decideDeletion(row, userId));
      await deleteComment(tx.sql, row.id);
      await this.events.publish(tx, sharedCommentDeleted({ ...row, version: row.version + 1n }));
    });
  }

  async listComments({ userId: viewerId }: Caller, item: SharedItem, query: ListCommentsQuery) {
    const viewed = { itemId: item.itemId, viewerId };
    const request = { viewerId, item, query };

    const { rows, cards, pagination } = await this.lists.read('shared-comments', request, {
      rows: (window) => listComments(this.database, viewed, window),
      total: () => countComments(this.database, viewed),
      position: ({ createdAt, id }) => positionAt(createdAt, id),
    });

    return { comments: rows.map((row) => commentView(row, item, cards)), pagination };
  }

  private async requireComment(tx: Tx, params: CommentParams): Promise<CommentRow> {
    const row = await findComment(tx.sql, params, params.commentId);
    if (!row) throw new AppError(errors.COMMENT_NOT_FOUND);

    return row;
  }

  private viewOwn(row: CommentRow, item: SharedItem, user: UserCard) {
    return commentView(row, item, new Map([[user.id, user]]));
  }
}
