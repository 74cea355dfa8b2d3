import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@tribe/service-kit';

/** Maximum number of ids per call. */
const maxIds = 5_000;

/** The mutes projected from social-graph. A mute must never be visible to any user but the muter. */
@Injectable()
export class Mutes {
  constructor(private readonly database: Database) {}

  /**
   * Returns those of `userIds` that have muted a user.
   *
   * @param userIds at most 5000
   * @param sql pass `tx.sql` inside a transaction
   * @throws RangeError for more ids
   */
  async filterMuters(
    mutedId: string,
    userIds: readonly string[],
    sql: Sql = this.database,
  ): Promise<Set<string>> {
    if (userIds.length === 0) return new Set();
    if (userIds.length > maxIds)
      throw new RangeError(`at most ${maxIds} users can be asked about at once`);

    const rows = await sql.query<{ muter_id: string }>(
      'mutes_muters_among',
      'SELECT muter_id FROM mutes WHERE muter_id = ANY($2::uuid[]) AND muted_id = $1::uuid AND is_active',
      [mutedId, userIds],
    );

    return new Set(rows.map(({ muter_id }) => muter_id));
  }
}
