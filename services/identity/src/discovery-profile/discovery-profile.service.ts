import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock, settle, Transactions } from '@tribe/service-kit';
import { AccountAccess } from '../account/account-access';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import { PrismaService, type Tx } from '../prisma.service';
import { findSettings } from '../user/user-settings.queries';
import { lockActiveUser } from '../user/user.queries';
import type { DiscoveryProfileBody, DiscoveryProfileResponse } from './discovery-profile.dto';
import { decideBirthYear, decidePreferences, yearIn } from './discovery-profile.rules';
import { discoveryProfileView } from './discovery-profile.view';

/** Facts that users enter about themselves to get recommendations of events. No other user can read them. */
@Injectable()
export class DiscoveryProfileService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly access: AccountAccess,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  async getMyProfile(caller: Caller): Promise<DiscoveryProfileResponse> {
    const { id: userId } = await this.access.require(caller);
    const [profile, year] = await Promise.all([
      findProfile(this.prisma, userId),
      this.yearOf(this.prisma, userId),
    ]);
    return discoveryProfileView(profile, year);
  }

  async updateMyProfile(
    caller: Caller,
    body: DiscoveryProfileBody,
  ): Promise<DiscoveryProfileResponse> {
    const { id: userId } = await this.access.require(caller);
    settle(decidePreferences(body.preferences ?? []));
    return this.transactions.run(async (tx) => {
      if (!(await lockActiveUser(tx, userId))) throw new AppError(errors.ACCOUNT_INACTIVE);
      const year = await this.yearOf(tx, userId);
      // First: its row lock keeps changes of the same moment from mixing their preferences.
      await this.saveProfile(tx, userId, body, year);
      if (body.preferences) await savePreferences(tx, userId, body.preferences);
      const metadata = { changed: Object.keys(body) };
      await this.activities.record(tx, { userId, type: 'discovery_profile_changed', metadata });

      return discoveryProfileView(await findProfile(tx, userId), year);
    });
  }

  private async saveProfile(
    tx: Tx,
    userId: string,
    body: DiscoveryProfileBody,
    year: number,
  ): Promise<void> {
    const { birth_year: birthYear, location_neighborhood: locationNeighborhood } = body;
    if (typeof birthYear === 'number') settle(decideBirthYear(birthYear, year));

    const data = {
      ...(birthYear !== undefined && {
        birthYear,
        birthYearStatedIn: birthYear === null ? null : year,
      }),
      ...(locationNeighborhood !== undefined && { locationNeighborhood }),
      updatedAt: this.clock.now(),
    };

    await tx.discoveryProfile.upsert({
      where: { userId },
      create: { ...data, userId },
      update: data,
    });
  }

  private async yearOf(client: Tx, userId: string): Promise<number> {
    const { timezone } = await findSettings(client, userId);
    return yearIn(timezone, this.clock.now());
  }
}

function findProfile(client: Tx, userId: string) {
  return client.discoveryProfile.findUnique({
    where: { userId },
    include: { preferences: { orderBy: { position: 'asc' } } },
  });
}

async function savePreferences(
  tx: Tx,
  userId: string,
  preferences: NonNullable<DiscoveryProfileBody['preferences']>,
): Promise<void> {
  await tx.discoveryPreference.deleteMany({ where: { userId } });
  await tx.discoveryPreference.createMany({
    data: preferences.map((preference, position) => ({
      userId,
      position,
      category: preference.category,
      neighborhood: preference.neighborhood ?? null,
      timePreference: preference.time_preference ?? null,
      preferenceScore: preference.preference_score,
      priceSensitivity: preference.price_sensitivity,
      socialPreference: preference.social_preference,
    })),
  });
}
