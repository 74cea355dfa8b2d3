import { FeedEntriesAddedSchema, FeedEntryKind, type FeedNew } from '@tribe/contracts';
import { Consumer, OnEvent, type ReceivedEvent } from '@tribe/events';
import { FeedHints } from './feed-hints';

const kinds: Partial<Record<FeedEntryKind, FeedNew['entry_kind']>> = {
  [FeedEntryKind.POST]: 'post',
  [FeedEntryKind.GOAL_UPDATE]: 'goal_update',
  [FeedEntryKind.ACHIEVEMENT]: 'achievement',
};

/** Tells users that their home feeds have new entries. The push contains nothing of them, so that it can leak nothing. */
@Consumer()
export class OnFeedEntriesAddedConsumer {
  constructor(private readonly hints: FeedHints) {}

  @OnEvent(FeedEntriesAddedSchema, { durable: 'realtime-feed-entries-v1' })
  async handle({ data }: ReceivedEvent<typeof FeedEntriesAddedSchema>): Promise<void> {
    const kind = kinds[data.kind];
    if (kind) this.hints.add(kind, data.userIds);
  }
}
