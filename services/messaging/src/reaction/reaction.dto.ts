import { emojiField } from '@tribe/service-kit';
import type { z } from 'zod';
import { messageParams } from '../message/message.dto';

export const reactionParams = messageParams.extend({
  emoji: emojiField.describe('Percent-encoded'),
});
export type ReactionParams = z.infer<typeof reactionParams>;
