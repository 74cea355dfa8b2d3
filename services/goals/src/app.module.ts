import { Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { JobsModule, PurgesModule } from '@tribe/jobs';
import { PersonalDataModule } from '@tribe/personal-data';
import {
  ActiveFriends,
  ModerationMutesModule,
  PartnershipsModule,
  ProfileSight,
  RelationshipsModule,
  RevokedSessionsModule,
  UserCardsModule,
  VisibleCards,
} from '@tribe/projections';
import { RpcModule } from '@tribe/rpc';
import { AchievementFactsConsumer } from './achievement/achievement-facts.consumer';
import { AchievementController } from './achievement/achievement.controller';
import { AchievementService } from './achievement/achievement.service';
import { Awards } from './achievement/awards';
import { BackfillAchievementsJob } from './achievement/backfill-achievements.job';
import { ActivityRpc } from './activity/activity.rpc';
import { BadgeCommitments } from './badge/badge-commitments';
import { BadgeKeys } from './badge/badge-keys';
import { BadgeKeysController } from './badge/badge-keys.controller';
import { BadgePartners } from './badge/badge-partners';
import { BadgeReader } from './badge/badge-reader';
import { BadgeController } from './badge/badge.controller';
import { BadgeService } from './badge/badge.service';
import { CheckinChangeService } from './checkin/checkin-change.service';
import { CheckinListService } from './checkin/checkin-list.service';
import { CheckinPartners } from './checkin/checkin-partners';
import { CheckinViews } from './checkin/checkin-views';
import { CheckinController } from './checkin/checkin.controller';
import { CheckinService } from './checkin/checkin.service';
import { VerificationController } from './checkin/verification.controller';
import { VerificationService } from './checkin/verification.service';
import { ContributionRecorder } from './contribution/contribution-recorder';
import { ContributionController } from './contribution/contribution.controller';
import { ContributionService } from './contribution/contribution.service';
import { CorrectionService } from './contribution/correction.service';
import { GoalDiscoveryService } from './discovery/goal-discovery.service';
import { GoalFeedController } from './discovery/goal-feed.controller';
import { GoalSearchController } from './discovery/goal-search.controller';
import { GoalReminderController } from './goal-reminder/goal-reminder.controller';
import { GoalReminderService } from './goal-reminder/goal-reminder.service';
import { GoalAccess } from './goal/goal-access';
import { GoalAccessRpc } from './goal/goal-access.rpc';
import { GoalListService } from './goal/goal-list.service';
import { GoalStateController } from './goal/goal-state.controller';
import { GoalController } from './goal/goal.controller';
import { GoalService } from './goal/goal.service';
import { GoalSnapshots } from './goal/goal.snapshots';
import { PersonGoalsController } from './goal/person-goals.controller';
import { HistoryImport } from './import/history/history-import';
import { HistoryWriter } from './import/history/history-writer';
import { ImportHistoryJob } from './import/import-history.job';
import { ImportController } from './import/import.controller';
import { ImportService } from './import/import.service';
import { TribeContributions } from './import/tribe/tribe-contributions';
import { TribeGoals } from './import/tribe/tribe-goals';
import { TribeImport } from './import/tribe/tribe-import';
import { TribeReminders } from './import/tribe/tribe-reminders';
import { TribeSystems } from './import/tribe/tribe-systems';
import { GoalEntryController } from './invitation/goal-entry.controller';
import { InvitationController } from './invitation/invitation.controller';
import { InvitationService } from './invitation/invitation.service';
import { InviteService } from './invitation/invite.service';
import { Invitees } from './invitation/invitees';
import { JoinService } from './invitation/join.service';
import { ReceivedInvitations } from './invitation/received-invitations';
import { SentInvitationService } from './invitation/sent-invitation.service';
import { GoalOutcomes } from './milestone/goal-outcomes';
import { MilestoneController } from './milestone/milestone.controller';
import { MilestoneService } from './milestone/milestone.service';
import { ModeratedContents } from './moderation/moderated-contents';
import { OnModerationActionConsumer } from './moderation/on-moderation-action.consumer';
import { ReportTargets } from './moderation/report-targets';
import { ReportRpc } from './moderation/report.rpc';
import { ShareController } from './pace/share.controller';
import { ShareService } from './pace/share.service';
import { GoalAdmission } from './participant/goal-admission';
import { GoalDepartureService } from './participant/goal-departure.service';
import { GoalHandover } from './participant/goal-handover';
import { GoalParticipantController } from './participant/goal-participant.controller';
import { GoalParticipantService } from './participant/goal-participant.service';
import { ReplaceIdleOwnersJob } from './participant/replace-idle-owners.job';
import { PartnerStandings } from './partner/partner-standings';
import { GoalsPersonalData } from './personal-data/goals-personal-data';
import { OwnRowsPersonalData } from './personal-data/own-rows-personal-data';
import { SharingPersonalData } from './personal-data/sharing-personal-data';
import { SystemsPersonalData } from './personal-data/systems-personal-data';
import { DashboardService } from './progress/dashboard.service';
import { GoalProgressService } from './progress/goal-progress.service';
import { ProgressController } from './progress/progress.controller';
import { SystemProgressService } from './progress/system-progress.service';
import { purges } from './purges';
import { ReflectionController } from './reflection/reflection.controller';
import { ReflectionService } from './reflection/reflection.service';
import { DueReminders } from './reminder-delivery/due-reminders';
import { ReminderMetrics } from './reminder-delivery/reminder-metrics';
import { RepairRemindersJob } from './reminder-delivery/repair-reminders.job';
import { SendRemindersJob } from './reminder-delivery/send-reminders.job';
import { CommentController } from './sharing/comment.controller';
import { CommentService } from './sharing/comment.service';
import { ReactionController } from './sharing/reaction.controller';
import { ReactionService } from './sharing/reaction.service';
import { SharedItemAccess } from './sharing/shared-item-access';
import { SharedItemLists } from './sharing/shared-item-lists';
import { Streaks } from './streak/streaks';
import { UserCalendarProjection } from './streak/user-calendar.projection';
import { GoalChanges } from './sync/goal-changes';
import { GoalSyncRpc } from './sync/goal-sync.rpc';
import { SystemAbsenceService } from './system/system-absence.service';
import { SystemAccess } from './system/system-access';
import { SystemListService } from './system/system-list.service';
import { SystemPauseService } from './system/system-pause.service';
import { SystemPeople } from './system/system-people';
import { SystemStateController } from './system/system-state.controller';
import { SystemStreakController } from './system/system-streak.controller';
import { SystemStreakService } from './system/system-streak.service';
import { SystemController } from './system/system.controller';
import { SystemService } from './system/system.service';
import { SystemSnapshots } from './system/system.snapshots';

@Module({
  imports: [
    RevokedSessionsModule,
    EventsModule,
    RpcModule,
    JobsModule,
    PurgesModule.forTables(purges),
    PersonalDataModule.forService({
      erased: 'goals-user-erased-v1',
      exported: 'goals-data-export-v1',
    }),
    UserCardsModule.forService({ durable: 'goals-user-cards-v1' }),
    ModerationMutesModule.forService({ durable: 'goals-moderation-mutes-v1' }),
    RelationshipsModule.forService({
      durable: 'goals-relationships-v1',
      blocks: 'goals-blocks-v1',
    }),
    PartnershipsModule.forService({ durable: 'goals-partnerships-v1' }),
  ],
  controllers: [
    OnModerationActionConsumer,
    ActivityRpc,
    ReportRpc,
    GoalFeedController,
    GoalSearchController,
    InvitationController,
    GoalEntryController,
    GoalController,
    GoalStateController,
    PersonGoalsController,
    GoalParticipantController,
    ContributionController,
    GoalReminderController,
    MilestoneController,
    ShareController,
    GoalAccessRpc,
    GoalSyncRpc,
    SystemController,
    SystemStateController,
    SystemStreakController,
    CheckinController,
    VerificationController,
    ReflectionController,
    ProgressController,
    ReactionController,
    CommentController,
    AchievementController,
    BadgeController,
    BadgeKeysController,
    ImportController,
    AchievementFactsConsumer,
    UserCalendarProjection,
  ],
  providers: [
    GoalsPersonalData,
    SystemsPersonalData,
    SharingPersonalData,
    OwnRowsPersonalData,
    VisibleCards,
    ProfileSight,
    GoalAccess,
    ModeratedContents,
    ReportTargets,
    ActiveFriends,
    GoalService,
    GoalListService,
    GoalSnapshots,
    GoalDiscoveryService,
    GoalAdmission,
    GoalHandover,
    GoalDepartureService,
    ReplaceIdleOwnersJob,
    GoalParticipantService,
    ReceivedInvitations,
    Invitees,
    InvitationService,
    SentInvitationService,
    InviteService,
    JoinService,
    GoalOutcomes,
    MilestoneService,
    ContributionRecorder,
    ContributionService,
    GoalReminderService,
    CorrectionService,
    ShareService,
    Streaks,
    PartnerStandings,
    SystemAccess,
    SystemPeople,
    SystemService,
    SystemListService,
    SystemPauseService,
    SystemAbsenceService,
    SystemStreakService,
    SystemSnapshots,
    CheckinPartners,
    CheckinViews,
    CheckinService,
    CheckinChangeService,
    CheckinListService,
    VerificationService,
    ReflectionService,
    DashboardService,
    GoalChanges,
    SystemProgressService,
    GoalProgressService,
    SharedItemAccess,
    SharedItemLists,
    ReactionService,
    CommentService,
    DueReminders,
    ReminderMetrics,
    SendRemindersJob,
    RepairRemindersJob,
    AchievementService,
    Awards,
    BackfillAchievementsJob,
    BadgeKeys,
    BadgePartners,
    BadgeCommitments,
    BadgeReader,
    BadgeService,
    HistoryWriter,
    HistoryImport,
    TribeContributions,
    TribeReminders,
    TribeGoals,
    TribeSystems,
    TribeImport,
    ImportHistoryJob,
    ImportService,
  ],
})
export class AppModule {}
