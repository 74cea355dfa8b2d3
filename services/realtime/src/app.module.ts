import { Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { RevokedSessionsModule } from '@tribe/projections';
import { RpcModule } from '@tribe/rpc';
import { BlockWatch } from './block/block-watch';
import { FriendshipWatch } from './block/friendship-watch';
import { ClientEventHandlers } from './connection/client-events';
import { ConnectionGuard } from './connection/connection-guard';
import { Connections } from './connection/connections';
import { EventRate } from './connection/event-rate';
import { EventStreams } from './connection/event-streams';
import { RefusedTokens } from './connection/refused-tokens';
import { SlowConsumers } from './connection/slow-consumers';
import { SocketAuth } from './connection/socket-auth';
import { ConversationParticipants } from './conversation/conversation-participants';
import { ConversationRooms } from './conversation/conversation-rooms';
import { FeedHints } from './delivery/feed-hints';
import { OnAccessChangedConsumer } from './delivery/on-access-changed.consumer';
import { OnConversationChangedConsumer } from './delivery/on-conversation-changed.consumer';
import { OnConversationReadConsumer } from './delivery/on-conversation-read.consumer';
import { OnFeedEntriesAddedConsumer } from './delivery/on-feed-entries-added.consumer';
import { OnGoalChangedConsumer } from './delivery/on-goal-changed.consumer';
import { OnMessageMarkedConsumer } from './delivery/on-message-marked.consumer';
import { OnNotificationCreatedConsumer } from './delivery/on-notification-created.consumer';
import { OnPostChangedConsumer } from './delivery/on-post-changed.consumer';
import { OnSystemChangedConsumer } from './delivery/on-system-changed.consumer';
import { OnThreadReadConsumer } from './delivery/on-thread-read.consumer';
import { PostCounts } from './delivery/post-counts';
import { LocationAccess } from './location/location-access';
import { LocationEnds } from './location/location-ends';
import { LocationPushes } from './location/location-pushes';
import { LocationService } from './location/location.service';
import { LocationStore } from './location/location.store';
import { OnLocationRightEndedConsumer } from './location/on-location-right-ended.consumer';
import { ConversationWrites } from './message/conversation-writes';
import { MessageLimits } from './message/message-limits';
import { OnVisibilityChangedConsumer } from './presence/on-visibility-changed.consumer';
import { PresenceRpc } from './presence/presence.rpc';
import { PresenceService } from './presence/presence.service';
import { PresenceStore } from './presence/presence.store';
import { SocketServer } from './socket/socket.server';
import { ConversationChannel } from './subscription/conversation-channel';
import { GoalChannel } from './subscription/goal-channel';
import { PostChannel } from './subscription/post-channel';
import { SubscriptionReview } from './subscription/subscription-review';
import { SubscriptionService } from './subscription/subscription.service';
import { Watches } from './subscription/watches';
import { TypingService } from './typing/typing.service';

@Module({
  imports: [EventsModule.withoutInbox({ maxAgeMs: 60_000 }), RpcModule, RevokedSessionsModule],
  controllers: [
    OnAccessChangedConsumer,
    OnConversationChangedConsumer,
    OnConversationReadConsumer,
    OnThreadReadConsumer,
    OnFeedEntriesAddedConsumer,
    OnGoalChangedConsumer,
    OnLocationRightEndedConsumer,
    OnMessageMarkedConsumer,
    OnNotificationCreatedConsumer,
    OnPostChangedConsumer,
    OnSystemChangedConsumer,
    OnVisibilityChangedConsumer,
    PresenceRpc,
  ],
  providers: [
    BlockWatch,
    ClientEventHandlers,
    ConnectionGuard,
    Connections,
    ConversationChannel,
    ConversationParticipants,
    ConversationRooms,
    ConversationWrites,
    EventRate,
    EventStreams,
    FeedHints,
    FriendshipWatch,
    MessageLimits,
    PostChannel,
    PostCounts,
    PresenceService,
    PresenceStore,
    RefusedTokens,
    SlowConsumers,
    SocketAuth,
    SocketServer,
    GoalChannel,
    LocationAccess,
    LocationEnds,
    LocationPushes,
    LocationService,
    LocationStore,
    SubscriptionReview,
    SubscriptionService,
    TypingService,
    Watches,
  ],
})
export class AppModule {}
