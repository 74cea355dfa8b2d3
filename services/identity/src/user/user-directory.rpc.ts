import { type GetUserCardsRequest, UserDirectoryService } from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { id, AppError, Database } from '@tribe/service-kit';
import { z } from 'zod';
import { errors } from '../errors';
import { findUserCard } from './user-card.queries';
import { localeMessage, privacyMessage } from './user-settings.events';
import { defaultSettings } from './user-settings.rules';
import { userCardMessage } from './user.events';

const userIds = z.array(id).max(100);

/** Gives the cards of users to other services. Users who do not exist or are not active are left out. */
@RpcController()
export class UserDirectoryRpc {
  constructor(private readonly database: Database) {}

  @RpcMethod(UserDirectoryService.method.getUserCards)
  async getUserCards(request: GetUserCardsRequest) {
    const { success, data } = userIds.safeParse(request.userIds);

    if (!success)
      throw new AppError(errors.VALIDATION_FAILED, {
        detail: 'user_ids must be at most 100 UUIDs',
      });

    const cards = await Promise.all(data.map((id) => findUserCard(this.database, id)));

    return {
      cards: cards
        .filter((card) => card !== undefined)
        .map((card) => ({
          user: userCardMessage(card),
          version: card.version,
          privacy: privacyMessage(card.privacy ?? defaultSettings),
          locale: localeMessage(card.locale ?? defaultSettings),
        })),
    };
  }
}
