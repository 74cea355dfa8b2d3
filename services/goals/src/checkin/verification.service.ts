import { Injectable } from '@nestjs/common';
import { EventPublisher, type NewEvent } from '@tribe/events';
import { Partnerships, VisibleCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  type Decision,
  settle,
  Transactions,
} from '@tribe/service-kit';
import { errors } from '../errors';
import type { CheckinStatus } from '../generated/prisma/enums';
import type { Tx } from '../prisma.service';
import { SystemAccess } from '../system/system-access';
import type { SystemAction } from '../system/system-access.rules';
import { CheckinViews } from './checkin-views';
import type { CheckinParams } from './checkin.dto';
import {
  checkInQueried,
  type CheckinOfSystem,
  checkInVerified,
  verificationRequested,
} from './checkin.events';
import { findCheckin } from './checkin.queries';
import { decideAnswer, decideVerification } from './checkin.rules';
import { changedCheckin, type CheckinWrite, saveCheckin } from './checkin.writes';

interface Step {
  readonly action: SystemAction;
  readonly decide: (status: CheckinStatus) => Decision<CheckinStatus>;
  readonly fields: CheckinWrite;
  readonly event: (checkin: CheckinOfSystem, tx: Tx) => NewEvent | Promise<NewEvent>;
}

/** Verification by an active partner of the owner. It changes no streak: what counts is that the owner did it. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly access: SystemAccess,
    private readonly partnerships: Partnerships,
    private readonly cards: VisibleCards,
    private readonly views: CheckinViews,
    private readonly clock: Clock,
  ) {}

  async verifyCheckin(caller: Caller, params: CheckinParams) {
    const card = await this.cards.ofCaller(caller);

    return this.step(caller, params, {
      action: 'verify',
      decide: (status) => decideVerification(status, 'verified_completed'),
      fields: { verifiedByPartnerId: caller.userId, verifiedAt: this.clock.now() },
      event: (checkin) => checkInVerified(checkin, card),
    });
  }

  async queryCheckin(caller: Caller, params: CheckinParams, question: string) {
    const card = await this.cards.ofCaller(caller);

    return this.step(caller, params, {
      action: 'verify',
      decide: (status) => decideVerification(status, 'queried_by_partner'),
      fields: {
        verifiedByPartnerId: caller.userId,
        verifiedAt: this.clock.now(),
        verifierQuery: question,
        queryAnswer: null,
      },
      event: (checkin) => checkInQueried(checkin, card),
    });
  }

  async answerQuery(caller: Caller, params: CheckinParams, answer: string) {
    const card = await this.cards.ofCaller(caller);

    return this.step(caller, params, {
      action: 'check-in',
      decide: decideAnswer,
      fields: { queryAnswer: answer },
      event: async (checkin, tx) => {
        const partners = await this.partnerships.partnersOf(caller.userId, tx.sql);
        const partnerIds = partners.map(({ partnerId }) => partnerId);
        return verificationRequested(checkin, card, partnerIds);
      },
    });
  }

  private async step(
    caller: Caller,
    { systemId, checkinId }: CheckinParams,
    { action, decide, fields, event }: Step,
  ) {
    // A partnership that has just begun or ended decides, also before goals has heard of it.
    const standing = await this.access.confirmedStanding(caller.userId, systemId);

    return this.transactions.run(async (tx) => {
      const system = await this.access.requireLocked(tx, caller.userId, action, systemId, standing);
      const row = await findCheckin(tx.sql, systemId, checkinId);
      if (!row) throw new AppError(errors.CHECKIN_NOT_FOUND);
      const status = settle(decide(row.status));
      if (!status) return this.views.ofOne(caller.userId, row, tx.sql);
      const changed = changedCheckin(row, { ...fields, status }, this.clock.now());
      await saveCheckin(tx.sql, changed);
      await this.events.publish(tx, await event({ row: changed, system }, tx));

      return this.views.ofOne(caller.userId, changed, tx.sql);
    });
  }
}
