import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { VisibleCards } from '@tribe/projections';
import { AppError, type Caller, Clock, newId, settle, Transactions } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import { BadgeCommitments } from './badge-commitments';
import { BadgeKeys } from './badge-keys';
import { BadgePartners } from './badge-partners';
import { BadgeReader } from './badge-reader';
import type { ProposeBadgeBody } from './badge.dto';
import { badgeDeclined, badgeProposed, badgeSigned } from './badge.events';
import {
  type BadgeRow,
  countProposals,
  deleteBadge,
  insertBadge,
  lockBadge,
  saveSignature,
} from './badge.queries';
import { type Commitment, decideConfirmation, decideDecline, signedTextOf } from './badge.rules';

/** A user cannot wait for more confirmations at the same time. */
const maxProposals = 50;

/** Badges: the owner proposes one, a partner confirms it, and the confirmation signs it. */
@Injectable()
export class BadgeService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly commitments: BadgeCommitments,
    private readonly partners: BadgePartners,
    private readonly keys: BadgeKeys,
    private readonly reader: BadgeReader,
    private readonly cards: VisibleCards,
    private readonly clock: Clock,
  ) {}

  async proposeBadge(caller: Caller, body: ProposeBadgeBody) {
    const { userId } = caller;
    const owner = await this.cards.ofCaller(caller);
    await this.partners.require(userId, body.partner_id);
    const range = { starts_on: body.starts_on, ends_on: body.ends_on };

    const commitment = await this.read(userId, {
      type: body.system_id === undefined ? 'goal' : 'system',
      id: body.system_id ?? body.goal_id ?? '',
      ...range,
    });

    const row: BadgeRow = {
      id: newId(),
      ownerId: userId,
      partnerId: body.partner_id,
      commitment,
      signedText: null,
      signature: null,
      keyId: null,
      version: 1n,
      proposedAt: this.clock.now(),
      signedAt: null,
    };

    await this.transactions.run(async (tx) => {
      if ((await countProposals(tx.sql, userId)) >= maxProposals)
        throw new AppError(errors.BADGE_LIMIT_REACHED);
      if (!(await insertBadge(tx.sql, row))) throw new AppError(errors.BADGE_EXISTS);
      await this.events.publish(tx, badgeProposed(row, owner));
    });

    return this.reader.view(userId, row);
  }

  /** Signs the badge if the commitment still is as it was proposed. Confirming again has no effect. */
  async confirmBadge(caller: Caller, badgeId: string) {
    const { userId } = caller;
    const partner = await this.cards.ofCaller(caller);
    const proposed = await this.reader.require(userId, badgeId);
    if (proposed.partnerId !== userId) throw new AppError(errors.PERMISSION_DENIED);
    if (!proposed.signedAt) await this.partners.require(userId, proposed.ownerId);

    const current = proposed.signedAt
      ? proposed.commitment
      : await this.read(proposed.ownerId, proposed.commitment);

    const signed = await this.transactions.run(async (tx) => {
      const badge = await this.lock(tx, badgeId);
      if (!settle(decideConfirmation(badge, userId, current))) return badge;
      const row = this.sign(badge);
      await saveSignature(tx.sql, row);
      await this.events.publish(tx, badgeSigned(row, partner));

      return row;
    });

    return this.reader.view(userId, signed);
  }

  /** Withdraws the caller's proposal, or declines a partner's. */
  async deleteBadge({ userId }: Caller, badgeId: string): Promise<void> {
    await this.reader.require(userId, badgeId);

    await this.transactions.run(async (tx) => {
      const badge = await this.lock(tx, badgeId);
      settle(decideDecline(badge));
      await deleteBadge(tx.sql, badgeId);
      const version = badge.version + 1n;
      await this.events.publish(tx, badgeDeclined({ id: badgeId, version }, userId));
    });
  }

  private sign(badge: BadgeRow): BadgeRow {
    const signedAt = this.clock.now();
    const { keyId } = this.keys;
    const signedText = signedTextOf(badge, { signedAt, keyId });
    const signature = this.keys.sign(signedText);

    return { ...badge, signedText, signature, keyId, signedAt, version: badge.version + 1n };
  }

  private async lock(tx: Tx, badgeId: string): Promise<BadgeRow> {
    const badge = await lockBadge(tx.sql, badgeId);
    if (!badge) throw new AppError(errors.BADGE_NOT_FOUND);

    return badge;
  }

  private read(
    ownerId: string,
    commitment: Pick<Commitment, 'type' | 'id' | 'starts_on' | 'ends_on'>,
  ): Promise<Commitment> {
    const { type, id, starts_on: startsOn, ends_on: endsOn } = commitment;
    const range = { startsOn, endsOn };

    return type === 'system'
      ? this.commitments.ofSystem(ownerId, id, range)
      : this.commitments.ofGoal(ownerId, id, range);
  }
}
