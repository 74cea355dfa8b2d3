import { dayMs } from '@tribe/service-kit';
import type { Sql } from '@tribe/service-kit';
import { isActiveAccount } from '../people/user-card.queries';
import { windowStart } from '../sliding-limit.rules';
import { inviteeLimit, type PairState, type PartnershipCounts } from './partnership-limits.rules';
import type { PartnershipKind } from './partnership.rules';

/** @param exceptId a partnership that does not count */
export async function findCounts(
  sql: Sql,
  userId: string,
  now: Date,
  exceptId: string,
): Promise<PartnershipCounts> {
  const [counts] = await sql.query<PartnershipCounts>(
    'partnership_quota_counts',
    `SELECT EXISTS (SELECT FROM partnership_members
                     WHERE user_id = $1::uuid AND kind = 'duo' AND is_current) AS "inDuo",
            (SELECT count(*) FROM partnership_members
              WHERE user_id = $1::uuid AND kind = 'accountability' AND is_current)::int AS "partnerships",
            (SELECT count(*) FROM partnerships
              WHERE user1_id = $1::uuid AND status IN ('pending_invite', 'declined')
                AND invite_expires_at > $2::timestamptz AND id <> $3::uuid)::int AS "openInvitations"`,
    [userId, now, exceptId],
  );
  if (!counts) throw new Error('a query of one row returned none');
  return counts;
}

/** @param pair a partnership with the id `exceptId` does not count */
export async function findPairState(
  sql: Sql,
  pair: { inviterId: string; otherId: string; kind: PartnershipKind; now: Date; exceptId: string },
): Promise<PairState> {
  const { inviterId, otherId, kind, now, exceptId } = pair;

  const [state] = await sql.query<PairState>(
    'partnership_quota_pair',
    `SELECT EXISTS (SELECT FROM friend_edges
                     WHERE user_id = $1::uuid AND friend_id = $2::uuid)
              AND ${isActiveAccount('$2::uuid')} AS "areFriends",
            EXISTS (SELECT FROM partnerships
                     WHERE kind = $3 AND status IN ('active', 'paused')
                       AND least(user1_id, user2_id) = least($1::uuid, $2::uuid)
                       AND greatest(user1_id, user2_id) = greatest($1::uuid, $2::uuid)) AS "arePartners",
            EXISTS (SELECT FROM partnerships
                     WHERE user1_id = $1::uuid AND user2_id = $2::uuid AND kind = $3
                       AND status IN ('pending_invite', 'declined') AND invite_expires_at > $4::timestamptz
                       AND id <> $5::uuid) AS "isInvited"`,
    [inviterId, otherId, kind, now, exceptId],
  );

  if (!state) throw new Error('a query of one row returned none');

  return state;
}

/** When a user sent invitations: to the same invitee within ninety days, and to any invitee within a day; oldest first. */
export async function findSentAt(
  sql: Sql,
  inviterId: string,
  target: Uint8Array,
  now: Date,
): Promise<{ sameInvitee: Date[]; today: Date[] }> {
  const [sentAt] = await sql.query<{ sameInvitee: Date[]; today: Date[] }>(
    'partnership_quota_sent_at',
    `SELECT ARRAY(SELECT invited_at FROM partnership_invitation_log
                   WHERE inviter_id = $1::uuid AND target = $2::bytea AND invited_at > $3::timestamptz
                   ORDER BY invited_at) AS "sameInvitee",
            ARRAY(SELECT invited_at FROM partnership_invitation_log
                   WHERE inviter_id = $1::uuid AND invited_at > $4::timestamptz
                   ORDER BY invited_at) AS today`,
    [inviterId, target, windowStart(inviteeLimit, now), windowStart({ windowMs: dayMs }, now)],
  );
  if (!sentAt) throw new Error('a query of one row returned none');
  return sentAt;
}

/** How many earlier invitations of any user went to an invitee since a moment. Ids grow with time. */
export async function countInvitationsBefore(
  sql: Sql,
  invitationId: string,
  target: Uint8Array,
  since: Date,
): Promise<number> {
  const [counted] = await sql.query<{ earlier: number }>(
    'partnership_quota_mailed',
    `SELECT count(*)::int AS earlier FROM partnership_invitation_log
      WHERE target = $1::bytea AND invited_at > $2::timestamptz AND id < $3::uuid`,
    [target, since, invitationId],
  );

  return counted?.earlier ?? 0;
}
