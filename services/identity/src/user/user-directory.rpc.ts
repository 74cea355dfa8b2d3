import { UserDirectoryService, type GetUserCardsRequest } from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError } from '@tribe/service-kit';
import { z } from 'zod';
import { errors } from '../errors';
import { defaultSettings } from '../settings/settings.rules';
import { toUserPrivacy } from './user-settings.events';
import { toUserCard } from './user.events';
import { UserService } from './user.service';

const userIds = z.array(z.uuid()).max(100);

@RpcController()
export class UserDirectoryRpc {
  constructor(private readonly users: UserService) {}

  @RpcMethod(UserDirectoryService.method.getUserCards)
  async getUserCards(request: GetUserCardsRequest) {
    const ids = userIds.safeParse(request.userIds);
    if (!ids.success)
      throw new AppError(errors.VALIDATION_FAILED, {
        detail: 'Ask for at most 100 user ids, all UUIDs',
      });
    const rows = await this.users.listCards(ids.data);
    return {
      cards: rows.map((row) => ({
        user: toUserCard(row),
        version: BigInt(row.version),
        privacy: toUserPrivacy(row.privacy ?? defaultSettings),
      })),
    };
  }
}
