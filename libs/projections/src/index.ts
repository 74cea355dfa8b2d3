export {
  type MessagePermission,
  messagePermission,
  type MessageContext,
} from './message-permission/message-permission.rules';
export { Mutes } from './mutes/mutes';
export { MutesModule } from './mutes/mutes.module';
export { ProfileSight } from './profile-sight/profile-sight';
export { type Relation, type Sight, sightOf } from './profile-sight/profile-sight.rules';
export { Relationships } from './relationships/relationships';
export { RelationshipsModule } from './relationships/relationships.module';
export { RevokedSessions } from './revoked-sessions/revoked-sessions';
export { RevokedSessionsModule } from './revoked-sessions/revoked-sessions.module';
export type { KnownUserCard, UserCard } from './user-cards/user-card';
export { UserCards } from './user-cards/user-cards';
export { UserCardsModule } from './user-cards/user-cards.module';
export { defaultUserPrivacy, type UserPrivacy } from './user-cards/user-privacy';
export { VisibleCards } from './visible-cards/visible-cards';
