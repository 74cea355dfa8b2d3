import type { UserCard } from '@tribe/projections';
import { userCardView } from '../people/user-card.view';
import type { PartnershipResponse } from './partnership.dto';
import type { PartnershipRow } from './partnership.queries';
import { isCurrent, partnerOf, statusSeenBy } from './partnership.rules';

/** A partnership as one of the two users may know it. */
export function partnershipView(
  partnership: PartnershipRow,
  { viewerId, now, cards }: { viewerId: string; now: Date; cards: ReadonlyMap<string, UserCard> },
): PartnershipResponse {
  const status = statusSeenBy(partnership, viewerId, now);
  const partner = cards.get(partnerOf(partnership, viewerId) ?? '');
  const { inviteExpiresAt, createdAt, activatedAt, pausedAt, dissolvedAt } = partnership;
  return {
    id: partnership.id,
    kind: partnership.kind,
    name: partnership.name,
    status,
    check_in_frequency: partnership.checkInFrequency,
    user1_id: partnership.user1Id,
    user2_id: partnership.user2Id,
    partner: partner ? userCardView(partner) : null,
    invited_by_email: partnership.inviteByEmail,
    invite_expires_at: status === 'pending_invite' ? inviteExpiresAt.toISOString() : null,
    created_at: createdAt.toISOString(),
    activated_at: activatedAt?.toISOString() ?? null,
    paused_at: isCurrent(partnership) ? (pausedAt?.toISOString() ?? null) : null,
    dissolved_at: dissolvedAt?.toISOString() ?? null,
  };
}
