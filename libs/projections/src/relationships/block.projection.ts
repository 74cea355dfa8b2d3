import type { Type } from '@nestjs/common';
import {
  type Block,
  BlockSnapshottedSchema,
  UserBlockedSchema,
  UserUnblockedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';

const blockEvents = [UserBlockedSchema, UserUnblockedSchema, BlockSnapshottedSchema] as const;

/** Keeps `blocks` in step with social-graph. The durable differs per service, hence a class made per module. */
export function blockProjection(durable: string): Type {
  @Consumer()
  class BlockProjection {
    @OnEvent(blockEvents, { durable })
    async project(
      event: ReceivedEvent<(typeof blockEvents)[number]>,
      context: ConsumerContext,
    ): Promise<void> {
      const isActive = event.is(BlockSnapshottedSchema)
        ? event.data.isActive
        : event.is(UserBlockedSchema);
      await upsert(event.data.block, isActive, event.entityVersion, context);
    }
  }
  return BlockProjection;
}

/** An older version never overwrites a newer one, so order and repetition of events do not matter. */
async function upsert(
  block: Block | undefined,
  isActive: boolean,
  version: bigint,
  { tx }: ConsumerContext,
): Promise<void> {
  if (!block) throw new Error('the event carries no block');
  await tx.sql.execute(
    'block_upsert',
    `INSERT INTO blocks AS known (blocker_id, blocked_id, is_active, version)
    VALUES ($1::uuid, $2::uuid, $3, $4)
    ON CONFLICT (blocker_id, blocked_id) DO UPDATE
      SET is_active = excluded.is_active, version = excluded.version
      WHERE known.version < excluded.version`,
    [block.blockerId, block.blockedId, isActive, version],
  );
}
