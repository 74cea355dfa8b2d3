import type { UserCard } from '@tribe/projections';
import { versioned } from '@tribe/service-kit';
import { userCardView } from '../people/user-card.view';
import { seenVersion } from '../seen-version.rules';
import type { PartnershipResponse } from './partnership.dto';
import type { PartnershipRow } from './partnership.queries';
import { isCurrent, partnerOf, statusSeenBy } from './partnership.rules';

/** A partnership as one of the two users may know it, with the card of the partner. */
export function partnershipView(
  partnership: PartnershipRow,
  { viewerId, now, cards }: { viewerId: string; now: Date; cards: ReadonlyMap<string, UserCard> },
): PartnershipResponse {
  const state = partnershipStateView(partnership, viewerId, now);
  const partner = cards.get(partnerOf(partnership, viewerId) ?? '');
  const view = { ...state, partner: partner ? userCardView(partner) : null };

  return versioned(view, seenVersion(state));
}

/** A partnership as one of the two users may know it, without the card of the partner. */
export function partnershipStateView(
  partnership: PartnershipRow,
  viewerId: string,
  now: Date,
): Omit<PartnershipResponse, 'partner'> {
  const status = statusSeenBy(partnership, viewerId, now);
  const { inviteExpiresAt, createdAt, activatedAt, pausedAt, dissolvedAt } = partnership;
  return {
    id: partnership.id,
    kind: partnership.kind,
    name: partnership.name,
    status,
    check_in_frequency: partnership.checkInFrequency,
    user1_id: partnership.user1Id,
    user2_id: partnership.user2Id,
    invited_by_email: partnership.inviteByEmail,
    invite_expires_at: status === 'pending_invite' ? inviteExpiresAt.toISOString() : null,
    created_at: createdAt.toISOString(),
    activated_at: activatedAt?.toISOString() ?? null,
    paused_at: isCurrent(partnership) ? (pausedAt?.toISOString() ?? null) : null,
    dissolved_at: dissolvedAt?.toISOString() ?? null,
  };
}
