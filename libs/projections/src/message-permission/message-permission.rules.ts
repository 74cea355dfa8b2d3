import { sightOf } from '../profile-sight/profile-sight.rules';
import type { Relation } from '../relationships/relation.rules';
import type { UserPrivacy } from '../user-cards/user-privacy';

/** The sender's relation to the recipient, and the recipient's state. */
export interface MessageContext {
  readonly relation: Relation;
  /** Whether the recipient's account is active. */
  readonly isActive: boolean;
  /** The recipient's privacy settings. */
  readonly privacy: Pick<UserPrivacy, 'profileVisibility' | 'whoCanSendMessages'>;
}

/**
 * - `allowed`: the sender may send the message.
 * - `refused`: the sender may see the recipient but not write to them.
 * - `unknown`: to the sender, the recipient does not exist.
 */
export type MessagePermission = 'allowed' | 'refused' | 'unknown';

/** Decides whether a user may write to another. Applies to new conversations and to every message. */
export function messagePermission({
  relation,
  isActive,
  privacy,
}: MessageContext): MessagePermission {
  // A refusal would reveal that the recipient exists.
  if (!isActive || sightOf(relation, privacy.profileVisibility) === 'nothing') return 'unknown';
  if (relation === 'self') return 'refused';
  return relation === 'friend' || privacy.whoCanSendMessages === 'everyone' ? 'allowed' : 'refused';
}
