import { type UserCard, userView } from '@tribe/projections';
import type { messageView } from '../message/message.view';

/** A pinned message, and the user who has pinned it. */
export function pinView(
  message: ReturnType<typeof messageView>,
  pin: { pinnedBy: string | null; pinnedAt: Date | null } | undefined,
  cards: ReadonlyMap<string, UserCard>,
) {
  const pinnedBy = pin?.pinnedBy ?? null;

  return {
    message,
    pinned_by: pinnedBy === null ? null : userView(pinnedBy, cards),
    pinned_at: pin?.pinnedAt,
  };
}
