import { UserSnapshottedSchema, UserUpdatedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { eraseMatches, saveReach } from './contact.queries';

const userEvents = [UserUpdatedSchema, UserSnapshottedSchema] as const;
/** More matches than any user has. */
const allMatches = 1_000_000;

/** Which users are reachable by phone. A user who is no longer reachable is removed from all contacts, and has none. */
@Consumer()
export class PhoneReachProjection {
  @OnEvent(userEvents, { durable: 'social-graph-phone-reach-v1' })
  async project(
    event: ReceivedEvent<(typeof userEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { entityId: userId, entityVersion: version, data } = event;
    const isReachable = data.isActive && (data.privacy?.discoverableByPhone ?? false);
    const isSaved = await saveReach(tx, { userId, version, isReachable });
    if (isSaved && !isReachable) await eraseMatches(tx.sql, userId, allMatches);
  }
}
