import { Body, Controller, Delete, Param, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type GoalParams, goalParams, participantResponse } from '../goal/goal.dto';
import { GoalDepartureService } from './goal-departure.service';
import {
  type AddParticipantBody,
  addParticipantBody,
  type ParticipantParams,
  participantParams,
} from './goal-participant.dto';
import { GoalParticipantService } from './goal-participant.service';

@Controller('api/v1/goals/:goalId/participants')
export class GoalParticipantController {
  constructor(
    private readonly participants: GoalParticipantService,
    private readonly departures: GoalDepartureService,
  ) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Add a friend to a group goal',
    params: goalParams,
    body: addParticipantBody,
    response: participantResponse,
    status: 201,
    errors: [
      errors.GOAL_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.GOAL_NOT_GROUP,
      errors.GOAL_PARTICIPANT_EXISTS,
      errors.PARTICIPANT_NOT_A_FRIEND,
      errors.PARTICIPANT_ASKS_FIRST,
      errors.GOAL_FULL,
    ],
  })
  addParticipant(
    @CurrentCaller() caller: Caller,
    @Param() { goalId }: GoalParams,
    @Body() body: AddParticipantBody,
  ) {
    return this.participants.addParticipant(caller, goalId, body);
  }

  @Delete(':userId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Remove a participant from a goal or leave a goal',
    description:
      'When the creator leaves, the participant who joined first becomes the creator, members before others.',
    params: participantParams,
    status: 204,
    errors: [
      errors.GOAL_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.GOAL_PARTICIPANT_NOT_FOUND,
      errors.GOAL_CREATOR_CANNOT_LEAVE,
    ],
  })
  removeParticipant(
    @CurrentCaller() caller: Caller,
    @Param() { goalId, userId }: ParticipantParams,
  ) {
    return this.departures.removeParticipant(caller, goalId, userId);
  }
}
