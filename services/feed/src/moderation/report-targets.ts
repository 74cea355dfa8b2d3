import { Injectable } from '@nestjs/common';
import { beginningOf, unlessMissing } from '@tribe/service-kit';
import { CommentAccess } from '../comment/comment-access';
import { PostAccess } from '../post/post-access';
import { StoryAccess } from '../story/story-access';

const maxExcerpt = 1_000;

/** Something that a user can report. */
export interface ReportTarget {
  readonly authorId: string;
  /** Empty for a post without a caption and for a story. */
  readonly excerpt: string;
  readonly mediaIds?: string[];
}

/** Finds what users can report: what they see. */
@Injectable()
export class ReportTargets {
  constructor(
    private readonly posts: PostAccess,
    private readonly comments: CommentAccess,
    private readonly stories: StoryAccess,
  ) {}

  find(
    viewerId: string,
    type: 'post' | 'story' | 'post_comment',
    id: string,
  ): Promise<ReportTarget | undefined> {
    switch (type) {
      case 'post':
        return unlessMissing(this.post(viewerId, id));
      case 'story':
        return unlessMissing(this.story(viewerId, id));
      case 'post_comment':
        return unlessMissing(this.comment(viewerId, id));
    }
  }

  private async story(viewerId: string, id: string): Promise<ReportTarget> {
    const { userId: authorId, mediaId } = await this.stories.require(viewerId, id);
    return { authorId, excerpt: '', mediaIds: [mediaId] };
  }

  private async post(viewerId: string, id: string): Promise<ReportTarget> {
    const { authorId, caption, mediaId } = await this.posts.require(viewerId, 'see', id);
    const mediaIds = mediaId === null ? [] : [mediaId];

    return { authorId, excerpt: beginningOf(caption ?? '', maxExcerpt), mediaIds };
  }

  private async comment(viewerId: string, id: string): Promise<ReportTarget> {
    const { userId: authorId, content } = await this.comments.require(viewerId, id);
    return { authorId, excerpt: beginningOf(content, maxExcerpt) };
  }
}
