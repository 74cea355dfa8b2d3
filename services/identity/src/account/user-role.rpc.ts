import { type GetUserRolesRequest, UserRoleService } from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError, Database, id } from '@tribe/service-kit';
import { errors } from '../errors';
import { Roles } from './roles';

/** Tells other services which users are admins and moderators. */
@RpcController()
export class UserRoleRpc {
  constructor(
    private readonly database: Database,
    private readonly roles: Roles,
  ) {}

  @RpcMethod(UserRoleService.method.getUserRoles)
  async getUserRoles(request: GetUserRolesRequest) {
    const { success, data: userId } = id.safeParse(request.userId);
    if (!success)
      throw new AppError(errors.VALIDATION_FAILED, { detail: 'user_id must be a UUID' });

    return { roles: [...(await this.roles.of(this.database, userId))] };
  }
}
