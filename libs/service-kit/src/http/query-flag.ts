import { z } from 'zod';

/**
 * A query parameter that is `true` or `false`.
 *
 * @example const listNotificationsQuery = pageQuery.extend({ unread_only: queryFlag(false) });
 */
export function queryFlag(byDefault: boolean) {
  return z
    .stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive' })
    .meta({ type: 'boolean' })
    .default(byDefault)
    .describe(`Default: ${byDefault}`);
}
