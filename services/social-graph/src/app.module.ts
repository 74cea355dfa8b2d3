import { Module } from '@nestjs/common';
import { EventsModule } from '@tribe/events';
import { JobsModule } from '@tribe/jobs';
import { PersonalDataModule } from '@tribe/personal-data';
import { UserCardsModule } from '@tribe/projections';
import { RpcModule } from '@tribe/rpc';
import { LinkTokens } from '@tribe/service-kit';
import { BlockListService } from './block/block-list.service';
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
import { FriendRequestListService } from './friend/friend-request-list.service';
import { FriendRequestController } from './friend/friend-request.controller';
import { FriendRequestService } from './friend/friend-request.service';
import { FriendStatusService } from './friend/friend-status.service';
import { FriendViews } from './friend/friend-views';
import { FriendController } from './friend/friend.controller';
import { FriendService } from './friend/friend.service';
import { FriendshipSnapshots } from './friend/friendship.snapshots';
import { OnlineFriendsService } from './friend/online-friends.service';
import { PersonFriendsController } from './friend/person-friends.controller';
import { PersonFriendsService } from './friend/person-friends.service';
import { PersonSight } from './friend/person-sight';
import { MuteListService } from './mute/mute-list.service';
import { MuteController } from './mute/mute.controller';
import { MuteService } from './mute/mute.service';
import { MuteSnapshots } from './mute/mute.snapshots';
import { ExpirePartnershipInvitationJob } from './partnership/expire-partnership-invitation.job';
import { PartnershipGate } from './partnership/partnership-gate';
import { PartnershipInvitationController } from './partnership/partnership-invitation.controller';
import { PartnershipInvitationRpc } from './partnership/partnership-invitation.rpc';
import { PartnershipInvitationService } from './partnership/partnership-invitation.service';
import { PartnershipSeverance } from './partnership/partnership-severance';
import { PartnershipViews } from './partnership/partnership-views';
import { PartnershipController } from './partnership/partnership.controller';
import { PartnershipService } from './partnership/partnership.service';
import { PartnershipSnapshots } from './partnership/partnership.snapshots';
import { SocialGraphPersonalData } from './personal-data/social-graph-personal-data';
import { FriendSearchService } from './search/friend-search.service';
import { PeopleSearchController } from './search/people-search.controller';
import { PeopleSearchService } from './search/people-search.service';
import { GoalMemberProjection } from './suggestion/goal-member.projection';
import { GoalSuggestionService } from './suggestion/goal-suggestion.service';
import { RefreshSuggestionsJob } from './suggestion/refresh-suggestions.job';
import { SuggestionRefresher } from './suggestion/suggestion-refresher';
import { SuggestionController } from './suggestion/suggestion.controller';
import { SuggestionService } from './suggestion/suggestion.service';
import { TribeDeparture } from './tribe/tribe-departure';
import { TribeDoors } from './tribe/tribe-doors';
import { TribeInvitationService } from './tribe/tribe-invitation.service';
import { TribeJoinService } from './tribe/tribe-join.service';
import { TribeMemberService } from './tribe/tribe-member.service';
import { TribeSentInvitationService } from './tribe/tribe-sent-invitation.service';
import { tribeControllers } from './tribe/tribe.controllers';
import { TribeService } from './tribe/tribe.service';
import { TribeSnapshots } from './tribe/tribe.snapshots';

@Module({
  imports: [
    EventsModule,
    RpcModule,
    JobsModule,
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
    BlockController,
    PeopleSearchController,
    ContactController,
    PhoneReachProjection,
    SuggestionController,
    GoalMemberProjection,
    MuteController,
    PartnershipController,
    PartnershipInvitationController,
    PartnershipInvitationRpc,
    ...tribeControllers,
  ],
  providers: [
    SocialGraphPersonalData,
    FriendService,
    FriendRequestService,
    FriendRequestListService,
    FriendPresence,
    FriendViews,
    FriendSearchService,
    OnlineFriendsService,
    PersonSight,
    FriendStatusService,
    PersonFriendsService,
    PeopleSearchService,
    ContactBudget,
    ContactService,
    PhoneDirectory,
    SuggestionService,
    GoalSuggestionService,
    SuggestionRefresher,
    RefreshSuggestionsJob,
    FriendshipSnapshots,
    PartnershipService,
    PartnershipInvitationService,
    PartnershipGate,
    PartnershipViews,
    PartnershipSeverance,
    PartnershipSnapshots,
    ExpirePartnershipInvitationJob,
    LinkTokens,
    BlockService,
    BlockListService,
    BlockSnapshots,
    MuteService,
    MuteListService,
    MuteSnapshots,
    TribeService,
    TribeMemberService,
    TribeInvitationService,
    TribeSentInvitationService,
    TribeJoinService,
    TribeDeparture,
    TribeDoors,
    TribeSnapshots,
  ],
})
export class AppModule {}
