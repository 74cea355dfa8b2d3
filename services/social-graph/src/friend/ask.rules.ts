import type { UserPrivacy } from '@tribe/projections';

/** How two people stand who are neither friends nor have a request between them. */
export interface AskPlace {
  /** What the asked person lets others do. */
  readonly privacy: Pick<UserPrivacy, 'profileVisibility' | 'whoCanSendFriendRequests'>;
  /** The asked person has friends. */
  readonly hasFriends: boolean;
  /** The two have a friend in common. */
  readonly haveMutualFriend: boolean;
}

/**
 * - `allowed`: the request may be sent.
 * - `refused`: the person can be seen and does not take requests from this one.
 * - `unknown`: to this one the person does not exist.
 */
export type AskPermission = 'allowed' | 'refused' | 'unknown';

/** Whether somebody may be asked for their friendship, by their own settings. */
export function askPermission({ privacy, hasFriends, haveMutualFriend }: AskPlace): AskPermission {
  // Who shows strangers nothing cannot be asked by them: an answer would tell that there is somebody.
  if (privacy.profileVisibility === 'private') return 'unknown';
  switch (privacy.whoCanSendFriendRequests) {
    case 'everyone':
      return 'allowed';
    case 'friends_of_friends':
      // Somebody without friends would never get any.
      return haveMutualFriend || !hasFriends ? 'allowed' : 'refused';
    case 'no_one':
      return 'refused';
  }
}
