import { id } from '@tribe/service-kit';
import { z } from 'zod';

export const itemType = z
  .enum(['checkin', 'reflection'])
  .meta({ id: 'SharedItemType', example: 'checkin' });

export const itemParams = z.object({ itemType, itemId: id });
export type ItemParams = z.infer<typeof itemParams>;
