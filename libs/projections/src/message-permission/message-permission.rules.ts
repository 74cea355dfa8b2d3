import { type Relation, sightOf } from '../profile-sight/profile-sight.rules';
import type { UserPrivacy } from '../user-cards/user-privacy';

/** How the writer stands to the person they want to write to. */
export interface MessagePlace {
  readonly relation: Relation;
  /** The account of the person is active. */
  readonly isActive: boolean;
  /** What the person lets others see and do. */
  readonly privacy: Pick<UserPrivacy, 'profileVisibility' | 'whoCanSendMessages'>;
}

/**
 * - `allowed`: the message may be sent.
 * - `refused`: the person can be seen and does not take messages from this one.
 * - `unknown`: to this one the person does not exist.
 */
export type MessagePermission = 'allowed' | 'refused' | 'unknown';

/** Whether one person may write to another, when a conversation begins and with every message in it. */
export function messagePermission({
  relation,
  isActive,
  privacy,
}: MessagePlace): MessagePermission {
  // An answer would tell that there is somebody.
  if (!isActive || sightOf(relation, privacy.profileVisibility) === 'nothing') return 'unknown';
  if (relation === 'self') return 'refused';
  return relation === 'friend' || privacy.whoCanSendMessages === 'everyone' ? 'allowed' : 'refused';
}
