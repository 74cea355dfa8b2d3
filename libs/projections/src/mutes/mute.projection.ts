import type { Type } from '@nestjs/common';
import { MuteSnapshottedSchema, UserMutedSchema, UserUnmutedSchema } from '@tribe/contracts';
import { pairProjection } from '../pair-projection';

const table = { name: 'mutes', columns: ['muter_id', 'muted_id'], state: ['is_active'] } as const;
const events = [UserMutedSchema, UserUnmutedSchema, MuteSnapshottedSchema] as const;

/** Projects mutes from social-graph into the table `mutes`. */
export function muteProjection(durable: string): Type {
  return pairProjection<(typeof events)[number]>(table, { events, durable }, (event) => {
    const { mute } = event.data;
    if (!mute) throw new Error('the event carries no mute');

    const isActive = event.is(MuteSnapshottedSchema)
      ? event.data.isActive
      : event.is(UserMutedSchema);

    return { users: [mute.muterId, mute.mutedId], state: [isActive] };
  });
}
