import { sightOf, type UserPrivacy } from '@tribe/projections';
import type { FriendshipStatus } from '../friend/friendship.rules';
import type { SuggestionReason } from './suggestion.rules';

/** What decides whether somebody who was found may be suggested. */
export interface SuggestionPlace {
  /** The account of the found person is active. */
  readonly isActive: boolean;
  readonly privacy: Pick<UserPrivacy, 'profileVisibility' | 'appearInSuggestions'>;
  /** What has been between the two. */
  readonly friendship: FriendshipStatus | undefined;
  /** What said most for it when it was computed. */
  readonly reason: SuggestionReason;
  /** The person has the other's phone number, and both still let others find them. */
  readonly isContact: boolean;
  /** Either of the two blocked the other. */
  readonly isHidden: boolean;
}

/** Whether somebody may be suggested to a person now. What the person dismissed is not even looked at. */
export function maySuggest(place: SuggestionPlace): boolean {
  const { isActive, privacy, friendship, isHidden, reason, isContact } = place;
  if (!isActive || !privacy.appearInSuggestions) return false;
  // Computed while the other went: who is found no more by their number must not be shown for it.
  if (reason === 'phone_contact' && !isContact) return false;
  if (sightOf(isHidden ? 'hidden' : 'stranger', privacy.profileVisibility) === 'nothing')
    return false;
  // Who asked, was declined or parted knows the other already.
  return friendship === undefined || friendship === 'cancelled';
}
