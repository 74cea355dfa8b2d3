import type { PurgeRule } from '@tribe/jobs';
import { endedMutes } from '@tribe/projections';
import { dayMs } from '@tribe/service-kit';

const hourMs = 3_600_000;

/** Activities, each of which takes its rows in the feeds of all friends with it. */
const rowsPerBatch = 5;

/** Deleted posts have a job of their own, because of what belongs to them. */
export const purges: readonly PurgeRule[] = [
  endedMutes,
  { table: 'feed_activities', column: 'deleted_at', keepForMs: dayMs, rowsPerBatch },
  { table: 'feed_activities', column: 'shown_at', keepForMs: 180 * dayMs, rowsPerBatch },
  { table: 'feed_snapshots', column: 'created_at', keepForMs: 6 * hourMs },
];
