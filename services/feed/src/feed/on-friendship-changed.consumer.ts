import { FriendshipAcceptedSchema, FriendshipEndedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { DueJobs } from '@tribe/jobs';
import { Clock } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { friendshipKind } from './update-friend-feeds.job';

const friendshipEvents = [FriendshipAcceptedSchema, FriendshipEndedSchema] as const;

const secondRunMs = 60_000;

/** Has the feeds of new and former friends updated. */
@Consumer()
export class OnFriendshipChangedConsumer {
  constructor(
    private readonly dueJobs: DueJobs,
    private readonly clock: Clock,
  ) {}

  @OnEvent([...friendshipEvents], { durable: 'feed-friendships-v1' })
  async handle(
    event: ReceivedEvent<(typeof friendshipEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { friendship } = event.data;
    if (!friendship) throw new Error('the event carries no friendship');
    const { requesterId, addresseeId } = friendship;
    const areFriends = event.is(FriendshipAcceptedSchema);

    const now = this.clock.now().getTime();
    const key = `${event.entityId} ${event.entityVersion}`;

    // A post that is published while the friendship is on its way to the projection is found by the second run.
    for (const [suffix, delayMs] of Object.entries({ first: 0, second: secondRunMs }))
      await this.dueJobs.enqueue(tx, {
        kind: friendshipKind,
        key: `${key} ${suffix}`,
        runAt: new Date(now + delayMs),
        payload: { userIds: [requesterId, addresseeId], areFriends },
      });
  }
}
