import { Injectable } from '@nestjs/common';
import { ProfileSight } from '@tribe/projections';
import { type Caller, Database, Pages } from '@tribe/service-kit';
import { PostAccess } from './post-access';
import { PostViews } from './post-views';
import type { ListAuthorPostsQuery } from './post.dto';
import { countAuthorPosts, listAuthorPosts } from './post.queries';

/** Reads posts. */
@Injectable()
export class PostListService {
  constructor(
    private readonly database: Database,
    private readonly access: PostAccess,
    private readonly pages: Pages,
    private readonly sight: ProfileSight,
    private readonly views: PostViews,
  ) {}

  async getPost({ userId }: Caller, postId: string) {
    await this.access.require(userId, 'see', postId);
    return this.views.ofOne(userId, postId);
  }

  /** For viewers who may see the profile of the author. */
  async listPostsOf({ userId: viewerId }: Caller, authorId: string, query: ListAuthorPostsQuery) {
    if (authorId !== viewerId) await this.sight.requireProfile(viewerId, authorId);
    const list = { viewerId, authorId, isArchived: query.archived };

    const { rows, pagination } = await this.pages.read('author-posts', query, {
      rows: (window) => listAuthorPosts(this.database, list, window),
      total: () => countAuthorPosts(this.database, list),
      position: ({ id }) => ({ id }),
    });

    return { posts: await this.views.of(rows), pagination };
  }
}
