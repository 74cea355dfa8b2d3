import { Injectable } from '@nestjs/common';
import {
  type KnownUserCard,
  type Relation,
  type Sight,
  sightOf,
  UserCards,
} from '@tribe/projections';
import { AppError, Database } from '@tribe/service-kit';
import { errors } from '../errors';
import { findRelation } from './pair.queries';

/** A user as a viewer sees them. */
export interface SeenPerson {
  readonly card: KnownUserCard;
  readonly relation: Exclude<Relation, 'hidden'>;
  readonly sight: Exclude<Sight, 'nothing'>;
}

/** How much of a user another user sees. It reads the tables of this service, so it is as fresh as the last request. */
@Injectable()
export class PersonSight {
  constructor(
    private readonly database: Database,
    private readonly cards: UserCards,
  ) {}

  /** @throws AppError USER_NOT_FOUND for an unknown user, and for a user that the viewer may not see */
  async require(viewerId: string, userId: string): Promise<SeenPerson> {
    const [card, relation] = await Promise.all([
      this.cards.require(userId),
      findRelation(this.database, viewerId, userId),
    ]);

    if (relation === 'hidden') throw new AppError(errors.USER_NOT_FOUND);

    const sight = sightOf(relation, card.privacy.profileVisibility);
    if (sight === 'nothing') throw new AppError(errors.USER_NOT_FOUND);

    return { card, relation, sight };
  }

  /** @throws AppError USER_NOT_FOUND as {@link require}, and for a user whose profile the viewer may not see */
  async requireProfile(viewerId: string, userId: string): Promise<SeenPerson> {
    const person = await this.require(viewerId, userId);
    if (person.sight !== 'profile') throw new AppError(errors.USER_NOT_FOUND);
    return person;
  }
}
