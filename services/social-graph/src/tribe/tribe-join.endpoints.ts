import { Delete, Get, Injectable, Param, Post, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { TribeJoinService } from './tribe-join.service';
import type { TribeKind } from './tribe-roles.rules';
import {
  type JoinRequestParams,
  joinRequestListResponse,
  joinRequestParams,
  joinResponse,
  type ListTribesQuery,
  listTribesQuery,
  type TribeParams,
  tribeParams,
} from './tribe.dto';

/** The endpoints of joining tribes, groups and teams. */
@Injectable()
export abstract class TribeJoinEndpoints {
  protected abstract readonly kind: TribeKind;

  constructor(private readonly joining: TribeJoinService) {}

  @Post(':tribeId/join')
  @Endpoint({
    access: 'authenticated',
    summary: 'Join it: at once, or by asking where newcomers are approved',
    params: tribeParams,
    response: joinResponse,
    errors: [
      errors.TRIBE_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.TRIBE_FULL,
      errors.TRIBE_LIMIT_REACHED,
    ],
  })
  join(@CurrentCaller() caller: Caller, @Param() { tribeId }: TribeParams) {
    return this.joining.joinTribe(caller, this.kind, tribeId);
  }

  @Delete(':tribeId/join')
  @Endpoint({
    access: 'authenticated',
    summary: 'Take one’s request to join back',
    params: tribeParams,
    status: 204,
    errors: [errors.TRIBE_NOT_FOUND],
  })
  async withdraw(
    @CurrentCaller() caller: Caller,
    @Param() { tribeId }: TribeParams,
  ): Promise<void> {
    await this.joining.withdrawRequest(caller, this.kind, tribeId);
  }

  @Get(':tribeId/requests')
  @Endpoint({
    access: 'authenticated',
    summary: 'List who asks to join, newest first',
    params: tribeParams,
    query: listTribesQuery,
    response: joinRequestListResponse,
    errors: [errors.TRIBE_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  listRequests(
    @CurrentCaller() caller: Caller,
    @Param() { tribeId }: TribeParams,
    @Query() query: ListTribesQuery,
  ) {
    return this.joining.listRequests(caller, this.kind, tribeId, query);
  }

  @Put(':tribeId/requests/:requestId/approve')
  @Endpoint({
    access: 'authenticated',
    summary: 'Let somebody in who asked',
    params: joinRequestParams,
    status: 204,
    errors: [
      errors.TRIBE_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.TRIBE_JOIN_REQUEST_NOT_FOUND,
      errors.TRIBE_FULL,
    ],
  })
  async approve(
    @CurrentCaller() caller: Caller,
    @Param() params: JoinRequestParams,
  ): Promise<void> {
    await this.joining.approveRequest(caller, this.kind, params);
  }

  @Put(':tribeId/requests/:requestId/reject')
  @Endpoint({
    access: 'authenticated',
    summary: 'Reject a request, without telling who asked',
    params: joinRequestParams,
    status: 204,
    errors: [errors.TRIBE_NOT_FOUND, errors.PERMISSION_DENIED, errors.TRIBE_JOIN_REQUEST_NOT_FOUND],
  })
  async reject(@CurrentCaller() caller: Caller, @Param() params: JoinRequestParams): Promise<void> {
    await this.joining.rejectRequest(caller, this.kind, params);
  }
}
