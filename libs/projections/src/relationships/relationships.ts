import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@tribe/service-kit';
import { selectHiddenAmong, selectHiddenIds } from './block.queries';
import { selectFriendIds, selectFriendsAmong } from './relationship.queries';

/** Most ids one call takes or gives. */
const mostIds = 5_000;

/**
 * Who is whose friend and who is hidden from whom, as far as the events of social-graph have arrived here: normally milliseconds behind.
 *
 * @example if (!(await this.relationships.areFriends(caller.userId, userId))) throw new AppError('PARTICIPANT_NOT_A_FRIEND');
 */
@Injectable()
export class Relationships {
  constructor(private readonly database: Database) {}

  /** Whether two users are friends of each other. Nobody is a friend of themselves. */
  async areFriends(userId: string, otherId: string): Promise<boolean> {
    const friends = await selectFriendsAmong(this.database, userId, [otherId]);
    return friends.length > 0;
  }

  /**
   * Which of the given users are friends of one.
   *
   * @param userIds at most 5000
   * @throws RangeError for more
   */
  async filterFriends(userId: string, userIds: readonly string[]): Promise<Set<string>> {
    if (userIds.length === 0) return new Set();
    if (userIds.length > mostIds)
      throw new RangeError(`at most ${mostIds} users can be asked about at once`);
    return new Set(await selectFriendsAmong(this.database, userId, userIds));
  }

  /**
   * Ids of a user's friends, most recent friendship first.
   *
   * @param limit 1 to 5000
   * @throws RangeError outside of that
   */
  async friendIdsOf(userId: string, limit: number): Promise<string[]> {
    if (!Number.isInteger(limit) || limit < 1 || limit > mostIds)
      throw new RangeError(`limit must be 1 to ${mostIds}`);
    return selectFriendIds(this.database, userId, limit);
  }

  /**
   * Which of the given users are hidden from one, and the one from them: either of the two blocked the other. To each
   * of them the other must look exactly like somebody who does not exist.
   *
   * @param userIds at most 5000
   * @param sql the transaction's, inside a transaction
   * @throws RangeError for more
   */
  async filterHidden(
    userId: string,
    userIds: readonly string[],
    sql: Sql = this.database,
  ): Promise<Set<string>> {
    if (userIds.length === 0) return new Set();
    if (userIds.length > mostIds)
      throw new RangeError(`at most ${mostIds} users can be asked about at once`);
    return new Set(await selectHiddenAmong(sql, userId, userIds));
  }

  /** Whether two users are hidden from each other. */
  async areHidden(userId: string, otherId: string, sql: Sql = this.database): Promise<boolean> {
    return (await this.filterHidden(userId, [otherId], sql)).size > 0;
  }

  /** Everybody who is hidden from a user, at most 5000: first those they blocked themselves. */
  async hiddenIdsOf(userId: string): Promise<string[]> {
    return selectHiddenIds(this.database, userId, mostIds);
  }
}
