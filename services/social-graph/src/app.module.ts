import { Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { UserCardsModule } from '@tribe/projections';
import { RpcModule } from '@tribe/rpc';
import { FriendAliasController } from './friend/friend-alias.controller';
import { FriendListRpc } from './friend/friend-list.rpc';
import { FriendPresence } from './friend/friend-presence';
import { FriendRequestController } from './friend/friend-request.controller';
import { FriendRequestListService } from './friend/friend-request-list.service';
import { FriendRequestService } from './friend/friend-request.service';
import { FriendController } from './friend/friend.controller';
import { FriendService } from './friend/friend.service';
import { FriendshipSnapshots } from './friend/friendship.snapshots';

@Module({
  imports: [EventsModule, RpcModule, UserCardsModule.forService({ durable: 'social-graph-user-cards-v1' })],
  controllers: [FriendController, FriendRequestController, FriendAliasController, FriendListRpc],
  providers: [FriendService, FriendRequestService, FriendRequestListService, FriendPresence, FriendshipSnapshots],
})
export class AppModule {}
