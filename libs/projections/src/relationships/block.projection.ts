import type { Type } from '@nestjs/common';
import { BlockSnapshottedSchema, UserBlockedSchema, UserUnblockedSchema } from '@tribe/contracts';
import { pairProjection } from '../pair-projection';

const table = {
  name: 'blocks',
  columns: ['blocker_id', 'blocked_id'],
  state: ['is_active'],
} as const;
const events = [UserBlockedSchema, UserUnblockedSchema, BlockSnapshottedSchema] as const;

/** Projects blocks from social-graph into the table `blocks`. */
export function blockProjection(durable: string): Type {
  return pairProjection<(typeof events)[number]>(table, { events, durable }, (event) => {
    const { block } = event.data;
    if (!block) throw new Error('the event carries no block');

    const isActive = event.is(BlockSnapshottedSchema)
      ? event.data.isActive
      : event.is(UserBlockedSchema);

    return { users: [block.blockerId, block.blockedId], state: [isActive] };
  });
}
