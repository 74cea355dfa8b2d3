import type { PurgeRule } from '@tribe/jobs';
import { endedMutes } from '@tribe/projections';

/** Retention of derived rows. */
export const purges: readonly PurgeRule[] = [endedMutes];
