import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { participantResponse } from '../goal/goal.dto';
import {
  type InvitationParams,
  invitationParams,
  type ListInvitationsQuery,
  listInvitationsQuery,
  receivedInvitationsResponse,
} from './invitation.dto';
import { InvitationService } from './invitation.service';
import { JoinService } from './join.service';

@Controller('api/v1/goals/invitations')
export class InvitationController {
  constructor(
    private readonly invitations: InvitationService,
    private readonly joins: JoinService,
  ) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the open invitations to goals that you received, newest first',
    query: listInvitationsQuery,
    response: receivedInvitationsResponse,
  })
  listGoalInvitations(@CurrentCaller() caller: Caller, @Query() query: ListInvitationsQuery) {
    return this.invitations.listInvitations(caller, query);
  }

  @Post(':invitationId/accept')
  @Endpoint({
    access: 'authenticated',
    summary: 'Accept an invitation to a goal',
    params: invitationParams,
    response: participantResponse,
    errors: [
      errors.GOAL_INVITATION_NOT_FOUND,
      errors.GOAL_PARTICIPANT_EXISTS,
      errors.GOAL_NOT_GROUP,
      errors.GOAL_FULL,
    ],
  })
  acceptGoalInvitation(
    @CurrentCaller() caller: Caller,
    @Param() { invitationId }: InvitationParams,
  ) {
    return this.joins.acceptInvitation(caller, invitationId);
  }

  @Post(':invitationId/decline')
  @Endpoint({
    access: 'authenticated',
    summary: 'Decline an invitation to a goal',
    description: 'To the owner of the goal, the invitation still looks pending.',
    params: invitationParams,
    status: 204,
    errors: [errors.GOAL_INVITATION_NOT_FOUND],
  })
  declineGoalInvitation(
    @CurrentCaller() caller: Caller,
    @Param() { invitationId }: InvitationParams,
  ) {
    return this.invitations.declineInvitation(caller, invitationId);
  }
}
