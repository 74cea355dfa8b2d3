import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@tribe/service-kit';
import { selectHiddenAmong, selectHiddenIds } from './block.queries';
import { selectPair } from './pair.queries';
import { RelationOwner } from './relation-owner';
import { type Pair, type Relation, relationOf } from './relation.rules';
import { selectFriendIds } from './relationship.queries';

/** Maximum number of ids per call and per result. */
const maxIds = 5_000;
const maxConfirmed = 100;

/**
 * The friendships and blocks projected from social-graph, normally milliseconds behind. A refusal must not rest on that
 * delay: the methods that say so in their name confirm with social-graph what would lead to one.
 *
 * @example
 * const friends = await this.relationships.confirmFriends(caller.userId, [userId]);
 * if (!friends.has(userId)) throw new AppError(errors.PARTICIPANT_NOT_A_FRIEND);
 */
@Injectable()
export class Relationships {
  constructor(
    private readonly database: Database,
    private readonly owner: RelationOwner,
  ) {}

  /**
   * Returns those of `userIds` that are friends of a user. Confirms with social-graph that the others are not. Must not be
   * called inside a transaction.
   *
   * @param userIds at most 100
   * @throws RangeError for more ids
   */
  async confirmFriends(userId: string, userIds: readonly string[]): Promise<Set<string>> {
    if (userIds.length > maxConfirmed)
      throw new RangeError(`at most ${maxConfirmed} users can be confirmed at once`);
    const pairs = await Promise.all(userIds.map((otherId) => this.confirmPair(userId, otherId)));

    return new Set(userIds.filter((_id, index) => pairs[index]?.areFriends));
  }

  /**
   * Returns the ids of a user's friends, most recent friendship first.
   *
   * @param limit 1 to 5000
   * @throws RangeError for other limits
   */
  async friendIdsOf(userId: string, limit: number): Promise<string[]> {
    if (!Number.isInteger(limit) || limit < 1 || limit > maxIds)
      throw new RangeError(`limit must be 1 to ${maxIds}`);
    return selectFriendIds(this.database, userId, limit);
  }

  /**
   * Returns those of `userIds` that are hidden from a user, because either blocked the other. Hidden users must look to
   * each other exactly like users that do not exist.
   *
   * @param userIds at most 5000
   * @param sql pass `tx.sql` inside a transaction
   * @throws RangeError for more ids
   */
  async filterHidden(
    userId: string,
    userIds: readonly string[],
    sql: Sql = this.database,
  ): Promise<Set<string>> {
    if (userIds.every((id) => id === userId)) return new Set();
    if (userIds.length > maxIds)
      throw new RangeError(`at most ${maxIds} users can be asked about at once`);
    return new Set(await selectHiddenAmong(sql, userId, userIds));
  }

  /** Returns whether two users are hidden from each other. */
  async areHidden(userId: string, otherId: string, sql: Sql = this.database): Promise<boolean> {
    return (await selectPair(sql, userId, otherId)).areHidden;
  }

  /** Returns what another user is to a user. A block outweighs a friendship. */
  async relationOf(userId: string, otherId: string): Promise<Relation> {
    if (userId === otherId) return 'self';

    return relationOf(await selectPair(this.database, userId, otherId));
  }

  /** Like {@link relationOf}, asked from social-graph. For a relation that leads to a refusal; not inside a transaction. */
  async confirmRelation(userId: string, otherId: string): Promise<Relation> {
    if (userId === otherId) return 'self';
    const pair = await this.owner.pairOf(userId, otherId);

    return pair ? relationOf(pair) : this.relationOf(userId, otherId);
  }

  private async confirmPair(userId: string, otherId: string): Promise<Pair> {
    const known = await selectPair(this.database, userId, otherId);
    if (known.areFriends || userId === otherId) return known;

    return (await this.owner.pairOf(userId, otherId)) ?? known;
  }

  /** Returns all users hidden from a user, at most 5000, first those that the user blocked. */
  async hiddenIdsOf(userId: string): Promise<string[]> {
    return selectHiddenIds(this.database, userId, maxIds);
  }
}
