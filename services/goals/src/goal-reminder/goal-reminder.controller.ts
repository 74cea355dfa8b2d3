import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { type GoalParams, goalParams } from '../goal/goal.dto';
import {
  type GoalReminderBody,
  goalReminderBody,
  type GoalReminderParams,
  goalReminderParams,
  goalReminderResponse,
  goalRemindersResponse,
} from './goal-reminder.dto';
import { GoalReminderService } from './goal-reminder.service';

const onGoal = [errors.GOAL_NOT_FOUND, errors.PERMISSION_DENIED];
const onReminder = [...onGoal, errors.REMINDER_NOT_FOUND];

@Controller('api/v1/goals/:goalId/reminders')
export class GoalReminderController {
  constructor(private readonly reminders: GoalReminderService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List your reminders of a goal',
    params: goalParams,
    response: goalRemindersResponse,
    errors: onGoal,
  })
  listGoalReminders(@CurrentCaller() caller: Caller, @Param() { goalId }: GoalParams) {
    return this.reminders.listReminders(caller, goalId);
  }

  @Post()
  @Endpoint({
    access: 'authenticated',
    summary: 'Add a reminder of a goal',
    description:
      'A time that the clock skips fires when the clock has moved; a time that it shows twice fires once.',
    params: goalParams,
    body: goalReminderBody,
    response: goalReminderResponse,
    status: 201,
    errors: [...onGoal, errors.REMINDER_LIMIT_REACHED],
  })
  addGoalReminder(
    @CurrentCaller() caller: Caller,
    @Param() { goalId }: GoalParams,
    @Body() body: GoalReminderBody,
  ) {
    return this.reminders.addReminder(caller, goalId, body);
  }

  @Put(':reminderId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Replace a reminder of a goal',
    params: goalReminderParams,
    body: goalReminderBody,
    response: goalReminderResponse,
    errors: onReminder,
  })
  updateGoalReminder(
    @CurrentCaller() caller: Caller,
    @Param() params: GoalReminderParams,
    @Body() body: GoalReminderBody,
  ) {
    return this.reminders.updateReminder(caller, params, body);
  }

  @Delete(':reminderId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Delete a reminder of a goal',
    params: goalReminderParams,
    status: 204,
    errors: onReminder,
  })
  deleteGoalReminder(@CurrentCaller() caller: Caller, @Param() params: GoalReminderParams) {
    return this.reminders.removeReminder(caller, params);
  }
}
