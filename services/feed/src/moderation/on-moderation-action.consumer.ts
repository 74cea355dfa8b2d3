import { ModerationActionKind, ModerationActionTakenSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { CommentService } from '../comment/comment.service';
import { lockPost } from '../post/post.queries';
import { PostService } from '../post/post.service';
import type { Tx } from '../prisma.service';
import { StoryService } from '../story/story.service';

/** Carries out the decisions of moderators about posts, comments and stories. What was deleted does not come back. */
@Consumer()
export class OnModerationActionConsumer {
  constructor(
    private readonly posts: PostService,
    private readonly comments: CommentService,
    private readonly stories: StoryService,
  ) {}

  @OnEvent(ModerationActionTakenSchema, { durable: 'feed-moderation-v1' })
  async handle(
    event: ReceivedEvent<typeof ModerationActionTakenSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { action } = event.data;
    if (action?.kind !== ModerationActionKind.DELETE_CONTENT) return;

    if (action.targetType === 'post') {
      const post = await lockPost(tx, action.targetId);
      if (post) await this.posts.remove(tx, post);
    }

    if (action.targetType === 'story') {
      const story = await tx.story.findUnique({ where: { id: action.targetId } });
      if (story) await this.stories.remove(tx, story);
    }

    if (action.targetType === 'post_comment') await this.comments.remove(tx, action.targetId);
  }
}
