import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { type Caller, commonErrors, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type GoalParams, goalParams, participantResponse } from '../goal/goal.dto';
import { type AddParticipantBody, addParticipantBody } from '../participant/goal-participant.dto';
import {
  type ListInvitationsQuery,
  listInvitationsQuery,
  type SentInvitationParams,
  sentInvitationParams,
  sentInvitationResponse,
  sentInvitationsResponse,
} from './invitation.dto';
import { InviteService } from './invite.service';
import { JoinService } from './join.service';
import { SentInvitationService } from './sent-invitation.service';

const owned = [errors.GOAL_NOT_FOUND, errors.PERMISSION_DENIED];

@Controller('api/v1/goals/:goalId')
export class GoalEntryController {
  constructor(
    private readonly invites: InviteService,
    private readonly sent: SentInvitationService,
    private readonly joins: JoinService,
  ) {}

  @Post('invite')
  @Endpoint({
    access: 'authenticated',
    summary: 'Invite a user to a group goal',
    description:
      'A friend is added at once, unless the settings of the friend say to ask first. Every other user gets an invitation.',
    params: goalParams,
    body: addParticipantBody,
    response: sentInvitationResponse,
    status: 201,
    errors: [
      ...owned,
      commonErrors.USER_NOT_FOUND,
      errors.GOAL_NOT_GROUP,
      errors.GOAL_PARTICIPANT_EXISTS,
      errors.GOAL_INVITATION_EXISTS,
      errors.GOAL_FULL,
      errors.GOAL_INVITATION_LIMIT_REACHED,
    ],
  })
  inviteToGoal(
    @CurrentCaller() caller: Caller,
    @Param() { goalId }: GoalParams,
    @Body() body: AddParticipantBody,
  ) {
    return this.invites.inviteToGoal(caller, goalId, body);
  }

  @Get('invitations')
  @Endpoint({
    access: 'authenticated',
    summary: 'List the open invitations to a goal, newest first',
    params: goalParams,
    query: listInvitationsQuery,
    response: sentInvitationsResponse,
    errors: owned,
  })
  listSentGoalInvitations(
    @CurrentCaller() caller: Caller,
    @Param() { goalId }: GoalParams,
    @Query() query: ListInvitationsQuery,
  ) {
    return this.sent.listSentInvitations(caller, goalId, query);
  }

  @Delete('invitations/:invitationId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Withdraw an invitation to a goal',
    params: sentInvitationParams,
    status: 204,
    errors: [...owned, errors.GOAL_INVITATION_NOT_FOUND],
  })
  withdrawGoalInvitation(
    @CurrentCaller() caller: Caller,
    @Param() { goalId, invitationId }: SentInvitationParams,
  ) {
    return this.sent.withdrawInvitation(caller, goalId, invitationId);
  }

  @Post('join')
  @Endpoint({
    access: 'authenticated',
    summary: 'Join a public group goal as a member',
    params: goalParams,
    response: participantResponse,
    status: 201,
    errors: [...owned, errors.GOAL_NOT_GROUP, errors.GOAL_PARTICIPANT_EXISTS, errors.GOAL_FULL],
  })
  joinGoal(@CurrentCaller() caller: Caller, @Param() { goalId }: GoalParams) {
    return this.joins.joinGoal(caller, goalId);
  }
}
