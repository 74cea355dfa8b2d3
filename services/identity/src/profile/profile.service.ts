import { Injectable } from '@nestjs/common';
import type { Caller } from '@tribe/service-kit';
import { ProfileAccess } from './profile-access';
import { profileView, statsView } from './profile.view';

/** Users as other users see them. */
@Injectable()
export class ProfileService {
  constructor(private readonly access: ProfileAccess) {}

  async getUser(caller: Caller, userId: string) {
    const { profile, sight } = await this.access.require(caller.userId, 'see-card', userId);
    return profileView(profile, sight);
  }

  /** The statistics belong to the profile, not to the card. */
  async getStats(caller: Caller, userId: string) {
    const { profile } = await this.access.require(caller.userId, 'see-profile', userId);
    return statsView(profile);
  }
}
