import { Body, Delete, Get, Injectable, Param, Post, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  type MemberParams,
  memberParams,
  type NewOwnerBody,
  newOwnerBody,
  type RoleBody,
  roleBody,
  tribeMemberListResponse,
} from './tribe-member.dto';
import { TribeMemberService } from './tribe-member.service';
import type { TribeKind } from './tribe-roles.rules';
import {
  type ListTribesQuery,
  listTribesQuery,
  type TribeParams,
  tribeParams,
  tribeResponse,
} from './tribe.dto';

/** The endpoints of the members of tribes, groups and teams. */
@Injectable()
export abstract class TribeMemberEndpoints {
  protected abstract readonly kind: TribeKind;

  constructor(private readonly members: TribeMemberService) {}

  @Get(':tribeId/members')
  @Endpoint({
    access: 'authenticated',
    summary: 'List the members of a tribe, group or team, longest-serving first',
    description: 'Only members can do this.',
    params: tribeParams,
    query: listTribesQuery,
    response: tribeMemberListResponse,
    errors: [errors.TRIBE_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  listTribeMembers(
    @CurrentCaller() caller: Caller,
    @Param() { tribeId }: TribeParams,
    @Query() query: ListTribesQuery,
  ) {
    return this.members.listMembers(caller, this.kind, tribeId, query);
  }

  @Put(':tribeId/members/:userId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Change the role of a member',
    description: 'You can change roles below your own, and lower your own role.',
    params: memberParams,
    body: roleBody,
    response: tribeResponse,
    errors: [
      errors.TRIBE_NOT_FOUND,
      errors.PERMISSION_DENIED,
      errors.TRIBE_MEMBER_NOT_FOUND,
      errors.TRIBE_OWNER_FIXED,
      errors.TRIBE_ROLE_NOT_OFFERED,
    ],
  })
  changeTribeMemberRole(
    @CurrentCaller() caller: Caller,
    @Param() params: MemberParams,
    @Body() { role }: RoleBody,
  ) {
    return this.members.changeRole(caller, this.kind, params, role);
  }

  @Delete(':tribeId/members/:userId')
  @Endpoint({
    access: 'authenticated',
    summary: 'Remove a member from a tribe, group or team',
    description: 'A removed member needs an invitation to join again.',
    params: memberParams,
    status: 204,
    errors: [errors.TRIBE_NOT_FOUND, errors.PERMISSION_DENIED, errors.TRIBE_MEMBER_NOT_FOUND],
  })
  async removeTribeMember(
    @CurrentCaller() caller: Caller,
    @Param() params: MemberParams,
  ): Promise<void> {
    await this.members.removeMember(caller, this.kind, params);
  }

  @Post(':tribeId/leave')
  @Endpoint({
    access: 'authenticated',
    summary: 'Leave a tribe, group or team',
    description:
      'When the owner leaves, the member with the highest role becomes the owner. If several members have this role, the ' +
      'longest-serving of them becomes the owner. When the last member leaves, the tribe, group or team is archived.',
    params: tribeParams,
    status: 204,
    errors: [errors.TRIBE_NOT_FOUND, errors.PERMISSION_DENIED],
  })
  async leaveTribe(
    @CurrentCaller() caller: Caller,
    @Param() { tribeId }: TribeParams,
  ): Promise<void> {
    await this.members.leaveTribe(caller, this.kind, tribeId);
  }

  @Put(':tribeId/owner')
  @Endpoint({
    access: 'authenticated',
    summary: 'Transfer the ownership of a tribe, group or team to another member',
    description: 'Only the owner can do this.',
    versioned: true,
    params: tribeParams,
    body: newOwnerBody,
    response: tribeResponse,
    errors: [errors.TRIBE_NOT_FOUND, errors.PERMISSION_DENIED, errors.TRIBE_MEMBER_NOT_FOUND],
  })
  handOverTribe(
    @CurrentCaller() caller: Caller,
    @Param() { tribeId }: TribeParams,
    @Body() { user_id }: NewOwnerBody,
  ) {
    return this.members.handOverTribe(caller, this.kind, tribeId, user_id);
  }
}
