import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Endpoint } from '@tribe/service-kit';
import { type ListActivityQuery, activityView, listActivityQuery } from '../activity/activity.dto';
import { errors } from '../errors';
import { AdminRoleService } from './admin-role.service';
import { AdminUserService } from './admin-user.service';
import {
  type AdminRoleParams,
  type AdminUserParams,
  type BanBody,
  type ListUsersQuery,
  adminActivityResponse,
  adminRoleParams,
  adminUserParams,
  adminUserResponse,
  adminUserView,
  banBody,
  listUsersQuery,
  listUsersResponse,
} from './admin.dto';
import { BanService } from './ban.service';
import { UserVerificationService } from './user-verification.service';

const gone = [errors.ACCOUNT_INACTIVE, errors.SESSION_REVOKED] as const;

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
    summary: 'Accounts, newest first',
    query: listUsersQuery,
    response: listUsersResponse,
    errors: gone,
  })
  async listUsers(@CurrentCaller() caller: Caller, @Query() query: ListUsersQuery) {
    return this.users.listUsers(caller, query);
  }

  @Get(':userId/activity')
  @Endpoint({
    access: 'admin',
    summary: 'The log of an account; reading it is logged',
    params: adminUserParams,
    query: listActivityQuery,
    response: adminActivityResponse,
    errors: [errors.USER_NOT_FOUND, ...gone],
  })
  async listActivity(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: AdminUserParams,
    @Query() query: ListActivityQuery,
  ) {
    const { rows, pagination } = await this.users.listActivity(caller, userId, query);
    return {
      activities: rows.map((row) => ({ ...activityView(row), actor_id: row.actorId })),
      pagination,
    };
  }

  @Post(':userId/ban')
  @Endpoint({
    access: 'admin',
    summary: 'Close an account; the person is signed out everywhere and gone from every list',
    params: adminUserParams,
    body: banBody,
    response: adminUserResponse,
    errors: [errors.USER_NOT_FOUND, errors.CANNOT_BAN_YOURSELF, errors.CANNOT_BAN_ADMIN, ...gone],
  })
  async banUser(
    @CurrentCaller() caller: Caller,
    @Param() { userId }: AdminUserParams,
    @Body() { reason }: BanBody,
  ) {
    return adminUserView(await this.bans.banUser(caller, userId, reason));
  }

  @Post(':userId/unban')
  @Endpoint({
    access: 'admin',
    summary: 'Open a closed account again',
    params: adminUserParams,
    response: adminUserResponse,
    errors: [errors.USER_NOT_FOUND, ...gone],
  })
  async unbanUser(@CurrentCaller() caller: Caller, @Param() { userId }: AdminUserParams) {
    return adminUserView(await this.bans.unbanUser(caller, userId));
  }

  @Put(':userId/verified')
  @Endpoint({
    access: 'admin',
    summary: 'Mark somebody as who they say they are',
    params: adminUserParams,
    response: adminUserResponse,
    errors: [errors.USER_NOT_FOUND, ...gone],
  })
  async verifyUser(@CurrentCaller() caller: Caller, @Param() { userId }: AdminUserParams) {
    return adminUserView(await this.verification.setVerified(caller, userId, true));
  }

  @Delete(':userId/verified')
  @Endpoint({
    access: 'admin',
    summary: 'Take that mark back',
    params: adminUserParams,
    response: adminUserResponse,
    errors: [errors.USER_NOT_FOUND, ...gone],
  })
  async unverifyUser(@CurrentCaller() caller: Caller, @Param() { userId }: AdminUserParams) {
    return adminUserView(await this.verification.setVerified(caller, userId, false));
  }

  @Put(':userId/roles/:role')
  @Endpoint({
    access: 'admin',
    summary: 'Give somebody a role',
    params: adminRoleParams,
    response: adminUserResponse,
    errors: [
      errors.USER_NOT_FOUND,
      errors.CANNOT_CHANGE_OWN_ROLE,
      errors.RECENT_AUTHENTICATION_REQUIRED,
      ...gone,
    ],
  })
  async grantRole(@CurrentCaller() caller: Caller, @Param() { userId, role }: AdminRoleParams) {
    return adminUserView(await this.roles.grantRole(caller, userId, role));
  }

  @Delete(':userId/roles/:role')
  @Endpoint({
    access: 'admin',
    summary: 'Take a role away; the person is signed out everywhere',
    params: adminRoleParams,
    response: adminUserResponse,
    errors: [
      errors.USER_NOT_FOUND,
      errors.CANNOT_CHANGE_OWN_ROLE,
      errors.RECENT_AUTHENTICATION_REQUIRED,
      ...gone,
    ],
  })
  async revokeRole(@CurrentCaller() caller: Caller, @Param() { userId, role }: AdminRoleParams) {
    return adminUserView(await this.roles.revokeRole(caller, userId, role));
  }
}
