import type { UserCard } from '@tribe/projections';
import { userCardView } from '../people/user-card.view';
import type { MutedUserResponse, MuteResponse } from './mute.dto';

interface Mute {
  readonly mutedId: string;
  readonly mutedAt: Date;
}

/** A mute as the muter sees it. */
export function muteView(mute: Mute): MuteResponse {
  return { user_id: mute.mutedId, muted_at: mute.mutedAt.toISOString() };
}

/** A mute in the list of the muter. */
export function mutedUserView(mute: Mute, mutedUser: UserCard): MutedUserResponse {
  return { ...muteView(mute), user: userCardView(mutedUser) };
}
