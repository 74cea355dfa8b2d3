import { Injectable } from '@nestjs/common';
import { type Relation, Relationships, type Sight, sightOf } from '@tribe/projections';
import { AppError, type Caller, Database, RowBatcher } from '@tribe/service-kit';
import { errors } from '../errors';
import { defaultSettings } from '../settings/settings.rules';
import { type ProfileRow, profilesByIds } from './profile.queries';

/** People as others see them. */
@Injectable()
export class ProfileService {
  private readonly profiles: RowBatcher<string, ProfileRow>;

  constructor(
    database: Database,
    private readonly relationships: Relationships,
  ) {
    this.profiles = new RowBatcher(async (ids) => {
      const rows = await database.query<ProfileRow>(profilesByIds.name, profilesByIds.text, [ids]);
      return new Map(rows.map((row) => [row.id, row]));
    });
  }

  /**
   * The person and how much of them the caller sees.
   *
   * @throws AppError USER_NOT_FOUND for nobody, and for somebody who shows nothing to the caller
   */
  async getProfile(
    caller: Caller,
    userId: string,
  ): Promise<{ person: ProfileRow; sight: Exclude<Sight, 'nothing'> }> {
    const [person, relation] = await Promise.all([
      this.profiles.get(userId),
      this.relationOf(caller, userId),
    ]);
    const sight =
      person && sightOf(relation, person.profileVisibility ?? defaultSettings.profileVisibility);
    if (!sight || sight === 'nothing') throw new AppError(errors.USER_NOT_FOUND);
    return { person, sight };
  }

  /** The numbers of a person are part of the profile, not of the card. */
  async getStats(caller: Caller, userId: string): Promise<ProfileRow> {
    const { person, sight } = await this.getProfile(caller, userId);
    if (sight !== 'profile') throw new AppError(errors.USER_NOT_FOUND);
    return person;
  }

  private async relationOf({ userId: viewerId }: Caller, userId: string): Promise<Relation> {
    if (viewerId === userId) return 'self';
    const [areHidden, areFriends] = await Promise.all([
      this.relationships.areHidden(viewerId, userId),
      this.relationships.areFriends(viewerId, userId),
    ]);
    if (areHidden) return 'hidden';
    return areFriends ? 'friend' : 'stranger';
  }
}
