import type { Tx } from '../prisma.service';
import { pairOf } from './pair.rules';

/** The kinds of locks of this service, in the order in which every transaction takes them. */
const lockOrder = ['pair', 'user', 'row'] as const;
type LockKind = (typeof lockOrder)[number];

/** The newest kind of lock of each running transaction. */
const reached = new WeakMap<object, number>();

declare const held: unique symbol;

/** Two users whose pair the transaction has locked; only {@link lockPair} makes one. */
export interface LockedPair {
  readonly userLow: string;
  readonly userHigh: string;
  readonly [held]: true;
}

/** The things of a user that simultaneous transactions may not change. */
export type UserLock = 'partnerships' | 'tribes' | 'contacts' | 'reports';

/** Proof that the transaction has locked this of its users; only {@link lockUsers} makes one. */
export interface LockedUsers<What extends UserLock> {
  readonly what: What;
  readonly [held]: true;
}

/**
 * Makes this transaction the only one that changes anything between two users, even while they share no row. It is the
 * first lock of a transaction; whatever reads rows of the two for a change asks for the result.
 *
 * @throws Error when the transaction holds another lock
 */
export async function lockPair(tx: Tx, userId: string, otherId: string): Promise<LockedPair> {
  enter(tx, 'pair');
  const pair = pairOf(userId, otherId);

  await tx.sql.execute(
    'pair_lock',
    `SELECT pg_advisory_xact_lock(hashtextextended('people ' || $1::text || $2::text, 0))`,
    [pair.userLow, pair.userHigh],
  );

  return pair as LockedPair;
}

/**
 * Makes transactions that change the same thing of one of these users wait for each other. All users of a transaction are
 * locked with one call, which sorts them.
 *
 * @throws Error when the transaction holds a lock of users or of a row
 */
export async function lockUsers<What extends UserLock>(
  tx: Tx,
  what: What,
  userIds: readonly string[],
): Promise<LockedUsers<What>> {
  enter(tx, 'user');

  for (const userId of userIds.toSorted())
    await tx.sql.execute('user_lock', `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [
      `${what} of ${userId}`,
    ]);

  return { what } as LockedUsers<What>;
}

/**
 * Notes that the transaction is about to lock rows, so that no lock of a pair or of users can follow. Every query with
 * FOR UPDATE of a request calls it.
 */
export function beforeRows(tx: Tx): void {
  enter(tx, 'row');
}

/** A wrong order fails at once and always, and not as a deadlock now and then. Rows may follow rows. */
function enter({ sql }: Tx, kind: LockKind): void {
  const level = lockOrder.indexOf(kind);
  const last = reached.get(sql) ?? -1;
  if (last > level || (last === level && kind !== 'row'))
    throw new Error(`a lock of a ${kind} was taken after a lock of a ${lockOrder[last]}`);

  reached.set(sql, level);
}
