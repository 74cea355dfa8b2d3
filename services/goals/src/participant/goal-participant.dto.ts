import { z } from 'zod';
import { id } from '../goal/goal-fields';

export const participantParams = z.object({ goalId: id, userId: id });
export type ParticipantParams = z.infer<typeof participantParams>;

export const addParticipantBody = z.strictObject({
  user_id: id,
  /** A goal has exactly one creator, so this role cannot be assigned. */
  role: z.enum(['member', 'supporter', 'viewer']).default('member'),
});
export type AddParticipantBody = z.infer<typeof addParticipantBody>;
