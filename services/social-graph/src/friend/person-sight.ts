import { Injectable } from '@nestjs/common';
import {
  type KnownUserCard,
  type Relation,
  type Sight,
  sightOf,
  UserCards,
} from '@tribe/projections';
import { AppError, Database } from '@tribe/service-kit';
import { selectHiddenAmong } from '../block/block.queries';
import { errors } from '../errors';
import { selectAreFriends } from './friend.queries';

/** A person as somebody else meets them. */
export interface SeenPerson {
  readonly card: KnownUserCard;
  readonly relation: Exclude<Relation, 'hidden'>;
  readonly sight: Exclude<Sight, 'nothing'>;
}

/** Who sees how much of whom, by what social-graph itself knows of the two: as fresh as the last request. */
@Injectable()
export class PersonSight {
  constructor(
    private readonly database: Database,
    private readonly userCards: UserCards,
  ) {}

  /** @throws AppError USER_NOT_FOUND for nobody, and for somebody who shows the viewer nothing */
  async require(viewerId: string, userId: string): Promise<SeenPerson> {
    const [card, hidden, areFriends] = await Promise.all([
      this.userCards.require(userId),
      selectHiddenAmong(this.database, viewerId, [userId]),
      selectAreFriends(this.database, viewerId, userId),
    ]);
    if (hidden.has(userId)) throw new AppError(errors.USER_NOT_FOUND);
    const relation = viewerId === userId ? 'self' : areFriends ? 'friend' : 'stranger';
    const sight = sightOf(relation, card.privacy.profileVisibility);
    if (sight === 'nothing') throw new AppError(errors.USER_NOT_FOUND);
    return { card, relation, sight };
  }

  /** @throws AppError USER_NOT_FOUND also for somebody who shows the viewer a card only */
  async requireProfile(viewerId: string, userId: string): Promise<SeenPerson> {
    const person = await this.require(viewerId, userId);
    if (person.sight !== 'profile') throw new AppError(errors.USER_NOT_FOUND);
    return person;
  }
}
