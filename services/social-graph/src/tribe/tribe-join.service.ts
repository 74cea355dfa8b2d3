import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { type UserCard, UserCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  InjectConfig,
  settle,
  Transactions,
} from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { errors } from '../errors';
import { type LockedUsers, lockUsers } from '../people/locks';
import type { Tx } from '../prisma.service';
import type { JoinResponse } from './tribe-join.dto';
import { countOpenRequests } from './tribe-join.queries';
import { decideJoin, decideWithdrawRequest } from './tribe-join.rules';
import { closeRequest, saveRequest } from './tribe-join.writes';
import { TribeLifecycle } from './tribe-lifecycle';
import type { TribeKind } from './tribe-roles.rules';
import { tribeJoinRequestClosed, tribeJoinRequested } from './tribe.events';
import { findOutsider, lockTribe, type Tribe } from './tribe.queries';
import { memberOf } from './tribe.rules';
import { saveTribe } from './tribe.writes';

/** How the caller joins a tribe without an answer to an invitation: at once, or with a request. */
@Injectable()
export class TribeJoinService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly cards: UserCards,
    private readonly lifecycle: TribeLifecycle,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {}

  async joinTribe(caller: Caller, kind: TribeKind, id: string): Promise<JoinResponse> {
    const card = await this.cards.ofCaller(caller);
    return this.transactions.run(async (tx) => {
      const locked = await lockUsers(tx, 'tribes', [caller.userId]);
      const { tribe, outsider } = await this.requireTribe(tx, caller.userId, kind, id);
      const to = settle(decideJoin(tribe, caller.userId, outsider));
      if (to === 'member') await this.lifecycle.admit(tx, tribe, card);
      if (to === 'requested') await this.request(tx, locked, { tribe, requester: card });

      return { status: to ?? (memberOf(tribe, caller.userId) ? 'member' : 'requested') };
    });
  }

  async withdrawRequest({ userId }: Caller, kind: TribeKind, id: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const { tribe, outsider } = await this.requireTribe(tx, userId, kind, id);
      const status = settle(decideWithdrawRequest(tribe, userId, outsider));
      if (!status) return;

      const closed = await closeRequest(tx, tribe.id, userId, {
        status,
        respondedAt: this.clock.now(),
        respondedBy: userId,
      });

      if (!closed) return;
      const saved = await saveTribe(tx, tribe);
      await this.events.publish(tx, tribeJoinRequestClosed(saved, userId));
    });
  }

  private async requireTribe(tx: Tx, userId: string, kind: TribeKind, id: string) {
    const tribe = await lockTribe(tx, kind, id);
    if (!tribe) throw new AppError(errors.TRIBE_NOT_FOUND);
    const outsider = await findOutsider(tx.sql, tribe, userId, this.clock.now());

    return { tribe, outsider };
  }

  /** @throws AppError TRIBE_LIMIT_REACHED */
  private async request(
    tx: Tx,
    _locked: LockedUsers<'tribes'>,
    { tribe, requester }: { tribe: Tribe; requester: UserCard },
  ): Promise<void> {
    const now = this.clock.now();
    const open = await countOpenRequests(tx, requester.id, now);
    if (open >= this.config.OPEN_JOIN_REQUEST_LIMIT) throw new AppError(errors.TRIBE_LIMIT_REACHED);
    await saveRequest(tx, tribe.id, requester.id, now);
    const saved = await saveTribe(tx, tribe);
    await this.events.publish(tx, tribeJoinRequested(saved, requester));
  }
}
