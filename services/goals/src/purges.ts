import type { PurgeRule } from '@tribe/jobs';
import { endedMutes } from '@tribe/projections';
import { dayMs } from '@tribe/service-kit';

/** Retention of the reports of imports. What was imported stays. */
export const purges: readonly PurgeRule[] = [
  endedMutes,
  { table: 'imports', column: 'created_at', keepForMs: 90 * dayMs },
];
