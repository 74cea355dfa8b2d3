import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { accessErrors } from '../account/account-access';
import {
  type ListActivityQuery,
  listActivityQuery,
  listAdminActivityResponse,
} from '../activity/activity.dto';
import { errors } from '../errors';
import { AdminRoleService } from './admin-role.service';
import { AdminUserService } from './admin-user.service';
import {
  type AdminRoleParams,
  adminRoleParams,
  type AdminUserParams,
  adminUserParams,
  adminUserResponse,
  type BanBody,
  banBody,
  type ListUsersQuery,
  listUsersQuery,
  listUsersResponse,
} from './admin.dto';
import { BanService } from './ban.service';
import { UserVerificationService } from './user-verification.service';

const roleErrors = [
  errors.USER_NOT_FOUND,
  errors.CANNOT_CHANGE_OWN_ROLE,
  errors.RECENT_AUTHENTICATION_REQUIRED,
  ...accessErrors,
] as const;

@Controller('api/v1/admin/users')
export class AdminController {
  constructor(
    private readonly users: AdminUserService,
    private readonly bans: BanService,
    private readonly roles: AdminRoleService,
    private readonly verification: UserVerificationService,
  ) {}

  @Get()
  @Endpoint({
    access: 'admin',
    summary: 'List users, newest first',
    query: listUsersQuery,
    response: listUsersResponse,
    errors: accessErrors,
  })
  listUsers(@CurrentCaller() caller: Caller, @Query() query: ListUsersQuery) {
    return this.users.listUsers(caller, query);
  }

  @Get(':userId/activity')
  @Endpoint({
    access: 'admin',
    summary: 'List the activities of a user, newest first',
    description: 'The request is recorded in your activities.',
    params: adminUserParams,
    query: listActivityQuery,
    response: listAdminActivityResponse,
    errors: [errors.USER_NOT_FOUND, ...accessErrors],
  })
  listUserActivities(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: AdminUserParams,
    @Query() query: ListActivityQuery,
  ) {
    return this.users.listActivity(caller, userId, query);
  }

  @Post(':userId/ban')
  @Endpoint({
    access: 'admin',
    summary: 'Ban a user',
    description: 'Ends every session of the user and hides the user from all lists.',
    params: adminUserParams,
    body: banBody,
    response: adminUserResponse,
    errors: [
      errors.USER_NOT_FOUND,
      errors.CANNOT_BAN_YOURSELF,
      errors.CANNOT_BAN_ADMIN,
      ...accessErrors,
    ],
  })
  banUser(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: AdminUserParams,
    @Body() { reason }: BanBody,
  ) {
    return this.bans.banUser(caller, userId, reason);
  }

  @Post(':userId/unban')
  @Endpoint({
    access: 'admin',
    summary: 'Lift the ban of a user',
    params: adminUserParams,
    response: adminUserResponse,
    errors: [errors.USER_NOT_FOUND, ...accessErrors],
  })
  unbanUser(@CurrentCaller() caller: Caller, @Param() { userId }: AdminUserParams) {
    return this.bans.unbanUser(caller, userId);
  }

  @Put(':userId/verified')
  @Endpoint({
    access: 'admin',
    summary: 'Mark a user as verified',
    params: adminUserParams,
    response: adminUserResponse,
    errors: [errors.USER_NOT_FOUND, ...accessErrors],
  })
  verifyUser(@CurrentCaller() caller: Caller, @Param() { userId }: AdminUserParams) {
    return this.verification.setVerified(caller, userId, true);
  }

  @Delete(':userId/verified')
  @Endpoint({
    access: 'admin',
    summary: 'Remove the verified mark of a user',
    params: adminUserParams,
    response: adminUserResponse,
    errors: [errors.USER_NOT_FOUND, ...accessErrors],
  })
  unverifyUser(@CurrentCaller() caller: Caller, @Param() { userId }: AdminUserParams) {
    return this.verification.setVerified(caller, userId, false);
  }

  @Put(':userId/roles/:role')
  @Endpoint({
    access: 'admin',
    summary: 'Grant a role to a user',
    params: adminRoleParams,
    response: adminUserResponse,
    errors: roleErrors,
  })
  grantRole(@CurrentCaller() caller: Caller, @Param() { userId, role }: AdminRoleParams) {
    return this.roles.grantRole(caller, userId, role);
  }

  @Delete(':userId/roles/:role')
  @Endpoint({
    access: 'admin',
    summary: 'Revoke a role of a user',
    description: 'Ends every session of the user.',
    params: adminRoleParams,
    response: adminUserResponse,
    errors: roleErrors,
  })
  revokeRole(@CurrentCaller() caller: Caller, @Param() { userId, role }: AdminRoleParams) {
    return this.roles.revokeRole(caller, userId, role);
  }
}
