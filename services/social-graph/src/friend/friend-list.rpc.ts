import {
  FriendListService,
  type ListFriendIdsRequest,
  type ListPresenceAudienceRequest,
} from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { id, AppError, Database } from '@tribe/service-kit';
import { z } from 'zod';
import { errors } from '../errors';
import { listNewestFriends } from './friend.queries';
import { filterHidingPresence } from './presence.queries';

const friendListRequest = z.object({ userId: id, limit: z.int().min(1).max(5_000) });

/** Tells other services the friends of a user, fresh from the tables. */
@RpcController()
export class FriendListRpc {
  constructor(private readonly database: Database) {}

  @RpcMethod(FriendListService.method.listFriendIds)
  async listFriendIds(request: ListFriendIdsRequest) {
    return { friendIds: await this.friendIdsFor(request) };
  }

  @RpcMethod(FriendListService.method.listPresenceAudience)
  async listPresenceAudience(request: ListPresenceAudienceRequest) {
    const friendIds = await this.friendIdsFor(request);
    const hiding = await filterHidingPresence(this.database, [request.userId]);
    return { friendIds: hiding.length > 0 ? [] : friendIds };
  }

  private async friendIdsFor(request: { userId: string; limit: number }): Promise<string[]> {
    const { success, data } = friendListRequest.safeParse(request);

    if (!success) {
      const detail = 'user_id must be a UUID and limit 1 to 5000';
      throw new AppError(errors.VALIDATION_FAILED, { detail });
    }

    const friends = await listNewestFriends(this.database, data.userId, data.limit);

    return friends.map(({ friendId }) => friendId);
  }
}
