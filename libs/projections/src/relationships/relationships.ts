import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@tribe/service-kit';
import { selectHiddenAmong, selectHiddenIds } from './block.queries';
import { selectPair } from './pair.queries';
import { type Relation, relationOf } from './relation.rules';
import { selectFriendIds, selectFriendsAmong } from './relationship.queries';

/** Maximum number of ids per call and per result. */
const maxIds = 5_000;

/**
 * The friendships and blocks projected from social-graph, normally milliseconds behind.
 *
 * @example if (!(await this.relationships.areFriends(caller.userId, userId))) throw new AppError('PARTICIPANT_NOT_A_FRIEND');
 */
@Injectable()
export class Relationships {
  constructor(private readonly database: Database) {}

  /** Returns whether two users are friends; false for the same user twice. */
  async areFriends(userId: string, otherId: string): Promise<boolean> {
    return (await selectPair(this.database, userId, otherId)).areFriends;
  }

  /**
   * Returns those of `userIds` that are friends of a user.
   *
   * @param userIds at most 5000
   * @throws RangeError for more ids
   */
  async filterFriends(userId: string, userIds: readonly string[]): Promise<Set<string>> {
    if (userIds.length === 0) return new Set();
    if (userIds.length > maxIds)
      throw new RangeError(`at most ${maxIds} users can be asked about at once`);
    return new Set(await selectFriendsAmong(this.database, userId, userIds));
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

  /** Returns all users hidden from a user, at most 5000, first those that the user blocked. */
  async hiddenIdsOf(userId: string): Promise<string[]> {
    return selectHiddenIds(this.database, userId, maxIds);
  }
}
