import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@tribe/service-kit';

/** Most ids one call takes. */
const mostIds = 5_000;

/**
 * Who wants to hear nothing of whom, as far as the events of social-graph have arrived here. Nothing of it may ever be
 * visible to anybody but the muter.
 */
@Injectable()
export class Mutes {
  constructor(private readonly database: Database) {}

  /**
   * Which of the given users have muted one.
   *
   * @param userIds at most 5000
   * @param sql the transaction's, inside a transaction
   * @throws RangeError for more
   */
  async filterMuters(
    mutedId: string,
    userIds: readonly string[],
    sql: Sql = this.database,
  ): Promise<Set<string>> {
    if (userIds.length === 0) return new Set();
    if (userIds.length > mostIds)
      throw new RangeError(`at most ${mostIds} users can be asked about at once`);
    const rows = await sql.query<{ muter_id: string }>(
      'mutes_muters_among',
      'SELECT muter_id FROM mutes WHERE muter_id = ANY($2::uuid[]) AND muted_id = $1::uuid AND is_active',
      [mutedId, userIds],
    );
    return new Set(rows.map(({ muter_id }) => muter_id));
  }
}
