import { type UserCard, userView } from '@tribe/projections';
import type { BadgeRow } from './badge.queries';

export function badgeView(row: BadgeRow, cards: ReadonlyMap<string, UserCard>) {
  const status = row.signedAt ? ('signed' as const) : ('proposed' as const);
  return {
    id: row.id,
    status,
    owner: userView(row.ownerId, cards),
    partner: userView(row.partnerId, cards),
    commitment: row.commitment,
    proposed_at: row.proposedAt,
    signed_at: row.signedAt,
    signed_text: row.signedText,
    signature: row.signature,
    key_id: row.keyId,
  };
}
