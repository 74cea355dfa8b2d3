import { ofFormat, opaqueField, withRules } from '@tribe/service-kit';
import { z } from 'zod';
import { isEmoji } from './reaction.rules';

const maxEmojiLength = 32;

const emoji = withRules(
  opaqueField(maxEmojiLength),
  ofFormat('emoji', isEmoji, 'must be one emoji'),
).meta({ example: '👏' });

export const reactBody = z.strictObject({ emoji }).meta({ id: 'ReactToMessageRequest' });
export type ReactBody = z.infer<typeof reactBody>;
