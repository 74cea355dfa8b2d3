import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { type GetPresenceRequest, PresenceService as PresenceContract } from '@tribe/contracts';
import { RpcController, RpcMethod } from '@tribe/rpc';
import { AppError } from '@tribe/service-kit';
import { errors } from '../errors';
import { PresenceStore } from './presence.store';

const maxUsers = 5_000;

/** Returns to other services which users are online. */
@RpcController()
export class PresenceRpc {
  constructor(private readonly store: PresenceStore) {}

  @RpcMethod(PresenceContract.method.getPresence)
  async getPresence({ userIds }: GetPresenceRequest) {
    if (userIds.length > maxUsers)
      throw new AppError(errors.VALIDATION_FAILED, { detail: `at most ${maxUsers} users` });
    const presences = await this.store.get(userIds);
    return {
      presences: presences.map(({ userId, isOnline, lastSeenAt }) => ({
        userId,
        isOnline,
        ...(lastSeenAt && { lastSeenAt: timestampFromDate(lastSeenAt) }),
      })),
    };
  }
}
