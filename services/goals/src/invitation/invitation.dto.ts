import { userCardResponse } from '@tribe/projections';
import { id, pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { goalSummaryResponse } from '../goal/goal.dto';
import { assignableRole } from '../participant/goal-participant.dto';

export const invitationParams = z.object({ invitationId: id });
export type InvitationParams = z.infer<typeof invitationParams>;

export const sentInvitationParams = z.object({ goalId: id, invitationId: id });
export type SentInvitationParams = z.infer<typeof sentInvitationParams>;

export const listInvitationsQuery = pageQuery;
export type ListInvitationsQuery = z.infer<typeof listInvitationsQuery>;

const invitationFields = { id, role: assignableRole, created_at: z.iso.datetime() };

export const sentInvitationResponse = z
  .object({
    ...invitationFields,
    goal_id: id,
    user: userCardResponse,
    status: z
      .enum(['pending', 'accepted'])
      .meta({ id: 'GoalInvitationStatus', example: 'pending' })
      .describe('A declined invitation looks pending; `accepted`: a friend was added directly'),
  })
  .meta({ id: 'SentGoalInvitation' });

export const sentInvitationsResponse = z
  .object({ invitations: z.array(sentInvitationResponse), pagination: paginationResponse })
  .meta({ id: 'SentGoalInvitationList' });

const invitedGoal = goalSummaryResponse
  .pick({
    id: true,
    title: true,
    category: true,
    target_type: true,
    target_amount: true,
    target_currency: true,
    target_date: true,
    image_url: true,
    participants_count: true,
  })
  .extend({ is_public: z.boolean() })
  .meta({ id: 'InvitedGoal' });

export const receivedInvitationsResponse = z
  .object({
    invitations: z.array(
      z
        .object({ ...invitationFields, goal: invitedGoal, inviter: userCardResponse })
        .meta({ id: 'GoalInvitation' }),
    ),
    pagination: paginationResponse,
  })
  .meta({ id: 'GoalInvitationList' });
