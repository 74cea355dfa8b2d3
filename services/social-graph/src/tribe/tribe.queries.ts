import { batched, countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import type { Prisma, Tribe as TribeRow } from '../generated/prisma/client';
import { blocksBetween, hiddenFrom } from '../people/hidden.queries';
import { beforeRows } from '../people/locks';
import { isActiveAccount } from '../people/user-card.queries';
import type { Tx } from '../prisma.service';
import type { TribeKind, TribeRole } from './tribe-roles.rules';
import { type Membership, openSince, type Outsider, type TribePrivacy } from './tribe.rules';

/** The row of a tribe, group or team with the types of the rules, and its members, longest-serving first. */
export type Tribe = Omit<TribeRow, 'kind' | 'privacy'> & {
  readonly kind: TribeKind;
  readonly privacy: TribePrivacy;
  readonly members: readonly Membership[];
};

/** A tribe as lists show it. */
export type ListedTribe = Omit<Tribe, 'members' | 'memberCount' | 'version'> & {
  /** The role of the viewer; null for a user who is not a member. */
  readonly myRole: TribeRole | null;
};

/** The members of a {@link Tribe}, for Prisma. */
export const withMembers = {
  members: {
    where: { leftAt: null },
    orderBy: [{ joinedAt: 'asc' }, { userId: 'asc' }],
    select: { userId: true, role: true, joinedAt: true },
  },
} satisfies Prisma.TribeInclude;

/** The columns of a {@link ListedTribe}, without the role. */
export const listedTribeColumns = `
  t.id, t.kind, t.name, t.description, t.image_url AS "imageUrl", t.cover_image_url AS "coverImageUrl", t.privacy,
  t.require_approval AS "requireApproval", t.max_members AS "maxMembers",
  t.created_by AS "createdBy", t.owner_id AS "ownerId", t.created_at AS "createdAt", t.updated_at AS "updatedAt",
  t.archived_at AS "archivedAt"`;

const tribesById = `
  SELECT ${listedTribeColumns}, t.member_count AS "memberCount", t.version, people.members
    FROM tribes AS t
   CROSS JOIN LATERAL (
         SELECT json_agg(json_build_object('userId', user_id, 'role', role, 'joinedAt', joined_at)
                         ORDER BY joined_at, user_id) AS members
           FROM tribe_members
          WHERE tribe_id = t.id AND left_at IS NULL) AS people
   WHERE t.id = ANY($1::uuid[])`;

interface TribeWithMembersRow extends Omit<Tribe, 'members'> {
  readonly members: readonly { userId: string; role: TribeRole; joinedAt: string }[] | null;
}

async function findTribes(sql: Sql, ids: readonly string[]): Promise<Map<string, Tribe>> {
  const rows = await sql.query<TribeWithMembersRow>('tribe_by_ids', tribesById, [ids]);
  return new Map(rows.map((row) => [row.id, toTribe(row)]));
}

const findTribeById = batched(findTribes);

/** The kind of a tribe that is not archived. */
export async function findTribeKind(sql: Sql, id: string): Promise<TribeKind | undefined> {
  const tribe = await findTribeById(sql, id);
  return tribe?.archivedAt === null ? tribe.kind : undefined;
}

/** The tribe with this id, when it is of the kind and not archived. */
export async function findTribe(sql: Sql, kind: TribeKind, id: string): Promise<Tribe | undefined> {
  const tribe = await findTribeById(sql, id);
  return tribe?.kind === kind && !tribe.archivedAt ? tribe : undefined;
}

/**
 * Like {@link findTribe}, with the tribe locked until the transaction ends. Every change of a tribe, its members, its
 * invitations and its requests starts here.
 */
export async function lockTribe(tx: Tx, kind: TribeKind, id: string): Promise<Tribe | undefined> {
  beforeRows(tx);

  const lock = 'SELECT FROM tribes WHERE id = $1::uuid FOR UPDATE';

  // Sent together and run one after the other: the read sees what the last holder of the lock has written.
  const [, tribe] = await Promise.all([
    tx.sql.execute('tribe_lock', lock, [id]),
    findTribe(tx.sql, kind, id),
  ]);

  return tribe;
}

const outsiderQuery = `
  SELECT EXISTS (${blocksBetween('$1::uuid', '$2::uuid')}) AS "isHidden",
         EXISTS (SELECT FROM friend_edges
                  WHERE user_id = $1::uuid AND friend_id = $2::uuid) AS "isFriendOfOwner",
         EXISTS (SELECT FROM tribe_invitations AS i
                  WHERE i.tribe_id = $3::uuid AND i.invitee_id = $1::uuid AND i.status = 'pending'
                    AND i.created_at > $4::timestamptz
                    AND NOT EXISTS (${blocksBetween('$1::uuid', 'i.inviter_id')})
                    AND ${isActiveAccount('i.inviter_id')} AND ${isActiveAccount('$2::uuid')}) AS "isInvited",
         EXISTS (SELECT FROM tribe_members
                  WHERE tribe_id = $3::uuid AND user_id = $1::uuid AND is_removed) AS "wasRemoved",
         EXISTS (SELECT FROM tribe_join_requests
                  WHERE tribe_id = $3::uuid AND user_id = $1::uuid
                    AND status IN ('pending', 'rejected') AND created_at > $4::timestamptz) AS "hasRequested"`;

/** The facts that decide what a user who is not a member can do with a tribe. */
export async function findOutsider(
  sql: Sql,
  tribe: Pick<Tribe, 'id' | 'ownerId'>,
  userId: string,
  now: Date,
): Promise<Outsider> {
  const values = [userId, tribe.ownerId, tribe.id, openSince(now)];
  const [outsider] = await sql.query<Outsider>('tribe_outsider', outsiderQuery, values);
  if (!outsider) throw new Error('a query of one row returned none');

  return outsider;
}

/** Which tribes of a kind each list shows to a user. */
const lists = {
  mine: `FROM tribe_members AS m JOIN tribes AS t ON t.id = m.tribe_id
        WHERE m.user_id = $1::uuid AND m.left_at IS NULL AND t.kind = $2 AND t.archived_at IS NULL`,
  discover: `FROM tribes AS t CROSS JOIN (SELECT NULL::text AS role) AS m
        WHERE t.kind = $2 AND t.archived_at IS NULL
          AND (t.privacy = 'public' OR (t.privacy = 'friends_only'
               AND t.owner_id IN (SELECT friend_id FROM friend_edges WHERE user_id = $1::uuid)))
          AND NOT EXISTS (${blocksBetween('$1::uuid', 't.owner_id')})
          AND NOT EXISTS (SELECT FROM tribe_members AS own
                           WHERE own.tribe_id = t.id AND own.user_id = $1::uuid AND own.left_at IS NULL)`,
} as const;
export type TribeList = keyof typeof lists;

/** Counting stops here. */
const mostCounted = 1_000;

/** The tribes of a kind in a list of a user, newest first. */
export function listTribes(
  sql: Sql,
  list: TribeList,
  { userId, kind }: { userId: string; kind: TribeKind },
  window: PageWindow,
): Promise<ListedTribe[]> {
  return sql.query<ListedTribe>(
    `tribe_${list}_page`,
    `SELECT ${listedTribeColumns}, m.role AS "myRole" ${lists[list]} AND t.id < $3::uuid
      ORDER BY t.id DESC LIMIT $4 OFFSET $5`,
    [userId, kind, olderThan(window).id, window.limit, window.offset],
  );
}

export function countTribes(
  sql: Sql,
  list: TribeList,
  { userId, kind }: { userId: string; kind: TribeKind },
): Promise<number> {
  return countRows(
    sql,
    `tribe_${list}_count`,
    `SELECT count(*)::int AS total FROM (SELECT ${lists[list]} LIMIT ${mostCounted}) AS counted`,
    [userId, kind],
  );
}

/** A tribe, group or team of an owner. */
export interface OwnedTribe {
  readonly id: string;
  readonly kind: TribeKind;
}

/** More than OWNED_TRIBE_LIMIT, because an owner can be given further ones. */
const mostOwned = 1_000;

/** The tribes, groups and teams that a user owns, at most 1000. */
export function listOwnedTribes(sql: Sql, ownerId: string): Promise<OwnedTribe[]> {
  return sql.query<OwnedTribe>(
    'tribe_owned',
    `SELECT id, kind FROM tribes WHERE owner_id = $1::uuid AND archived_at IS NULL ORDER BY id LIMIT ${mostOwned}`,
    [ownerId],
  );
}

/** Whether an account is closed and has not changed since this version of the user. */
export async function isAwaySince(sql: Sql, userId: string, version: string): Promise<boolean> {
  const rows = await sql.query(
    'tribe_owner_away',
    'SELECT FROM user_cards WHERE user_id = $1::uuid AND NOT is_active AND version = $2::bigint',
    [userId, version],
  );
  return rows.length > 0;
}

/**
 * How many members of each tribe a viewer can see. Closed accounts are seen by no viewer, as in the list of members.
 *
 * @param tribes `hidesBlocked`: whether members who are hidden from the viewer do not count
 */
export async function countShownMembers(
  sql: Sql,
  viewerId: string,
  tribes: readonly { readonly id: string; readonly hidesBlocked: boolean }[],
): Promise<Map<string, number>> {
  const rows = await sql.query<{ id: string; members: number }>(
    'tribe_shown_member_counts',
    `WITH hidden AS MATERIALIZED (${hiddenFrom('$1::uuid')})
     SELECT t.id,
            (SELECT count(*)::int FROM tribe_members AS m
              WHERE m.tribe_id = t.id AND m.left_at IS NULL AND ${isActiveAccount('m.user_id')}
                AND NOT (t.hides_blocked AND m.user_id IN (SELECT id FROM hidden))) AS members
       FROM unnest($2::uuid[], $3::boolean[]) AS t (id, hides_blocked)`,
    [viewerId, tribes.map(({ id }) => id), tribes.map(({ hidesBlocked }) => hidesBlocked)],
  );
  return new Map(rows.map(({ id, members }) => [id, members]));
}

function toTribe({ members, ...tribe }: TribeWithMembersRow): Tribe {
  return {
    ...tribe,
    members: (members ?? []).map((member) => ({ ...member, joinedAt: new Date(member.joinedAt) })),
  };
}
