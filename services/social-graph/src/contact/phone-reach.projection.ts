import { UserSnapshottedSchema, UserUpdatedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import type { Tx } from '../prisma.service';
import { eraseMatches, saveReach } from './contact.queries';

const userEvents = [UserUpdatedSchema, UserSnapshottedSchema] as const;
/** Nobody's number is in as many address books of people who look. */
const everything = 1_000_000;

/** Who can be found by their phone number. Who cannot any more is gone from everybody's contacts, and so are their own. */
@Consumer()
export class PhoneReachProjection {
  @OnEvent(userEvents, { durable: 'social-graph-phone-reach-v1' })
  async project(
    event: ReceivedEvent<(typeof userEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { entityId: userId, entityVersion: version, data } = event;
    const isReachable = data.isActive && (data.privacy?.discoverableByPhone ?? false);
    const isNews = await saveReach(tx, { userId, version, isReachable });
    if (isNews && !isReachable) await eraseMatches(tx, userId, everything);
  }
}
