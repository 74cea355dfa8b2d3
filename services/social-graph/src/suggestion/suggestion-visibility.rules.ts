import { sightOf, type UserPrivacy } from '@tribe/projections';
import type { FriendshipStatus } from '../friend/friendship.rules';
import type { SuggestionReason } from './suggestion.rules';

/** The facts that decide whether a stored suggestion may be shown. */
export interface SuggestionState {
  /** The account of the candidate is active. */
  readonly isActive: boolean;
  readonly privacy: Pick<UserPrivacy, 'profileVisibility' | 'appearInSuggestions'>;
  /** The status of the pair; undefined when there was never a request. */
  readonly friendship: FriendshipStatus | undefined;
  /** The reason that was found when the suggestion was computed. */
  readonly reason: SuggestionReason;
  /** The user has the phone number of the candidate, and both are discoverable by phone. */
  readonly isContact: boolean;
  /** A block exists between the two. */
  readonly isHidden: boolean;
}

/** Whether a candidate may be shown to the user. Dismissed suggestions are not even read. */
export function canBeShown(suggestion: SuggestionState): boolean {
  const { isActive, privacy, friendship, isHidden, reason, isContact } = suggestion;
  if (!isActive || !privacy.appearInSuggestions) return false;
  // The candidate may have stopped being discoverable while the suggestions were computed.
  if (reason === 'phone_contact' && !isContact) return false;
  const relation = isHidden ? 'hidden' : 'stranger';
  if (sightOf(relation, privacy.profileVisibility) === 'nothing') return false;

  // With any other status, the user knows the candidate already.
  return friendship === undefined || friendship === 'cancelled';
}
