import { Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { JobsModule, PurgesModule } from '@tribe/jobs';
import { PersonalDataModule } from '@tribe/personal-data';
import { MediaLinks, MediaUses, RevokedSessionsModule, UserCardsModule } from '@tribe/projections';
import { RpcModule } from '@tribe/rpc';
import { LinkTokens } from '@tribe/service-kit';
import { AppealDecisionService } from './appeal/appeal-decision.service';
import { AppealListService } from './appeal/appeal-list.service';
import { AppealViews } from './appeal/appeal-views';
import { AppealController } from './appeal/appeal.controller';
import { AppealService } from './appeal/appeal.service';
import { BanNoticeRpc } from './appeal/ban-notice.rpc';
import { BlockController } from './block/block.controller';
import { BlockService } from './block/block.service';
import { BlockSnapshots } from './block/block.snapshots';
import { ContactBudget } from './contact/contact-budget';
import { ContactController } from './contact/contact.controller';
import { ContactService } from './contact/contact.service';
import { PhoneDirectory } from './contact/phone-directory';
import { PhoneReachProjection } from './contact/phone-reach.projection';
import { FriendAliasController } from './friend/friend-alias.controller';
import { FriendListRpc } from './friend/friend-list.rpc';
import { FriendPresence } from './friend/friend-presence';
import { FriendRequestController } from './friend/friend-request.controller';
import { FriendRequestService } from './friend/friend-request.service';
import { FriendStatusService } from './friend/friend-status.service';
import { FriendViews } from './friend/friend-views';
import { FriendController } from './friend/friend.controller';
import { FriendService } from './friend/friend.service';
import { FriendshipSnapshots } from './friend/friendship.snapshots';
import { PersonFriendsController } from './friend/person-friends.controller';
import { PersonFriendsService } from './friend/person-friends.service';
import { CaseAccess } from './moderation/case-access';
import { CaseContextService } from './moderation/case-context.service';
import { CaseResolution } from './moderation/case-resolution';
import { CaseViews } from './moderation/case-views';
import { CaseController } from './moderation/case.controller';
import { CaseService } from './moderation/case.service';
import { DecisionService } from './moderation/decision.service';
import { ModerationActionSnapshots } from './moderation/moderation-action.snapshots';
import { ModerationAudit } from './moderation/moderation-audit';
import { Staff } from './moderation/staff';
import { TribeModeration } from './moderation/tribe-moderation';
import { MuteController } from './mute/mute.controller';
import { MuteService } from './mute/mute.service';
import { MuteSnapshots } from './mute/mute.snapshots';
import { EmailOwners } from './partnership/email-owners';
import { ExpirePartnershipInvitationJob } from './partnership/expire-partnership-invitation.job';
import { InvitationRefusalController } from './partnership/invitation-refusal.controller';
import { InvitationRefusals } from './partnership/invitation-refusals';
import { PartnershipAccess } from './partnership/partnership-access';
import { PartnershipAnswerService } from './partnership/partnership-answer.service';
import { PartnershipInvitationController } from './partnership/partnership-invitation.controller';
import { PartnershipInvitationRpc } from './partnership/partnership-invitation.rpc';
import { PartnershipInvitationService } from './partnership/partnership-invitation.service';
import { PartnershipInviters } from './partnership/partnership-inviters';
import { PartnershipQuota } from './partnership/partnership-quota';
import { PartnershipSeverance } from './partnership/partnership-severance';
import { PartnershipViews } from './partnership/partnership-views';
import { PartnershipController } from './partnership/partnership.controller';
import { PartnershipService } from './partnership/partnership.service';
import { PartnershipSnapshots } from './partnership/partnership.snapshots';
import { PersonSight } from './people/person-sight';
import { PersonViews } from './people/person-views';
import { RelationRpc } from './people/relation.rpc';
import { SocialGraphPersonalData } from './personal-data/social-graph-personal-data';
import { purges } from './purges';
import { OwnReportTargets } from './report/own-report-targets';
import { ReportEvidence } from './report/report-evidence';
import { ReportTargets } from './report/report-targets';
import { ReportController } from './report/report.controller';
import { ReportService } from './report/report.service';
import { SyncEvidenceJob } from './report/sync-evidence.job';
import { PeopleSearchController } from './search/people-search.controller';
import { PeopleSearchService } from './search/people-search.service';
import { GoalMemberProjection } from './suggestion/goal-member.projection';
import { RefreshSuggestionsJob } from './suggestion/refresh-suggestions.job';
import { SuggestionRefresher } from './suggestion/suggestion-refresher';
import { SuggestionController } from './suggestion/suggestion.controller';
import { SuggestionService } from './suggestion/suggestion.service';
import { OnAccountClosedConsumer } from './tribe/on-account-closed.consumer';
import { ReplaceAbsentOwnerJob } from './tribe/replace-absent-owner.job';
import { TeamMembershipRpc } from './tribe/team-membership.rpc';
import { TribeAccess } from './tribe/tribe-access';
import { TribeDeparture } from './tribe/tribe-departure';
import { TribeInvitationService } from './tribe/tribe-invitation.service';
import { TribeJoinRequestService } from './tribe/tribe-join-request.service';
import { TribeJoinService } from './tribe/tribe-join.service';
import { TribeLifecycle } from './tribe/tribe-lifecycle';
import { TribeListService } from './tribe/tribe-list.service';
import { TribeMemberService } from './tribe/tribe-member.service';
import { TribeSentInvitationService } from './tribe/tribe-sent-invitation.service';
import { TribeViews } from './tribe/tribe-views';
import { tribeControllers } from './tribe/tribe.controllers';
import { TribeService } from './tribe/tribe.service';
import { TribeSnapshots } from './tribe/tribe.snapshots';

@Module({
  imports: [
    RevokedSessionsModule,
    EventsModule,
    RpcModule,
    JobsModule,
    PurgesModule.forTables(purges),
    PersonalDataModule.forService({
      erased: 'social-graph-user-erased-v1',
      exported: 'social-graph-data-export-v1',
    }),
    UserCardsModule.forService({ durable: 'social-graph-user-cards-v1' }),
  ],
  controllers: [
    FriendController,
    FriendRequestController,
    FriendAliasController,
    PersonFriendsController,
    FriendListRpc,
    MuteController,
    PartnershipController,
    InvitationRefusalController,
    PartnershipInvitationController,
    PartnershipInvitationRpc,
    RelationRpc,
    TeamMembershipRpc,
    ...tribeControllers,
    OnAccountClosedConsumer,
    BlockController,
    ReportController,
    CaseController,
    AppealController,
    BanNoticeRpc,
    SuggestionController,
    GoalMemberProjection,
    PeopleSearchController,
    ContactController,
    PhoneReachProjection,
  ],
  providers: [
    LinkTokens,
    PersonSight,
    PersonViews,
    FriendService,
    FriendRequestService,
    FriendStatusService,
    PersonFriendsService,
    FriendPresence,
    FriendViews,
    FriendshipSnapshots,
    MuteService,
    MuteSnapshots,
    PartnershipService,
    PartnershipInvitationService,
    PartnershipAnswerService,
    PartnershipAccess,
    EmailOwners,
    InvitationRefusals,
    PartnershipInviters,
    PartnershipQuota,
    PartnershipViews,
    PartnershipSeverance,
    PartnershipSnapshots,
    ExpirePartnershipInvitationJob,
    TribeService,
    TribeViews,
    TribeListService,
    TribeMemberService,
    TribeInvitationService,
    TribeSentInvitationService,
    TribeJoinService,
    TribeJoinRequestService,
    TribeAccess,
    TribeLifecycle,
    TribeDeparture,
    TribeSnapshots,
    ReplaceAbsentOwnerJob,
    BlockService,
    OwnReportTargets,
    ReportTargets,
    ReportService,
    ReportEvidence,
    SyncEvidenceJob,
    MediaLinks,
    MediaUses,
    CaseAccess,
    CaseViews,
    CaseService,
    CaseContextService,
    CaseResolution,
    DecisionService,
    TribeModeration,
    Staff,
    ModerationAudit,
    ModerationActionSnapshots,
    AppealService,
    AppealDecisionService,
    AppealListService,
    AppealViews,
    BlockSnapshots,
    SuggestionService,
    SuggestionRefresher,
    RefreshSuggestionsJob,
    PeopleSearchService,
    ContactService,
    ContactBudget,
    PhoneDirectory,
    SocialGraphPersonalData,
  ],
})
export class AppModule {}
