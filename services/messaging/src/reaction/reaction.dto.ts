import { emojiField } from '@tribe/service-kit';
import { z } from 'zod';

export const reactBody = z
  .strictObject({ emoji: emojiField })
  .meta({ id: 'ReactToMessageRequest' });
export type ReactBody = z.infer<typeof reactBody>;
