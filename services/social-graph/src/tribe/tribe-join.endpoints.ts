import { Delete, Get, Injectable, Param, Post, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { TribeJoinRequestService } from './tribe-join-request.service';
import {
  type JoinRequestParams,
  joinRequestListResponse,
  joinRequestParams,
  joinResponse,
} from './tribe-join.dto';
import { TribeJoinService } from './tribe-join.service';
import type { TribeKind } from './tribe-roles.rules';
import { type ListTribesQuery, listTribesQuery, type TribeParams, tribeParams } from './tribe.dto';

/** The endpoints of joining tribes, groups and teams. */
@Injectable()
export abstract class TribeJoinEndpoints {
  protected abstract readonly kind: TribeKind;

  constructor(
    private readonly joining: TribeJoinService,
    private readonly requests: TribeJoinRequestService,
  ) {}

  @Post(':tribeId/join')
  @Endpoint({
    access: 'authenticated',
    summary: 'Join a tribe, group or team',
    params: tribeParams,
    response: joinResponse,
    errors: [
      errors.TRIBE_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.TRIBE_FULL,
      errors.TRIBE_LIMIT_REACHED,
    ],
  })
  joinTribe(@CurrentCaller() caller: Caller, @Param() { tribeId }: TribeParams) {
    return this.joining.joinTribe(caller, this.kind, tribeId);
  }

  @Delete(':tribeId/join')
  @Endpoint({
    access: 'authenticated',
    summary: 'Withdraw your request to join a tribe, group or team',
    params: tribeParams,
    status: 204,
    errors: [errors.TRIBE_NOT_FOUND],
  })
  async withdrawTribeJoinRequest(
    @CurrentCaller() caller: Caller,
    @Param() { tribeId }: TribeParams,
  ): Promise<void> {
    await this.joining.withdrawRequest(caller, this.kind, tribeId);
  }

  @Get(':tribeId/requests')
  @Endpoint({
    access: 'authenticated',
    summary: 'List the open requests to join a tribe, group or team, newest first',
    params: tribeParams,
    query: listTribesQuery,
    response: joinRequestListResponse,
    errors: [errors.TRIBE_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  listTribeJoinRequests(
    @CurrentCaller() caller: Caller,
    @Param() { tribeId }: TribeParams,
    @Query() query: ListTribesQuery,
  ) {
    return this.requests.listRequests(caller, this.kind, tribeId, query);
  }

  @Put(':tribeId/requests/:requestId/approve')
  @Endpoint({
    access: 'authenticated',
    summary: 'Approve a request to join a tribe, group or team',
    params: joinRequestParams,
    status: 204,
    errors: [
      errors.TRIBE_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.TRIBE_JOIN_REQUEST_NOT_FOUND,
      errors.TRIBE_FULL,
    ],
  })
  async approveTribeJoinRequest(
    @CurrentCaller() caller: Caller,
    @Param() params: JoinRequestParams,
  ): Promise<void> {
    await this.requests.approveRequest(caller, this.kind, params);
  }

  @Put(':tribeId/requests/:requestId/reject')
  @Endpoint({
    access: 'authenticated',
    summary: 'Reject a request to join a tribe, group or team',
    description: 'The requester is not notified.',
    params: joinRequestParams,
    status: 204,
    errors: [errors.TRIBE_NOT_FOUND, errors.PERMISSION_DENIED, errors.TRIBE_JOIN_REQUEST_NOT_FOUND],
  })
  async rejectTribeJoinRequest(
    @CurrentCaller() caller: Caller,
    @Param() params: JoinRequestParams,
  ): Promise<void> {
    await this.requests.rejectRequest(caller, this.kind, params);
  }
}
