import { UserSnapshottedSchema, UserUpdatedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { DueJobs } from '@tribe/jobs';
import { Clock } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { replaceAbsentOwner } from './replace-absent-owner.job';
import { listOwnedTribes } from './tribe.queries';
import { endOfPatience } from './tribe.rules';

const userEvents = [UserUpdatedSchema, UserSnapshottedSchema] as const;

/** An owner whose account is closed or banned is replaced after a while, unless the account is opened again. */
@Consumer()
export class OnAccountClosedConsumer {
  constructor(
    private readonly dueJobs: DueJobs,
    private readonly clock: Clock,
  ) {}

  @OnEvent(userEvents, { durable: 'social-graph-absent-owners-v1' })
  async handle(
    event: ReceivedEvent<(typeof userEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { entityId: userId, entityVersion, data } = event;
    if (data.isActive || (await listOwnedTribes(tx.sql, userId)).length === 0) return;

    const version = entityVersion.toString();

    await this.dueJobs.enqueue(tx, {
      kind: replaceAbsentOwner,
      key: `${userId} ${version}`,
      runAt: endOfPatience(this.clock.now()),
      payload: { userId, version },
    });
  }
}
