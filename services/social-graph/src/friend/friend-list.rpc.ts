import {
  FriendListService,
  type ListFriendIdsRequest,
  type ListPresenceAudienceRequest,
} from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError, Database } from '@tribe/service-kit';
import { z } from 'zod';
import { errors } from '../errors';
import { selectRecentFriends } from './friend.queries';
import { selectUnseen } from './presence.queries';

const friendsOfRequest = z.object({ userId: z.uuid(), limit: z.int().min(1).max(5_000) });

/** Tells other services who somebody's friends are, fresh from the source. */
@RpcController()
export class FriendListRpc {
  constructor(private readonly database: Database) {}

  @RpcMethod(FriendListService.method.listFriendIds)
  async listFriendIds(request: ListFriendIdsRequest) {
    return { friendIds: await this.friendsOf(request) };
  }

  @RpcMethod(FriendListService.method.listPresenceAudience)
  async listPresenceAudience(request: ListPresenceAudienceRequest) {
    const friendIds = await this.friendsOf(request);
    const unseen = await selectUnseen(this.database, [request.userId]);
    return { friendIds: unseen.length > 0 ? [] : friendIds };
  }

  private async friendsOf(request: { userId: string; limit: number }): Promise<string[]> {
    const parsed = friendsOfRequest.safeParse(request);
    if (!parsed.success)
      throw new AppError(errors.VALIDATION_FAILED, {
        detail: 'user_id must be a UUID and limit 1 to 5000',
      });
    const { userId, limit } = parsed.data;
    const friends = await selectRecentFriends(this.database, userId, {
      after: undefined,
      offset: 0,
      limit,
    });
    return friends.map(({ friend_id }) => friend_id);
  }
}
