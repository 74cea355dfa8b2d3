import { userFields } from '@tribe/projections';
import { id } from '@tribe/service-kit';
import { z } from 'zod';
import { ConversationRole } from '../generated/prisma/enums';
import { conversationParams } from '../message/message.dto';

export const participantParams = conversationParams.extend({ userId: id });
export type ParticipantParams = z.infer<typeof participantParams>;

export const conversationRole = z
  .enum(ConversationRole)
  .meta({ id: 'ConversationRole', example: 'member' });

export const participantResponse = z
  .object({ user_id: id, ...userFields, role: conversationRole })
  .meta({ id: 'ConversationParticipant' });

export const addedParticipantsResponse = z
  .object({ participants: z.array(participantResponse) })
  .meta({ id: 'AddedConversationParticipants' });

export const addParticipantsBody = z
  .strictObject({
    participant_ids: z.array(id).min(1).max(100).describe('Friends of yours'),
    role: z
      .enum(['admin', 'member'])
      .meta({ id: 'AddedConversationRole' })
      .default('member')
      .describe('Only the owner can add admins'),
  })
  .meta({ id: 'AddConversationParticipantsRequest' });
export type AddParticipantsBody = z.infer<typeof addParticipantsBody>;
