import { Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { JobsModule, PurgesModule } from '@tribe/jobs';
import { PersonalDataModule } from '@tribe/personal-data';
import {
  RevokedSessionsModule,
  MutesModule,
  PartnershipsModule,
  RelationshipsModule,
  UserCardsModule,
} from '@tribe/projections';
import { RpcModule } from '@tribe/rpc';
import { DeviceController } from './device/device.controller';
import { DeviceService } from './device/device.service';
import { DailySummaries } from './digest/daily-summary';
import { FirstGoalProjection } from './digest/first-goal.projection';
import { OnVerificationChangedConsumer } from './digest/on-verification-changed.consumer';
import { PlanDigestMailsJob } from './digest/plan-digest-mails.job';
import { SendDigestMailJob } from './digest/send-digest-mail.job';
import { VerificationDigest } from './digest/verification-digest';
import { Mailer } from './mail/mailer';
import { OnAccountMailRequestedConsumer } from './mail/on-account-mail-requested.consumer';
import { OnPartnershipInvitedConsumer } from './mail/on-partnership-invited.consumer';
import { SendAccountMailJob } from './mail/send-account-mail.job';
import { SendBanMailJob } from './mail/send-ban-mail.job';
import { SendPartnershipInvitationJob } from './mail/send-partnership-invitation.job';
import { GroupedNotifications } from './notification/grouped-notifications';
import { NotificationPushes } from './notification/notification-pushes';
import { NotificationViews } from './notification/notification-views';
import { NotificationWriter } from './notification/notification-writer';
import { NotificationController } from './notification/notification.controller';
import { NotificationService } from './notification/notification.service';
import { OnAchievementEarnedConsumer } from './notification/on-achievement-earned.consumer';
import { OnBadgeChangedConsumer } from './notification/on-badge-changed.consumer';
import { OnCheckinChangedConsumer } from './notification/on-checkin-changed.consumer';
import { OnFriendshipChangedConsumer } from './notification/on-friendship-changed.consumer';
import { OnGoalCompletedConsumer } from './notification/on-goal-completed.consumer';
import { OnGoalContributionAddedConsumer } from './notification/on-goal-contribution-added.consumer';
import { OnGoalMembershipConsumer } from './notification/on-goal-membership.consumer';
import { OnGoalProgressConsumer } from './notification/on-goal-progress.consumer';
import { OnModerationConsumer } from './notification/on-moderation.consumer';
import { OnPartnershipChangedConsumer } from './notification/on-partnership-changed.consumer';
import { OnPostChangedConsumer } from './notification/on-post-changed.consumer';
import { OnReminderDueConsumer } from './notification/on-reminder-due.consumer';
import { OnSharedItemChangedConsumer } from './notification/on-shared-item-changed.consumer';
import { OnStreakChangedConsumer } from './notification/on-streak-changed.consumer';
import { OnTribeChangedConsumer } from './notification/on-tribe-changed.consumer';
import { OnUsersMentionedConsumer } from './notification/on-users-mentioned.consumer';
import { DigestPersonalData } from './personal-data/digest-personal-data';
import { NotificationsPersonalData } from './personal-data/notifications-personal-data';
import { PreferencesController } from './preferences/preferences.controller';
import { PreferencesService } from './preferences/preferences.service';
import { purges } from './purges';
import { MessagePushPeople } from './push/message-push-people';
import { OnConversationReadConsumer } from './push/on-conversation-read.consumer';
import { OnMessageSentConsumer } from './push/on-message-sent.consumer';
import { OnThreadReadConsumer } from './push/on-thread-read.consumer';
import { PushDevices } from './push/push-devices';
import { PushSender } from './push/push-sender';
import { QuietHoursProjection } from './push/quiet-hours.projection';
import { SendMessagePushJob } from './push/send-message-push.job';
import { SendNotificationPushJob } from './push/send-notification-push.job';
import { WithdrawMessagePushJob } from './push/withdraw-message-push.job';
import { NotificationChanges } from './sync/notification-changes';
import { NotificationSyncRpc } from './sync/notification-sync.rpc';

@Module({
  imports: [
    RevokedSessionsModule,
    EventsModule,
    RpcModule,
    JobsModule,
    PurgesModule.forTables(purges),
    PersonalDataModule.forService({
      erased: 'notifications-user-erased-v1',
      exported: 'notifications-data-export-v1',
    }),
    UserCardsModule.forService({ durable: 'notifications-user-cards-v1' }),
    RelationshipsModule.forService({
      durable: 'notifications-relationships-v1',
      blocks: 'notifications-blocks-v1',
    }),
    MutesModule.forService({ durable: 'notifications-mutes-v1' }),
    PartnershipsModule.forService({ durable: 'notifications-partnerships-v1' }),
  ],
  controllers: [
    DeviceController,
    NotificationController,
    NotificationSyncRpc,
    PreferencesController,
    OnMessageSentConsumer,
    OnConversationReadConsumer,
    OnThreadReadConsumer,
    OnAccountMailRequestedConsumer,
    OnPartnershipInvitedConsumer,
    OnFriendshipChangedConsumer,
    OnPartnershipChangedConsumer,
    OnTribeChangedConsumer,
    OnUsersMentionedConsumer,
    OnGoalContributionAddedConsumer,
    OnGoalProgressConsumer,
    OnGoalMembershipConsumer,
    OnGoalCompletedConsumer,
    OnCheckinChangedConsumer,
    OnStreakChangedConsumer,
    OnAchievementEarnedConsumer,
    OnBadgeChangedConsumer,
    OnPostChangedConsumer,
    OnSharedItemChangedConsumer,
    OnReminderDueConsumer,
    OnModerationConsumer,
    OnVerificationChangedConsumer,
    FirstGoalProjection,
    QuietHoursProjection,
  ],
  providers: [
    NotificationsPersonalData,
    DigestPersonalData,
    Mailer,
    NotificationChanges,
    NotificationService,
    NotificationViews,
    NotificationPushes,
    NotificationWriter,
    GroupedNotifications,
    PreferencesService,
    DeviceService,
    MessagePushPeople,
    PushDevices,
    PushSender,
    SendMessagePushJob,
    SendNotificationPushJob,
    WithdrawMessagePushJob,
    SendAccountMailJob,
    SendPartnershipInvitationJob,
    SendBanMailJob,
    VerificationDigest,
    DailySummaries,
    PlanDigestMailsJob,
    SendDigestMailJob,
  ],
})
export class AppModule {}
