import { Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { RevokedSessionsModule } from '@tribe/projections';
import { RpcModule } from '@tribe/rpc';
import { BlockWatch } from './block/block-watch';
import { OnGoalChangedConsumer } from './delivery/on-goal-changed.consumer';
import { OnNotificationCreatedConsumer } from './delivery/on-notification-created.consumer';
import { PresenceRpc } from './presence/presence.rpc';
import { PresenceService } from './presence/presence.service';
import { PresenceStore } from './presence/presence.store';
import { ClientEventHandlers } from './socket/client-events';
import { SocketAuth } from './socket/socket-auth';
import { SocketServer } from './socket/socket.server';
import { SubscriptionService } from './socket/subscription.service';

@Module({
  imports: [EventsModule.withoutInbox({ maxAgeMs: 60_000 }), RpcModule, RevokedSessionsModule],
  controllers: [OnGoalChangedConsumer, OnNotificationCreatedConsumer, PresenceRpc],
  providers: [
    BlockWatch,
    SocketServer,
    SocketAuth,
    ClientEventHandlers,
    SubscriptionService,
    PresenceService,
    PresenceStore,
  ],
})
export class AppModule {}
