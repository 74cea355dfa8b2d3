import { setTimeout as sleep } from 'node:timers/promises';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Injectable, Module } from '@nestjs/common';
import { FriendListService, type GetPresenceRequest, PresenceService } from '@tribe/contracts';
import { Calls, RpcController, RpcMethod, RpcModule } from '@tribe/rpc';
import { baseConfig, defineService } from '@tribe/service-kit';

/** The answer of realtime, and its delay. */
export const presence = {
  seen: new Map<string, { isOnline: boolean; lastSeenAt?: Date }>(),
  delayMs: 0,
};

@RpcController()
class PresenceRpc {
  @RpcMethod(PresenceService.method.getPresence)
  async getPresence({ userIds }: GetPresenceRequest) {
    if (presence.delayMs > 0) await sleep(presence.delayMs, undefined, { ref: false });
    const presences = userIds.map((userId) => {
      const { isOnline = false, lastSeenAt } = presence.seen.get(userId) ?? {};
      return { userId, isOnline, ...(lastSeenAt && { lastSeenAt: timestampFromDate(lastSeenAt) }) };
    });
    return { presences };
  }
}

@Calls(FriendListService.method.listFriendIds)
@Injectable()
class FriendListCaller {}

@Module({ imports: [RpcModule], controllers: [PresenceRpc], providers: [FriendListCaller] })
class RealtimeModule {}

/** Answers questions about presence in the place of realtime. */
export const realtime = defineService({
  name: 'realtime',
  module: RealtimeModule,
  config: baseConfig,
});
