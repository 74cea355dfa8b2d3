import { Injectable } from '@nestjs/common';
import { AppError, type Caller, Clock, Transactions } from '@tribe/service-kit';
import { AccountService } from '../account/account-access';
import { ActivityLog } from '../activity/activity-log';
import { errors } from '../errors';
import { PrismaService, type Tx } from '../prisma.service';
import { findSettings } from '../user/user-settings.queries';
import { lockActiveUser } from '../user/user.queries';
import {
  type DiscoveryProfileBody,
  type DiscoveryProfileResponse,
  discoveryProfileView,
  type StatedProfile,
} from './discovery-profile.dto';
import { allowedBirthYears, isAllowedBirthYear, yearIn } from './discovery-profile.rules';

/** What people say of themselves so that events are found for them. Only they read it. */
@Injectable()
export class DiscoveryProfileService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly accounts: AccountService,
    private readonly activities: ActivityLog,
    private readonly clock: Clock,
  ) {}

  async getMyProfile(caller: Caller): Promise<DiscoveryProfileResponse> {
    const { id } = await this.accounts.getAccount(caller);
    const [profile, year] = await Promise.all([
      findProfile(this.prisma, id),
      this.yearOf(this.prisma, id),
    ]);
    return discoveryProfileView(profile, year);
  }

  async updateMyProfile(
    caller: Caller,
    body: DiscoveryProfileBody,
  ): Promise<DiscoveryProfileResponse> {
    const { id: userId } = await this.accounts.getAccount(caller);
    return this.transactions.run(async (tx) => {
      if (!(await lockActiveUser(tx, userId))) throw new AppError(errors.ACCOUNT_INACTIVE);
      const year = await this.yearOf(tx, userId);
      // First, because its row lock keeps changes that come together from mixing their lists.
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
    if (typeof birthYear === 'number' && !isAllowedBirthYear(birthYear, year)) {
      const fieldErrors = [{ pointer: '/birth_year', message: allowedBirthYears(year) }];
      throw new AppError(errors.VALIDATION_FAILED, { errors: fieldErrors });
    }
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

  private async yearOf(client: PrismaService | Tx, userId: string): Promise<number> {
    const { timezone } = await findSettings(client, userId);
    return yearIn(timezone, this.clock.now());
  }
}

function findProfile(client: PrismaService | Tx, userId: string): Promise<StatedProfile | null> {
  const include = { preferences: { orderBy: { position: 'asc' } } } as const;
  return client.discoveryProfile.findUnique({ where: { userId }, include });
}

async function savePreferences(
  tx: Tx,
  userId: string,
  preferences: NonNullable<DiscoveryProfileBody['preferences']>,
) {
  await tx.discoveryPreference.deleteMany({ where: { userId } });
  await tx.discoveryPreference.createMany({
    data: preferences.map((one, position) => ({
      userId,
      position,
      category: one.category,
      neighborhood: one.neighborhood ?? null,
      timePreference: one.time_preference ?? null,
      preferenceScore: one.preference_score,
      priceSensitivity: one.price_sensitivity,
      socialPreference: one.social_preference,
    })),
  });
}
