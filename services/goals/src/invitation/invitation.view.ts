import { type UserCard, userView } from '@tribe/projections';
import { money } from '@tribe/service-kit';
import { Prisma } from '../generated/prisma/client';
import type { ReceivedInvitationRow, SentInvitationRow } from './invitation.queries';

type Cards = ReadonlyMap<string, UserCard>;

export function receivedInvitationView(row: ReceivedInvitationRow, cards: Cards) {
  return {
    id: row.id,
    role: row.role,
    created_at: row.created_at,
    goal: {
      id: row.goal_id,
      title: row.title,
      category: row.category,
      target_type: row.target_type,
      target_amount: row.target_amount && money(new Prisma.Decimal(row.target_amount)),
      target_currency: row.target_currency,
      target_date: row.target_date,
      image_url: row.image_url,
      participants_count: row.participants_count,
      is_public: row.is_public,
    },
    inviter: userView(row.inviter_id, cards),
  };
}

/** @param isAdded whether the user was added directly */
export function sentInvitationView(row: SentInvitationRow, cards: Cards, isAdded = false) {
  return {
    id: row.id,
    goal_id: row.goal_id,
    user: userView(row.invitee_id, cards),
    role: row.role,
    status: isAdded ? ('accepted' as const) : ('pending' as const),
    created_at: row.created_at,
  };
}
