import { Injectable } from '@nestjs/common';
import { confirmSight, Relationships, type Sight } from '@tribe/projections';
import { AppError, Database, settle } from '@tribe/service-kit';
import { errors } from '../errors';
import { defaultSettings } from '../user/user-settings.rules';
import { decideProfileAccess, type ProfileAction } from './profile-access.rules';
import { findProfile, type ProfileRow } from './profile.queries';

/** How much of a user another user may see. */
@Injectable()
export class ProfileAccess {
  constructor(
    private readonly database: Database,
    private readonly relationships: Relationships,
  ) {}

  /**
   * The profile, and how much of it the viewer is shown.
   *
   * @throws AppError USER_NOT_FOUND also when the viewer may not see the user
   */
  async require(
    viewerId: string,
    action: ProfileAction,
    userId: string,
  ): Promise<{ profile: ProfileRow; sight: Sight }> {
    const [profile, relation] = await Promise.all([
      findProfile(this.database, userId),
      this.relationships.relationOf(viewerId, userId),
    ]);

    if (!profile) throw new AppError(errors.USER_NOT_FOUND);
    const visibility = profile.profileVisibility ?? defaultSettings.profileVisibility;
    const viewed = { viewerId, userId, visibility };
    const sight = await confirmSight(this.relationships, relation, viewed);
    settle(decideProfileAccess(action, sight));

    return { profile, sight };
  }
}
