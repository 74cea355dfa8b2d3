import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@tribe/service-kit';
import { RelationOwner } from '../relationships/relation-owner';

/** More partners of a user are not read. */
const maxPartners = 100;

export interface Partner {
  readonly partnershipId: string;
  readonly partnerId: string;
}

/** The active partnerships projected from social-graph. A partnership that is paused or has ended is not active. */
@Injectable()
export class Partnerships {
  constructor(
    private readonly database: Database,
    private readonly owner: RelationOwner,
  ) {}

  /**
   * Returns the active partners of a user, the duo first, then the oldest first; at most 100.
   *
   * @param sql pass `tx.sql` inside a transaction
   */
  async partnersOf(userId: string, sql: Sql = this.database): Promise<Partner[]> {
    return sql.query<Partner>(
      'partnership_partners_of',
      `SELECT partnership_id AS "partnershipId", CASE user_low WHEN $1::uuid THEN user_high ELSE user_low END AS "partnerId"
         FROM partnership_pairs
        WHERE is_active AND (user_low = $1::uuid OR user_high = $1::uuid)
        ORDER BY kind = 'duo' DESC, activated_at, partnership_id
        LIMIT ${maxPartners}`,
      [userId],
    );
  }

  /** Returns whether two users have an active partnership. */
  async arePartners(userId: string, otherId: string, sql: Sql = this.database): Promise<boolean> {
    const rows = await sql.query(
      'partnership_between',
      `SELECT FROM partnership_pairs
        WHERE is_active AND user_low = least($1::uuid, $2::uuid) AND user_high = greatest($1::uuid, $2::uuid)
        LIMIT 1`,
      [userId, otherId],
    );
    return rows.length > 0;
  }

  /**
   * Like {@link arePartners}, asked from social-graph. For an answer that leads to a refusal; not inside a transaction.
   * While social-graph does not answer, the projection decides.
   */
  async confirmPartners(userId: string, otherId: string): Promise<boolean> {
    const pair = await this.owner.pairOf(userId, otherId);

    return pair ? pair.arePartners : this.arePartners(userId, otherId);
  }
}
