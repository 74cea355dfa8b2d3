import {
  PostCommentAddedSchema,
  PostCommentDeletedSchema,
  PostDeletedSchema,
  PostLikeChangedSchema,
  PostUpdatedSchema,
  PostVisibility,
} from '@tribe/contracts';
import { Consumer, OnEvent, type ReceivedEvent } from '@tribe/events';
import { rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';
import { delivered } from './deliveries.rules';
import { PostCounts } from './post-counts';

const postEvents = [PostUpdatedSchema, PostDeletedSchema] as const;
type PostEvent = ReceivedEvent<(typeof postEvents)[number]>;

const commentEvents = [PostCommentAddedSchema, PostCommentDeletedSchema] as const;
type CommentEvent = ReceivedEvent<(typeof commentEvents)[number]>;

/**
 * Pushes changes of a post to its author and watchers. For watchers who may not see it any more, it is deleted,
 * and they are removed.
 */
@Consumer()
export class OnPostChangedConsumer {
  constructor(
    private readonly sockets: SocketServer,
    private readonly counts: PostCounts,
  ) {}

  @OnEvent([...postEvents], { durable: 'realtime-posts-v1' })
  async onPost(event: PostEvent): Promise<void> {
    if (event.is(PostDeletedSchema)) {
      this.end(event);
      return;
    }

    const { post } = event.data;
    if (!post) return;

    const { id, authorId, isShown, visibility } = post;
    const [close, viewers] = [rooms.post(id), rooms.postViewers(id)];
    const isPublic = isShown && visibility === PostVisibility.PUBLIC;

    if (!isShown) this.close(event, id, [close], authorId);
    if (!isPublic) this.close(event, id, [viewers], authorId);
    this.push(event, 'edited', [close, viewers, rooms.user(authorId)]);
  }

  @OnEvent(PostLikeChangedSchema, { durable: 'realtime-post-likes-v1' })
  async onLike({ data }: ReceivedEvent<typeof PostLikeChangedSchema>): Promise<void> {
    if (data.commentId === undefined) this.counts.note(data.postId);
  }

  @OnEvent([...commentEvents], { durable: 'realtime-post-comments-v1' })
  async onComment(event: CommentEvent): Promise<void> {
    if (event.is(PostCommentDeletedSchema)) return this.counts.note(event.data.postId);
    const { comment } = event.data;
    if (comment) this.counts.note(comment.postId);
  }

  private end(event: ReceivedEvent<typeof PostDeletedSchema>): void {
    const { postId, authorId } = event.data;
    this.push(event, 'deleted', [rooms.user(authorId)]);
    this.close(event, postId, [rooms.post(postId), rooms.postViewers(postId)], authorId);
  }

  /** Ends the right of the watchers in these rooms, and of those who ask; the author keeps it until the post is deleted. */
  private close(event: PostEvent, postId: string, closed: string[], authorId: string): void {
    this.push(event, 'deleted', closed, [rooms.user(authorId)]);
    const except = event.is(PostDeletedSchema) ? [] : [rooms.user(authorId)];
    this.sockets.empty([...closed, rooms.asking(rooms.post(postId))], { except });
  }

  private push(
    event: PostEvent,
    type: 'edited' | 'deleted',
    to: string[],
    except: string[] = [],
  ): void {
    const update = { ...delivered(event), post_id: event.entityId, update_type: type };
    this.sockets.io.to(to).except(except).emit('post.updated', update);
  }
}
