import { z } from 'zod';

const maxDays = 3_650;

const retentionDays = z
  .int()
  .min(1)
  .max(maxDays)
  .nullable()
  .describe('Days after which the contents of messages are erased; null keeps them')
  .meta({ example: 365 });

export const updateRetentionBody = z
  .strictObject({ retention_days: retentionDays })
  .meta({ id: 'UpdateRetentionRequest' });
export type UpdateRetentionBody = z.infer<typeof updateRetentionBody>;

export const retentionResponse = z
  .object({ retention_days: retentionDays })
  .meta({ id: 'Retention' });
