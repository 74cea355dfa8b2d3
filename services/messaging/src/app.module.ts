import { Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { JobsModule, PurgesModule } from '@tribe/jobs';
import { PersonalDataModule } from '@tribe/personal-data';
import {
  ActiveFriends,
  MediaLinks,
  MediaUses,
  ModerationMutesModule,
  PartnershipsModule,
  RelationshipsModule,
  RevokedSessionsModule,
  UserCardsModule,
  VisibleCards,
} from '@tribe/projections';
import { RpcModule } from '@tribe/rpc';
import { ConversationAccess } from './access/conversation-access';
import { ConversationAccessRpc } from './access/conversation-access.rpc';
import { Memberships } from './access/memberships';
import { MessagePermissions } from './access/message-permissions';
import { PartnerRights } from './access/partner-rights';
import { Recipients } from './access/recipients';
import { TeamConfirmation } from './access/team-confirmation';
import { TeamRoster } from './access/team-roster';
import { TeamScope } from './access/team-scope';
import { AlertConfirmations } from './alert/alert-confirmations';
import { AlertListService } from './alert/alert-list.service';
import { AlertPlaces } from './alert/alert-places';
import { AlertRaising } from './alert/alert-raising';
import { AlertController } from './alert/alert.controller';
import { AlertService } from './alert/alert.service';
import { ChannelAlertController } from './alert/channel-alert.controller';
import { AttachmentReservation } from './attachment/attachment-reservation';
import { AttachmentViews } from './attachment/attachment-views';
import { OnMediaDeletedConsumer } from './attachment/on-media-deleted.consumer';
import { SyncAttachmentJob } from './attachment/sync-attachment.job';
import { ChainController } from './chain/chain.controller';
import { ChainService } from './chain/chain.service';
import { CoachConversations } from './coach/coach-conversations';
import { CoachMessagesRpc } from './coach/coach-messages.rpc';
import { OnUserRegisteredConsumer } from './coach/on-user-registered.consumer';
import { ArchiveEventsJob } from './conversation/archive-events.job';
import { ChannelClosing } from './conversation/channel-closing';
import { ConversationChangesService } from './conversation/conversation-changes.service';
import { ConversationCreation } from './conversation/conversation-creation';
import { ConversationListService } from './conversation/conversation-list.service';
import { ConversationSettingsService } from './conversation/conversation-settings.service';
import { ConversationViews } from './conversation/conversation-views';
import { ConversationController } from './conversation/conversation.controller';
import { ConversationService } from './conversation/conversation.service';
import { DirectConversationService } from './conversation/direct-conversation.service';
import { DraftController } from './draft/draft.controller';
import { DraftService } from './draft/draft.service';
import { GalleryController } from './gallery/gallery.controller';
import { GalleryService } from './gallery/gallery.service';
import { GoalRights } from './goal/goal-rights';
import { OnGoalCompletedConsumer } from './goal/on-goal-completed.consumer';
import { MessageChangesService } from './message/message-changes.service';
import { MessageHistoryService } from './message/message-history.service';
import { MessageRecipientsRpc } from './message/message-recipients.rpc';
import { MessageStore } from './message/message-store';
import { MessageTargets } from './message/message-targets';
import { MessageViews } from './message/message-views';
import { MessageController } from './message/message.controller';
import { MessageService } from './message/message.service';
import { ScatteredMessages } from './message/scattered-messages';
import { SystemMessages } from './message/system-messages';
import { OnModerationActionConsumer } from './moderation/on-moderation-action.consumer';
import { ReportTargets } from './moderation/report-targets';
import { ReportRpc } from './moderation/report.rpc';
import { MutedWordController } from './muted-word/muted-word.controller';
import { MutedWordService } from './muted-word/muted-word.service';
import { GroupLeaving } from './participant/group-leaving';
import { NewRequests } from './participant/new-requests';
import { ParticipantController } from './participant/participant.controller';
import { ParticipantService } from './participant/participant.service';
import { RequestAcceptance } from './participant/request-acceptance';
import { OnPartnershipActiveConsumer } from './partnership/on-partnership-active.consumer';
import { OnUserReturnedConsumer } from './partnership/on-user-returned.consumer';
import { PartnershipConversations } from './partnership/partnership-conversations';
import { ErasedMessages } from './personal-data/erased-messages';
import { ErasedReactions } from './personal-data/erased-reactions';
import { MessagingExport } from './personal-data/messaging-export';
import { MessagingPersonalData } from './personal-data/messaging-personal-data';
import { PinListService } from './pin/pin-list.service';
import { PinController } from './pin/pin.controller';
import { PinService } from './pin/pin.service';
import { purges } from './purges';
import { ReactionController } from './reaction/reaction.controller';
import { ReactionService } from './reaction/reaction.service';
import { ReadController } from './read/read.controller';
import { ReadService } from './read/read.service';
import { MessageRequestListService } from './request/message-request-list.service';
import { MessageRequestController } from './request/message-request.controller';
import { MessageRequestService } from './request/message-request.service';
import { OnFriendshipAcceptedConsumer } from './request/on-friendship-accepted.consumer';
import { ExpireMessagesJob } from './retention/expire-messages.job';
import { MessageExpiry } from './retention/message-expiry';
import { RetentionController } from './retention/retention.controller';
import { RetentionService } from './retention/retention.service';
import { FoundMessages } from './search/found-messages';
import { MessageSearchController } from './search/message-search.controller';
import { MessageSearchService } from './search/message-search.service';
import { SocketWritesRpc } from './socket/socket-writes.rpc';
import { MissedViews } from './sync/missed-views';
import { SyncCursors } from './sync/sync-cursors';
import { SyncSources } from './sync/sync-sources';
import { SyncController } from './sync/sync.controller';
import { SyncService } from './sync/sync.service';
import { ArchiveYearsJob } from './team/archive-years.job';
import { ChannelController } from './team/channel.controller';
import { ChannelService } from './team/channel.service';
import { DeleteClosedChannelsJob } from './team/delete-closed-channels.job';
import { TeamYearController } from './team/team-year.controller';
import { TeamYearService } from './team/team-year.service';
import { TeamProjection } from './team/team.projection';
import { ThreadListController } from './thread/thread-list.controller';
import { ThreadListService } from './thread/thread-list.service';
import { ThreadController } from './thread/thread.controller';
import { ThreadService } from './thread/thread.service';

@Module({
  imports: [
    RevokedSessionsModule,
    EventsModule,
    JobsModule,
    PurgesModule.forTables(purges),
    RpcModule,
    PersonalDataModule.forService({
      erased: 'messaging-user-erased-v1',
      exported: 'messaging-data-export-v1',
    }),
    UserCardsModule.forService({ durable: 'messaging-user-cards-v1' }),
    ModerationMutesModule.forService({ durable: 'messaging-moderation-mutes-v1' }),
    RelationshipsModule.forService({
      durable: 'messaging-relationships-v1',
      blocks: 'messaging-blocks-v1',
    }),
    PartnershipsModule.forService({ durable: 'messaging-partnerships-v1' }),
  ],
  controllers: [
    AlertController,
    ChainController,
    ChannelAlertController,
    ChannelController,
    CoachMessagesRpc,
    ConversationAccessRpc,
    ConversationController,
    DraftController,
    GalleryController,
    MessageController,
    MessageRecipientsRpc,
    MessageRequestController,
    MessageSearchController,
    OnFriendshipAcceptedConsumer,
    OnGoalCompletedConsumer,
    OnMediaDeletedConsumer,
    OnPartnershipActiveConsumer,
    OnUserReturnedConsumer,
    OnUserRegisteredConsumer,
    OnModerationActionConsumer,
    MutedWordController,
    ParticipantController,
    PinController,
    ReactionController,
    ReadController,
    ReportRpc,
    RetentionController,
    SocketWritesRpc,
    SyncController,
    TeamProjection,
    TeamYearController,
    ThreadController,
    ThreadListController,
  ],
  providers: [
    MessagingExport,
    MessagingPersonalData,
    ErasedMessages,
    ErasedReactions,
    GroupLeaving,
    GoalRights,
    ExpireMessagesJob,
    MessageExpiry,
    RetentionService,
    NewRequests,
    RequestAcceptance,
    MessageRequestListService,
    MessageRequestService,
    VisibleCards,
    AlertConfirmations,
    AlertListService,
    AlertPlaces,
    AlertRaising,
    AlertService,
    ChainService,
    ChannelService,
    CoachConversations,
    ConversationAccess,
    Memberships,
    TeamConfirmation,
    TeamRoster,
    TeamScope,
    ActiveFriends,
    MessagePermissions,
    PartnerRights,
    PartnershipConversations,
    Recipients,
    ChannelClosing,
    DeleteClosedChannelsJob,
    ReportTargets,
    ArchiveYearsJob,
    TeamYearService,
    ArchiveEventsJob,
    ConversationChangesService,
    ConversationCreation,
    ConversationListService,
    ConversationService,
    DirectConversationService,
    ConversationSettingsService,
    ConversationViews,
    DraftService,
    MessageChangesService,
    MessageHistoryService,
    FoundMessages,
    MessageSearchService,
    MessageService,
    AttachmentReservation,
    AttachmentViews,
    GalleryService,
    MediaLinks,
    MediaUses,
    SyncAttachmentJob,
    MessageStore,
    MessageTargets,
    MessageViews,
    MutedWordService,
    ParticipantService,
    PinListService,
    PinService,
    ReactionService,
    ReadService,
    ScatteredMessages,
    SystemMessages,
    ThreadListService,
    ThreadService,
    MissedViews,
    SyncCursors,
    SyncSources,
    SyncService,
  ],
})
export class AppModule {}
