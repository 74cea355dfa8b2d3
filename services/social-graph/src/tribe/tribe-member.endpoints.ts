import { Body, Delete, Get, Injectable, Param, Post, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import { TribeMemberService } from './tribe-member.service';
import type { TribeKind } from './tribe-roles.rules';
import {
  type ListTribesQuery,
  listTribesQuery,
  type MemberParams,
  memberParams,
  type PersonBody,
  personBody,
  type RoleBody,
  roleBody,
  tribeMemberListResponse,
  type TribeParams,
  tribeParams,
  tribeResponse,
} from './tribe.dto';

/** The endpoints about who is in a tribe, group or team. */
@Injectable()
export abstract class TribeMemberEndpoints {
  protected abstract readonly kind: TribeKind;

  constructor(private readonly members: TribeMemberService) {}

  @Get(':tribeId/members')
  @Endpoint({
    access: 'authenticated',
    summary: 'List its members, longest-serving first; only members can',
    params: tribeParams,
    query: listTribesQuery,
    response: tribeMemberListResponse,
    errors: [errors.TRIBE_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  listMembers(
    @CurrentCaller() caller: Caller,
    @Param() { tribeId }: TribeParams,
    @Query() query: ListTribesQuery,
  ) {
    return this.members.listMembers(caller, this.kind, tribeId, query);
  }

  @Put(':tribeId/members/:userId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Give a member another role, below one’s own; or step down',
    params: memberParams,
    body: roleBody,
    response: tribeResponse,
    errors: [
      errors.TRIBE_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.TRIBE_MEMBER_NOT_FOUND,
      errors.TRIBE_OWNER_FIXED,
    ],
  })
  changeRole(
    @CurrentCaller() caller: Caller,
    @Param() params: MemberParams,
    @Body() { role }: RoleBody,
  ) {
    return this.members.changeRole(caller, this.kind, params, role);
  }

  @Delete(':tribeId/members/:userId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Send a member away; they come back by invitation only',
    params: memberParams,
    status: 204,
    errors: [errors.TRIBE_NOT_FOUND, errors.PERMISSION_DENIED, errors.TRIBE_MEMBER_NOT_FOUND],
  })
  async removeMember(
    @CurrentCaller() caller: Caller,
    @Param() params: MemberParams,
  ): Promise<void> {
    await this.members.removeMember(caller, this.kind, params);
  }

  @Post(':tribeId/leave')
  @Endpoint({
    access: 'authenticated',
    summary: 'Leave it',
    description:
      'When its owner leaves, the highest role owns it, of several who serves longest. When nobody is left it is archived.',
    params: tribeParams,
    status: 204,
    errors: [errors.TRIBE_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  async leave(@CurrentCaller() caller: Caller, @Param() { tribeId }: TribeParams): Promise<void> {
    await this.members.leaveTribe(caller, this.kind, tribeId);
  }

  @Put(':tribeId/owner')
  @Endpoint({
    access: 'authenticated',
    summary: 'Hand it over to another member; only its owner can',
    params: tribeParams,
    body: personBody,
    response: tribeResponse,
    errors: [errors.TRIBE_NOT_FOUND, errors.PERMISSION_DENIED, errors.TRIBE_MEMBER_NOT_FOUND],
  })
  handOver(
    @CurrentCaller() caller: Caller,
    @Param() { tribeId }: TribeParams,
    @Body() { user_id }: PersonBody,
  ) {
    return this.members.handOverTribe(caller, this.kind, tribeId, user_id);
  }
}
