export { ActiveFriends } from './active-friends/active-friends';
export {
  type MessagePermission,
  messagePermission,
} from './message-permission/message-permission.rules';
export { endedMutes } from './moderation-mutes/ended-mutes';
export { ModerationMutes } from './moderation-mutes/moderation-mutes';
export { ModerationMutesModule } from './moderation-mutes/moderation-mutes.module';
export { mentionedUsersOf, namedIn } from './mentions/mentions.rules';
export { Mutes } from './mutes/mutes';
export { MutesModule } from './mutes/mutes.module';
export { OwnerQuestions } from './owner-questions';
export { Partnerships } from './partnerships/partnerships';
export { PartnershipsModule } from './partnerships/partnerships.module';
export { confirmSight, ProfileSight } from './profile-sight/profile-sight';
export { type Sight, sightOf } from './profile-sight/profile-sight.rules';
export { hiddenCondition } from './relationships/hidden-condition';
export { type Pair, type Relation, relationOf } from './relationships/relation.rules';
export { Relationships } from './relationships/relationships';
export { RelationshipsModule } from './relationships/relationships.module';
export { RevokedSessions } from './revoked-sessions/revoked-sessions';
export { RevokedSessionsModule } from './revoked-sessions/revoked-sessions.module';
export type { KnownUserCard, UserCard } from './user-cards/user-card';
export { userCardResponse, userFields } from './user-cards/user-card.dto';
export { UserCards } from './user-cards/user-cards';
export { UserCardsModule } from './user-cards/user-cards.module';
export { userView } from './user-cards/user-card.view';
export { type UserPrivacy } from './user-cards/user-privacy';
export { VisibleCards } from './visible-cards/visible-cards';
export { withCards } from './user-cards/with-cards';
export { MediaLinks } from './media-uses/media-links';
export { type CommittedUse, type MediaUse, MediaUses } from './media-uses/media-uses';
