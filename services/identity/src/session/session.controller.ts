import { Body, Controller, Delete, Get, Param, Patch, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { accessErrors } from '../account/account-access';
import { errors } from '../errors';
import {
  type ListSessionsQuery,
  listSessionsQuery,
  listSessionsResponse,
  type RenameSessionBody,
  renameSessionBody,
  type SessionParams,
  sessionParams,
  sessionResponse,
} from './session.dto';
import { SessionService } from './session.service';

@Controller('api/v1/auth/sessions')
export class SessionController {
  constructor(private readonly sessions: SessionService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'List the devices on which you are logged in, newest first',
    query: listSessionsQuery,
    response: listSessionsResponse,
    errors: accessErrors,
  })
  listSessions(@CurrentCaller() caller: Caller, @Query() query: ListSessionsQuery) {
    return this.sessions.listSessions(caller, query);
  }

  @Patch(':sessionId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Rename one of your devices',
    description: '`null` removes the name.',
    params: sessionParams,
    body: renameSessionBody,
    response: sessionResponse,
    errors: [errors.SESSION_NOT_FOUND, ...accessErrors],
  })
  renameSession(
    @CurrentCaller() caller: Caller,
    @Param() { sessionId }: SessionParams,
    @Body() { name }: RenameSessionBody,
  ) {
    return this.sessions.renameSession(caller, sessionId, name);
  }

  @Delete(':sessionId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Log out one of your devices',
    params: sessionParams,
    status: 204,
    errors: [errors.SESSION_NOT_FOUND, ...accessErrors],
  })
  endSession(@CurrentCaller() caller: Caller, @Param() { sessionId }: SessionParams) {
    return this.sessions.endSession(caller, sessionId);
  }

  @Delete()
  @Endpoint({
    access: 'authenticated',
    summary: 'Log out all your other devices',
    status: 204,
    errors: accessErrors,
  })
  endOtherSessions(@CurrentCaller() caller: Caller) {
    return this.sessions.endOtherSessions(caller);
  }
}
