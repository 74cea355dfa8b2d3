import { id, pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';

export const listActivityQuery = pageQuery;
export type ListActivityQuery = z.infer<typeof listActivityQuery>;

export const activityResponse = z
  .object({
    id,
    activity_type: z
      .string()
      .describe('New types are added over time')
      .meta({ example: 'username_changed' }),
    description: z.string().meta({ example: 'Changed the username' }),
    metadata: z
      .record(z.string(), z.unknown())
      .meta({ example: { from: 'clarie', to: 'clarie.uwase' } }),
    ip_address: z.string().nullable().meta({ example: '203.0.113.7' }),
    user_agent: z.string().nullable().meta({ example: 'Tribe/1.0.0 (iPhone)' }),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'AccountActivity' });

export const listActivityResponse = z
  .object({ activities: z.array(activityResponse), pagination: paginationResponse })
  .meta({ id: 'AccountActivityList' });

const adminActivityResponse = activityResponse
  .extend({
    actor_id: id
      .nullable()
      .describe('The admin who acted on the account; null for the user of the account'),
  })
  .meta({ id: 'AdminActivity', description: 'An activity of an account as admins see it' });

export const listAdminActivityResponse = z
  .object({ activities: z.array(adminActivityResponse), pagination: paginationResponse })
  .meta({ id: 'AdminActivityList' });
