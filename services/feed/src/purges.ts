import type { PurgeRule } from '@tribe/jobs';
import { dayMs } from '@tribe/service-kit';

const hourMs = 3_600_000;

/** A deleted post is gone for every user at once; its likes, comments and entries go later, in batches. */
export const purges: readonly PurgeRule[] = [
  { table: 'posts', column: 'deleted_at', keepForMs: dayMs },
  { table: 'feed_snapshots', column: 'created_at', keepForMs: 6 * hourMs },
];
