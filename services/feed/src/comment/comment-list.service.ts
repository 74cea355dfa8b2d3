import { Injectable } from '@nestjs/common';
import { VisibleCards } from '@tribe/projections';
import { type Caller, Database, Pages } from '@tribe/service-kit';
import { PostAccess } from '../post/post-access';
import { CommentAccess } from './comment-access';
import type { ListCommentsQuery } from './comment.dto';
import { countComments, listComments } from './comment.queries';
import { commentView } from './comment.view';

/** Reads comments. */
@Injectable()
export class CommentListService {
  constructor(
    private readonly database: Database,
    private readonly posts: PostAccess,
    private readonly access: CommentAccess,
    private readonly cards: VisibleCards,
    private readonly pages: Pages,
  ) {}

  async listComments({ userId: viewerId }: Caller, postId: string, query: ListCommentsQuery) {
    await this.posts.require(viewerId, 'see', postId);
    const { parent_comment_id: parentId } = query;
    await this.access.requireNamed(viewerId, postId, parentId);
    const list = { postId, viewerId, parentId };

    const { rows, pagination } = await this.pages.read('post-comments', query, {
      rows: (window) => listComments(this.database, list, window),
      total: () => countComments(this.database, list),
      position: ({ id }) => ({ id }),
    });

    const cards = await this.cards.get(
      viewerId,
      rows.map(({ userId }) => userId),
    );

    return { comments: rows.map((row) => commentView(row, cards)), pagination };
  }
}
