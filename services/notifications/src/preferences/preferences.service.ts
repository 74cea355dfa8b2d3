import { Injectable } from '@nestjs/common';
import { type Caller, Clock, Transactions } from '@tribe/service-kit';
import { PrismaService, type Tx } from '../prisma.service';
import { columnsOf, type PreferencesBody, type PreferencesResponse } from './preferences.dto';
import { preferencesView } from './preferences.view';

/** Reads and updates the notification preferences of the caller. */
@Injectable()
export class PreferencesService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly transactions: Transactions<Tx>,
    private readonly clock: Clock,
  ) {}

  async getPreferences({ userId }: Caller): Promise<PreferencesResponse> {
    return preferencesView(
      await this.prisma.notificationPreferences.findUnique({ where: { userId } }),
    );
  }

  async changePreferences({ userId }: Caller, body: PreferencesBody): Promise<PreferencesResponse> {
    const data = { ...columnsOf(body), updatedAt: this.clock.now() };
    const row = await this.transactions.run((tx) =>
      tx.notificationPreferences.upsert({
        where: { userId },
        create: { ...data, userId },
        update: data,
      }),
    );
    return preferencesView(row);
  }
}
