import { Body, Controller, Delete, Get, Param, Patch, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  type ListSessionsQuery,
  type RenameSessionBody,
  type SessionParams,
  listSessionsQuery,
  listSessionsResponse,
  renameSessionBody,
  sessionParams,
  sessionResponse,
} from './session.dto';
import { SessionListService } from './session.service';

const gone = [errors.ACCOUNT_INACTIVE, errors.SESSION_REVOKED] as const;

@Controller('api/v1/auth/sessions')
export class SessionController {
  constructor(private readonly sessions: SessionListService) {}

  @Get()
  @Endpoint({
    access: 'authenticated',
    summary: 'The devices I am signed in on, newest first',
    query: listSessionsQuery,
    response: listSessionsResponse,
    errors: gone,
  })
  async listSessions(@CurrentCaller() caller: Caller, @Query() query: ListSessionsQuery) {
    return this.sessions.listSessions(caller, query);
  }

  @Patch(':sessionId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Give one of my devices a name; null takes it away',
    params: sessionParams,
    body: renameSessionBody,
    response: sessionResponse,
    errors: [errors.SESSION_NOT_FOUND, ...gone],
  })
  async renameSession(
    @CurrentCaller() caller: Caller,
    @Param() { sessionId }: SessionParams,
    @Body() { name }: RenameSessionBody,
  ) {
    return this.sessions.renameSession(caller, sessionId, name);
  }

  @Delete(':sessionId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Sign out one of my devices',
    params: sessionParams,
    status: 204,
    errors: [errors.SESSION_NOT_FOUND, ...gone],
  })
  async endSession(@CurrentCaller() caller: Caller, @Param() { sessionId }: SessionParams) {
    await this.sessions.endSession(caller, sessionId);
  }

  @Delete()
  @Endpoint({
    access: 'authenticated',
    summary: 'Sign out all my other devices',
    status: 204,
    errors: gone,
  })
  async endOtherSessions(@CurrentCaller() caller: Caller) {
    await this.sessions.endOtherSessions(caller);
  }
}
