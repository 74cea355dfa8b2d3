import { Injectable } from '@nestjs/common';
import { type PostCounts as Counts, PostAccessService } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { InjectConfig, Lifecycle, Logger, newId } from '@tribe/service-kit';
import type { RealtimeConfig } from '../config';
import { rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';

const postsPerCall = 500;
const deadlineMs = 2_000;
/** Posts whose counts wait at the same time. Further ones are not pushed until their next change. */
const maxPosts = 10_000;

/**
 * Pushes the counts of posts whose likes or comments have changed: once per `POST_COUNTS_MS` and post, however many likes
 * arrive. Feed is asked for them, because an event does not know what came after it.
 */
@Calls(PostAccessService.method.listPostCounts)
@Injectable()
export class PostCounts {
  private readonly logger: Logger;
  private readonly changed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly sockets: SocketServer,
    private readonly rpc: Rpc,
    @InjectConfig() private readonly config: RealtimeConfig,
    lifecycle: Lifecycle,
    logger: Logger,
  ) {
    this.logger = logger.for('PostCounts');
    lifecycle.onStop('work', () => clearTimeout(this.timer));
  }

  note(postId: string): void {
    if (this.changed.size < maxPosts) this.changed.add(postId);
    this.timer ??= setTimeout(() => this.flush(), this.config.POST_COUNTS_MS);
  }

  private flush(): void {
    this.timer = undefined;
    const postIds = [...this.changed];
    this.changed.clear();

    for (let start = 0; start < postIds.length; start += postsPerCall)
      this.push(postIds.slice(start, start + postsPerCall)).catch((error: unknown) =>
        this.logger.debug({ err: error }, 'the counts of posts could not be pushed'),
      );
  }

  private async push(postIds: string[]): Promise<void> {
    const client = this.rpc.client(PostAccessService);
    const { counts } = await client.listPostCounts({ postIds }, { deadlineMs });
    for (const each of counts) this.send(each);
  }

  private send({ postId, authorId, likes, comments }: Counts): void {
    this.sockets.io
      .to([rooms.post(postId), rooms.postViewers(postId), rooms.user(authorId)])
      .emit('post.updated', {
        id: newId(),
        post_id: postId,
        update_type: 'counts',
        likes_count: likes,
        comments_count: comments,
      });
  }
}
