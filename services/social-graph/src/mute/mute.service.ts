import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  InjectConfig,
  newId,
  Transactions,
} from '@tribe/service-kit';
import { selectHiddenAmong } from '../block/block.queries';
import type { SocialGraphConfig } from '../config';
import { errors } from '../errors';
import { lockBetween } from '../friend/friendship.queries';
import type { MutedUser } from '../generated/prisma/client';
import type { Tx } from '../prisma.service';
import { userMuted, userUnmuted } from './mute.events';
import { countMutes } from './mute.queries';

/** Muting somebody and taking it back. It changes nothing between the two, and only the muter ever sees it. */
@Injectable()
export class MuteService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly userCards: UserCards,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {}

  async muteUser(caller: Caller, userId: string): Promise<MutedUser> {
    if (userId === caller.userId) throw new AppError(errors.CANNOT_MUTE_YOURSELF);
    const exists = (await this.userCards.get([userId])).has(userId);
    return this.transactions.run(async (tx) => {
      await lockBetween(tx, caller.userId, userId);
      const hidden = await selectHiddenAmong(tx.sql, caller.userId, [userId]);
      if (!exists || hidden.has(userId)) throw new AppError(errors.USER_NOT_FOUND);
      const row = await muteOf(tx, caller.userId, userId);
      if (row && !row.unmutedAt) return row;
      if ((await countMutes(tx.sql, caller.userId)) >= this.config.MUTE_LIMIT)
        throw new AppError(errors.MUTE_LIMIT_REACHED);
      const mute = await this.write(tx, row, { muterId: caller.userId, mutedId: userId });
      await this.events.publish(tx, userMuted(mute));
      return mute;
    });
  }

  /** Nothing to take back is no error: afterwards there is no mute. */
  async unmuteUser(caller: Caller, userId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      await lockBetween(tx, caller.userId, userId);
      const row = await muteOf(tx, caller.userId, userId);
      if (!row || row.unmutedAt) return;
      const unmuted = await tx.mutedUser.update({
        where: { id: row.id },
        data: { unmutedAt: this.clock.now(), version: { increment: 1 } },
      });
      await this.events.publish(tx, userUnmuted(unmuted));
    });
  }

  private write(
    tx: Tx,
    former: MutedUser | null,
    mute: Pick<MutedUser, 'muterId' | 'mutedId'>,
  ): Promise<MutedUser> {
    const mutedAt = this.clock.now();
    if (!former) return tx.mutedUser.create({ data: { id: newId(), ...mute, mutedAt } });
    const data = { mutedAt, unmutedAt: null, version: { increment: 1 } };
    return tx.mutedUser.update({ where: { id: former.id }, data });
  }
}

function muteOf(tx: Tx, muterId: string, mutedId: string): Promise<MutedUser | null> {
  return tx.mutedUser.findUnique({ where: { muterId_mutedId: { muterId, mutedId } } });
}
