import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards, withCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  Database,
  InjectConfig,
  newId,
  Pages,
  positionAt,
  Transactions,
} from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { errors } from '../errors';
import type { MutedUser } from '../generated/prisma/client';
import { lockPair } from '../people/locks';
import { areHidden } from '../people/pair.queries';
import type { Tx } from '../prisma.service';
import type { ListMutedUsersQuery, MutedUserListResponse, MuteResponse } from './mute.dto';
import { userMuted, userUnmuted } from './mute.events';
import { countMutes, countShownMutes, listMutes } from './mute.queries';
import { mutedUserView, muteView } from './mute.view';

/** The mutes of the caller. A mute changes nothing between the two users, and only the muter ever sees it. */
@Injectable()
export class MuteService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly database: Database,
    private readonly events: EventPublisher,
    private readonly cards: UserCards,
    private readonly pages: Pages,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {}

  /** Muting a muted user changes nothing. */
  async muteUser(caller: Caller, userId: string): Promise<MuteResponse> {
    if (userId === caller.userId) throw new AppError(errors.CANNOT_MUTE_YOURSELF);
    const exists = (await this.cards.get([userId])).has(userId);

    const mute = await this.transactions.run(async (tx) => {
      await lockPair(tx, caller.userId, userId);
      if (!exists || (await areHidden(tx.sql, caller.userId, userId)))
        throw new AppError(errors.USER_NOT_FOUND);

      const former = await findMute(tx, caller.userId, userId);
      if (former && !former.unmutedAt) return former;
      if ((await countMutes(tx.sql, caller.userId)) >= this.config.MUTE_LIMIT)
        throw new AppError(errors.MUTE_LIMIT_REACHED);

      const saved = await this.save(tx, former, { muterId: caller.userId, mutedId: userId });
      await this.events.publish(tx, userMuted(saved));

      return saved;
    });

    return muteView(mute);
  }

  /** Without a mute, nothing happens. */
  async unmuteUser(caller: Caller, userId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      await lockPair(tx, caller.userId, userId);
      const mute = await findMute(tx, caller.userId, userId);
      if (!mute || mute.unmutedAt) return;

      const unmuted = await tx.mutedUser.update({
        where: { id: mute.id },
        data: { unmutedAt: this.clock.now(), version: { increment: 1 } },
      });

      await this.events.publish(tx, userUnmuted(unmuted));
    });
  }

  async listMutedUsers(
    { userId }: Caller,
    query: ListMutedUsersQuery,
  ): Promise<MutedUserListResponse> {
    const { rows, pagination } = await this.pages.read('muted users', query, {
      rows: (window) => listMutes(this.database, userId, window),
      total: () => countShownMutes(this.database, userId),
      position: ({ mutedAt, id }) => positionAt(mutedAt, id),
    });

    const cards = await this.cards.get(rows.map(({ mutedId }) => mutedId));

    const mutedUsers = withCards(rows, ({ mutedId }) => mutedId, cards, mutedUserView);

    return { muted_users: mutedUsers, pagination };
  }

  /** A pair keeps its row, because the versions of its events go on. */
  private save(
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

function findMute(tx: Tx, muterId: string, mutedId: string): Promise<MutedUser | null> {
  return tx.mutedUser.findUnique({ where: { muterId_mutedId: { muterId, mutedId } } });
}
