import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { AlertListService } from './alert-list.service';
import {
  type AlertParams,
  alertParams,
  alertResponse,
  type CreateAlertBody,
  createAlertBody,
  listAcknowledgementsResponse,
} from './alert.dto';
import { AlertService } from './alert.service';

@Controller('api/v1/alerts')
export class AlertController {
  constructor(
    private readonly alerts: AlertService,
    private readonly list: AlertListService,
  ) {}

  @Post()
  @Endpoint({
    access: 'authenticated',
    limit: 'message',
    summary: 'Raise an alert in a channel of a team, or for the whole team',
    description:
      'Reaches members who have muted the channel, so it is confirmed first: the response without a valid `confirmation` is 409 `MUTE_OVERRIDE_REQUIRED`, with the `confirmation` to send, which is valid for five minutes, and the numbers `recipients_count` and `muted_count`. The alert is a message of the channel and is pinned; an alert for the team is one of the oldest announcement that all roles see. For admins, coaches, trainers and captains, two in an hour and six in a day. A confirmation raises one alert: repeating it returns the alert with 200.',
    body: createAlertBody,
    response: alertResponse,
    status: 201,
    mayFind: true,
    errors: [
      errors.CONVERSATION_NOT_FOUND,
      errors.TEAM_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.ANNOUNCEMENT_REQUIRED,
      errors.MUTE_OVERRIDE_REQUIRED,
      errors.ALERT_LIMIT_REACHED,
      errors.TOO_MANY_PINS,
      errors.SENDER_MUTED,
    ],
  })
  createAlert(@CurrentCaller() caller: Caller, @Body() body: CreateAlertBody) {
    return this.alerts.createAlert(caller, body);
  }

  @Put(':alertId/acknowledgement')
  @Endpoint({
    access: 'authenticated',
    summary: 'Acknowledge an alert',
    description: 'Acknowledging it again has no effect.',
    params: alertParams,
    response: alertResponse,
    errors: [errors.ALERT_NOT_FOUND],
  })
  acknowledgeAlert(@CurrentCaller() caller: Caller, @Param() { alertId }: AlertParams) {
    return this.alerts.acknowledgeAlert(caller, alertId);
  }

  @Get(':alertId/acknowledgements')
  @Endpoint({
    access: 'authenticated',
    summary: 'List the members that an alert reaches, and their acknowledgements',
    description: 'For the sender, and for members who may raise alerts.',
    params: alertParams,
    response: listAcknowledgementsResponse,
    errors: [errors.ALERT_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  listAlertAcknowledgements(@CurrentCaller() caller: Caller, @Param() { alertId }: AlertParams) {
    return this.list.listAcknowledgements(caller, alertId);
  }
}
