import { dayMs } from '@tribe/service-kit';

/**
 * The rule by which a service purges mutes that are over, which have no effect any more. The decisions are in social-graph.
 *
 * @example PurgesModule.forTables([endedMutes])
 */
export const endedMutes = {
  table: 'moderation_mutes',
  key: 'action_id',
  column: 'muted_until',
  keepForMs: dayMs,
} as const;
