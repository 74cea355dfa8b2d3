import { sightOf, type UserPrivacy } from '@tribe/projections';
import type { FriendshipStatus } from '../friend/friendship.rules';

/** What decides whether somebody who was found may be suggested. */
export interface SuggestionPlace {
  /** The account of the found person is active. */
  readonly isActive: boolean;
  readonly privacy: Pick<UserPrivacy, 'profileVisibility' | 'appearInSuggestions'>;
  /** What has been between the two. */
  readonly friendship: FriendshipStatus | undefined;
  /** Either of the two blocked the other. */
  readonly isHidden: boolean;
}

/** Whether somebody may be suggested to a person now. What the person dismissed is not even looked at. */
export function maySuggest({ isActive, privacy, friendship, isHidden }: SuggestionPlace): boolean {
  if (!isActive || !privacy.appearInSuggestions) return false;
  if (sightOf(isHidden ? 'hidden' : 'stranger', privacy.profileVisibility) === 'nothing') return false;
  // Who asked, was declined or parted knows the other already.
  return friendship === undefined || friendship === 'cancelled';
}
