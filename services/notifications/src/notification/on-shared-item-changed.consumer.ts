import {
  CheckInDeletedSchema,
  SharedCommentDeletedSchema,
  SharedItemCommentedSchema,
  SharedItemReactedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { actorOf, groupTarget } from './grouped-drafts.rules';
import { GroupedNotifications } from './grouped-notifications';

type Added = ReceivedEvent<typeof SharedItemReactedSchema | typeof SharedItemCommentedSchema>;

/** Notifies owners of reactions and comments. The entity of their events is the reaction or the comment. */
@Consumer()
export class OnSharedItemChangedConsumer {
  constructor(private readonly groups: GroupedNotifications) {}

  @OnEvent(SharedItemReactedSchema, { durable: 'notifications-reactions-v1' })
  async react(
    event: ReceivedEvent<typeof SharedItemReactedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    if (event.data.emoji === undefined) await this.groups.remove(tx, event.entityId);
    else await this.add(tx, event, 'item_reaction');
  }

  @OnEvent([SharedItemCommentedSchema, SharedCommentDeletedSchema], {
    durable: 'notifications-comments-v1',
  })
  async comment(
    event: ReceivedEvent<typeof SharedItemCommentedSchema | typeof SharedCommentDeletedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    if (event.is(SharedItemCommentedSchema)) await this.add(tx, event, 'item_comment');
    else await this.groups.remove(tx, event.entityId);
  }

  @OnEvent(CheckInDeletedSchema, { durable: 'notifications-checkin-items-v1' })
  async forget(
    event: ReceivedEvent<typeof CheckInDeletedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    await this.groups.removeItem(tx, 'checkin', event.entityId);
  }

  private async add(tx: Tx, event: Added, type: 'item_reaction' | 'item_comment'): Promise<void> {
    const { item, user } = event.data;
    if (!item || !user) return;
    const { entityId: id, occurredAt: createdAt } = event;
    const source = { id, actor: actorOf(user), createdAt, itemIds: [item.id] };
    await this.groups.add(tx, event.id, groupTarget(type, item), source);
  }
}
