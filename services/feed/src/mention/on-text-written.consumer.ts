import {
  PostCommentAddedSchema,
  PostCommentEditedSchema,
  PostCreatedSchema,
  PostUpdatedSchema,
} from '@tribe/contracts';
import {
  Consumer,
  type ConsumerContext,
  EventPublisher,
  OnEvent,
  type ReceivedEvent,
} from '@tribe/events';
import { mentionedUsersOf, namedIn } from '@tribe/projections';
import type { Tx } from '../prisma.service';
import { usersMentioned } from './mention.events';
import {
  findAuthorCard,
  findCommentText,
  findMentionable,
  findPostText,
  saveMentions,
  type WrittenText,
} from './mention.queries';

const postEvents = [PostCreatedSchema, PostUpdatedSchema] as const;
const commentEvents = [PostCommentAddedSchema, PostCommentEditedSchema] as const;

/**
 * Finds the users that posts and comments mention, from the service's own events: what is not seen by a user yet, because
 * its picture is not ready or it is private, mentions the user when it is.
 */
@Consumer()
export class OnTextWrittenConsumer {
  constructor(private readonly events: EventPublisher) {}

  @OnEvent([...postEvents], { durable: 'feed-post-mentions-v1' })
  async onPost(
    { entityId }: ReceivedEvent<(typeof postEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    await this.note(tx, await findPostText(tx.sql, entityId));
  }

  @OnEvent([...commentEvents], { durable: 'feed-comment-mentions-v1' })
  async onComment(
    { entityId }: ReceivedEvent<(typeof commentEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    await this.note(tx, await findCommentText(tx.sql, entityId));
  }

  private async note(tx: Tx, written: WrittenText | undefined): Promise<void> {
    if (!written) return;
    const { names } = namedIn(written.text);

    const known =
      names.length === 0
        ? new Map<string, string>()
        : await findMentionable(tx.sql, written, names.flat());

    const added = await saveMentions(tx.sql, written, mentionedUsersOf(names, known));
    const told = added.filter((userId) => userId !== written.notifiedId);
    const author = told.length > 0 ? await findAuthorCard(tx.sql, written.authorId) : undefined;

    if (author) await this.events.publish(tx, usersMentioned(written, author, told));
  }
}
