import { Injectable } from '@nestjs/common';
import { Partnerships, Relationships } from '@tribe/projections';
import { Database, type Sql } from '@tribe/service-kit';

/** The relation of a user to the owner of something that active partners may see. */
export interface Standing {
  readonly isPartner: boolean;
  /** One of the two has blocked the other. */
  readonly isHidden: boolean;
}

/** Of the owner, whose rights do not depend on it. */
const ownStanding: Standing = { isPartner: false, isHidden: false };

/** Reads the relation of a user to an owner. */
@Injectable()
export class PartnerStandings {
  constructor(
    private readonly database: Database,
    private readonly partnerships: Partnerships,
    private readonly relationships: Relationships,
  ) {}

  /** @param sql pass `tx.sql` inside a transaction */
  async known(userId: string, ownerId: string, sql: Sql = this.database): Promise<Standing> {
    if (ownerId === userId) return ownStanding;

    const [isPartner, isHidden] = await Promise.all([
      this.partnerships.arePartners(userId, ownerId, sql),
      this.relationships.areHidden(userId, ownerId, sql),
    ]);

    return { isPartner, isHidden };
  }

  /** Like {@link known}, asked from social-graph. For an answer that leads to a refusal; not inside a transaction. */
  async confirmed(userId: string, ownerId: string): Promise<Standing> {
    if (ownerId === userId) return ownStanding;

    const [isPartner, relation] = await Promise.all([
      this.partnerships.confirmPartners(userId, ownerId),
      this.relationships.confirmRelation(userId, ownerId),
    ]);

    return { isPartner, isHidden: relation === 'hidden' };
  }
}
