import type { Sql } from '@tribe/service-kit';
import type { Tribe as TribeRow } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import type { TribeKind, TribeRole } from './tribe-roles.rules';
import { type Membership, openSince, type Outsider, type TribePrivacy } from './tribe.rules';

/** A row with its words as the rules know them, and everybody who is in it. */
export type Tribe = Omit<TribeRow, 'kind' | 'privacy'> & {
  readonly kind: TribeKind;
  readonly privacy: TribePrivacy;
  readonly members: readonly Membership[];
};

/** What lists need of a tribe. */
export type ListedTribe = Omit<Tribe, 'members' | 'version'> & {
  readonly myRole: TribeRole | null;
};

/** One that is there: not archived, and of the kind asked for. */
export async function findTribe(
  client: Tx,
  kind: TribeKind,
  id: string,
): Promise<Tribe | undefined> {
  const row = await client.tribe.findUnique({ where: { id } });
  return row?.kind === kind && !row.archivedAt ? withMembers(client, row) : undefined;
}

/** The same, locked until the transaction ends: nothing about it changes, its members neither. */
export async function lockTribe(tx: Tx, kind: TribeKind, id: string): Promise<Tribe | undefined> {
  const locked = await tx.sql.query(
    'tribe_lock_tribe',
    `SELECT id FROM tribes WHERE id = $1::uuid FOR UPDATE`,
    [id],
  );
  return locked.length > 0 ? findTribe(tx, kind, id) : undefined;
}

/** What somebody who is no member has to do with a tribe. */
export async function findOutsider(
  client: Tx,
  tribe: Tribe,
  userId: string,
  now: Date,
): Promise<Outsider> {
  const since = openSince(now);
  const [outsider] = await client.$queryRaw<Outsider[]>`
    SELECT EXISTS (SELECT FROM blocked_users
                    WHERE unblocked_at IS NULL
                      AND ((blocker_id = ${userId}::uuid AND blocked_id = ${tribe.ownerId}::uuid)
                        OR (blocker_id = ${tribe.ownerId}::uuid AND blocked_id = ${userId}::uuid))) AS "isHidden",
           EXISTS (SELECT FROM friend_edges
                    WHERE user_id = ${userId}::uuid AND friend_id = ${tribe.ownerId}::uuid) AS "isFriendOfOwner",
           EXISTS (SELECT FROM tribe_invitations AS i
                    WHERE i.tribe_id = ${tribe.id}::uuid AND i.invitee_id = ${userId}::uuid AND i.status = 'pending'
                      AND i.created_at > ${since}::timestamptz
                      AND NOT EXISTS (SELECT FROM blocked_users
                                       WHERE unblocked_at IS NULL
                                         AND ((blocker_id = ${userId}::uuid AND blocked_id = i.inviter_id)
                                           OR (blocker_id = i.inviter_id AND blocked_id = ${userId}::uuid)))) AS "isInvited",
           EXISTS (SELECT FROM tribe_members
                    WHERE tribe_id = ${tribe.id}::uuid AND user_id = ${userId}::uuid AND is_removed) AS "wasRemoved",
           EXISTS (SELECT FROM tribe_join_requests
                    WHERE tribe_id = ${tribe.id}::uuid AND user_id = ${userId}::uuid
                      AND status IN ('pending', 'rejected') AND created_at > ${since}::timestamptz) AS "hasAsked"`;
  if (!outsider) throw new Error('a query of one row gave none');
  return outsider;
}

export async function areFriends(tx: Tx, a: string, b: string): Promise<boolean> {
  const [row] = await tx.sql.query<{ friends: boolean }>(
    'tribe_are_friends',
    `SELECT EXISTS (SELECT FROM friend_edges WHERE user_id = $1::uuid AND friend_id = $2::uuid) AS friends`,
    [a, b],
  );
  return row?.friends ?? false;
}

/** Lets the same person's changes wait for each other. Taken after the row of a tribe, never before. */
export async function lockPerson(tx: Tx, id: string): Promise<void> {
  await tx.sql.execute(
    'tribe_lock_person',
    `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`,
    [`tribes of ${id}`],
  );
}

export interface TribePage {
  readonly afterId: string | null;
  readonly offset: number;
  readonly limit: number;
}

const columns = `
  t.id, t.kind, t.name, t.description, t.image_url AS "imageUrl", t.cover_image_url AS "coverImageUrl", t.privacy,
  t.require_approval AS "requireApproval", t.max_members AS "maxMembers", t.member_count AS "memberCount",
  t.created_by AS "createdBy", t.owner_id AS "ownerId", t.created_at AS "createdAt", t.updated_at AS "updatedAt",
  t.archived_at AS "archivedAt"`;

/** Which of a kind each list shows to a person. */
const lists = {
  mine: `FROM tribe_members AS m JOIN tribes AS t ON t.id = m.tribe_id
        WHERE m.user_id = $1::uuid AND m.left_at IS NULL AND t.kind = $2 AND t.archived_at IS NULL`,
  discover: `FROM tribes AS t CROSS JOIN (SELECT NULL::text AS role) AS m
        WHERE t.kind = $2 AND t.archived_at IS NULL
          AND (t.privacy = 'public' OR (t.privacy = 'friends_only'
               AND t.owner_id IN (SELECT friend_id FROM friend_edges WHERE user_id = $1::uuid)))
          AND NOT EXISTS (SELECT FROM blocked_users AS b WHERE b.unblocked_at IS NULL
                           AND ((b.blocker_id = $1::uuid AND b.blocked_id = t.owner_id)
                             OR (b.blocker_id = t.owner_id AND b.blocked_id = $1::uuid)))
          AND NOT EXISTS (SELECT FROM tribe_members AS own
                           WHERE own.tribe_id = t.id AND own.user_id = $1::uuid AND own.left_at IS NULL)`,
} as const;
export type TribeList = keyof typeof lists;

/** Counting stops here: nobody pages through more of what strangers made. */
const mostCounted = 1_000;

/** One page, newest first. */
export function selectTribes(
  sql: Sql,
  list: TribeList,
  { userId, kind }: { userId: string; kind: TribeKind },
  { afterId, offset, limit }: TribePage,
): Promise<ListedTribe[]> {
  return sql.query<ListedTribe>(
    `tribes_${list}`,
    `SELECT ${columns}, m.role AS "myRole" ${lists[list]} AND ($3::uuid IS NULL OR t.id < $3)
      ORDER BY t.id DESC LIMIT $4 OFFSET $5`,
    [userId, kind, afterId, limit, offset],
  );
}

export async function countTribes(
  sql: Sql,
  list: TribeList,
  { userId, kind }: { userId: string; kind: TribeKind },
): Promise<number> {
  const [row] = await sql.query<{ tribes: number }>(
    `tribes_${list}_count`,
    `SELECT count(*)::int AS tribes FROM (SELECT ${lists[list]} LIMIT ${mostCounted}) AS counted`,
    [userId, kind],
  );
  return row?.tribes ?? 0;
}

async function withMembers(client: Tx, row: TribeRow): Promise<Tribe> {
  const members = await client.tribeMember.findMany({
    where: { tribeId: row.id, leftAt: null },
    select: { userId: true, role: true, joinedAt: true },
    orderBy: [{ joinedAt: 'asc' }, { userId: 'asc' }],
  });
  return { ...(row as Tribe), members: members as Membership[] };
}
