import { id } from '@tribe/service-kit';
import { z } from 'zod';

export const participantParams = z.object({ goalId: id, userId: id });
export type ParticipantParams = z.infer<typeof participantParams>;

/** A goal has exactly one creator, so this role cannot be assigned. */
export const assignableRole = z
  .enum(['member', 'supporter', 'viewer'])
  .meta({ id: 'AssignableGoalParticipantRole' });

export const addParticipantBody = z
  .strictObject({ user_id: id, role: assignableRole.default('member') })
  .meta({ id: 'AddParticipantRequest' });
export type AddParticipantBody = z.infer<typeof addParticipantBody>;
