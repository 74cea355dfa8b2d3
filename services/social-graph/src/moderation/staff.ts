import { Injectable } from '@nestjs/common';
import { UserRoleService } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';

const deadlineMs = 1_000;

/** Asks identity which users are admins and moderators. */
@Calls(UserRoleService.method.getUserRoles)
@Injectable()
export class Staff {
  constructor(private readonly rpc: Rpc) {}

  /**
   * Must not be called inside a transaction.
   *
   * @throws AppError RPC_UNAVAILABLE while identity does not answer
   */
  async rolesOf(userId: string | null): Promise<readonly string[]> {
    if (userId === null) return [];
    return (await this.rpc.client(UserRoleService).getUserRoles({ userId }, { deadlineMs })).roles;
  }

  /** @throws AppError MODERATOR_NOT_FOUND; RPC_UNAVAILABLE while identity does not answer */
  async requireModerator(userId: string): Promise<void> {
    const roles = await this.rolesOf(userId);
    if (roles.length === 0) throw new AppError(errors.MODERATOR_NOT_FOUND);
  }
}
