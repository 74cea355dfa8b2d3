import { Injectable } from '@nestjs/common';
import { EventPublisher, type NewEvent } from '@tribe/events';
import { UserCards } from '@tribe/projections';
import {
  type Caller,
  Clock,
  Cursors,
  Database,
  paginated,
  Transactions,
  type Decision,
  settle,
} from '@tribe/service-kit';
import { ownCard } from '../own-card';
import { PrismaService, type Tx } from '../prisma.service';
import { moveTo, requirePartnership } from './partnership-changes';
import { PartnershipViews } from './partnership-views';
import type {
  ListPartnershipsQuery,
  PartnershipListResponse,
  PartnershipResponse,
  UpdatePartnershipBody,
} from './partnership.dto';
import {
  partnershipDissolved,
  partnershipPaused,
  partnershipResumed,
  partnershipUpdated,
} from './partnership.events';
import {
  changePartnership,
  countPartnerships,
  lockPartnership,
  type PartnershipRow,
  selectPartnerships,
} from './partnership.queries';
import {
  decideDissolve,
  decidePause,
  decideResume,
  decideUpdate,
  isVisibleTo,
  type PartnershipStatus,
} from './partnership.rules';

const list = 'partnerships';

/** Partnerships one is in, and what becomes of them. Every change happens under the lock of the row. */
@Injectable()
export class PartnershipService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly prisma: PrismaService,
    private readonly database: Database,
    private readonly events: EventPublisher,
    private readonly userCards: UserCards,
    private readonly views: PartnershipViews,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  async listPartnerships(
    { userId }: Caller,
    query: ListPartnershipsQuery,
  ): Promise<PartnershipListResponse> {
    const { page, limit, cursor } = query;
    const kind = query.kind === 'all' ? null : query.kind;
    const filter = { userId, now: this.clock.now(), statuses: statusesOf(query.status), kind };
    const afterId = cursor === undefined ? null : this.cursors.decode(list, cursor).id;
    const offset = afterId ? 0 : (page - 1) * limit;
    const [found, total] = await Promise.all([
      selectPartnerships(this.database, filter, { afterId, offset, limit: limit + 1 }),
      countPartnerships(this.database, filter),
    ]);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    return {
      partnerships: await this.views.of(userId, rows),
      pagination: paginated({
        page,
        limit,
        total,
        nextCursor: last ? this.cursors.encode(list, { id: last.id }) : null,
      }),
    };
  }

  async getPartnership({ userId }: Caller, id: string): Promise<PartnershipResponse> {
    const row = (await this.prisma.partnership.findUnique({
      where: { id },
    })) as PartnershipRow | null;
    const visible = await requirePartnership(
      this.database,
      row && isVisibleTo(row, userId) ? row : undefined,
      userId,
    );
    return this.views.one(userId, visible);
  }

  pausePartnership(caller: Caller, id: string): Promise<PartnershipResponse> {
    return this.change(caller, id, decidePause, (row) => partnershipPaused(row, caller.userId));
  }

  resumePartnership(caller: Caller, id: string): Promise<PartnershipResponse> {
    return this.change(caller, id, decideResume, (row) => partnershipResumed(row, caller.userId));
  }

  /** Ends the partnership, or takes the caller's own invitation back. */
  async dissolvePartnership(caller: Caller, id: string): Promise<PartnershipResponse> {
    const card = ownCard(await this.userCards.get([caller.userId]), caller);
    return this.change(caller, id, decideDissolve, (row) => partnershipDissolved(row, card));
  }

  async updatePartnership(
    caller: Caller,
    id: string,
    body: UpdatePartnershipBody,
  ): Promise<PartnershipResponse> {
    const row = await this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const current = await requirePartnership(
        tx.sql,
        await lockPartnership(tx, id),
        caller.userId,
      );
      settle(decideUpdate(current, caller.userId, now));
      const name = body.name === undefined ? current.name : body.name;
      const checkInFrequency = body.check_in_frequency ?? current.checkInFrequency;
      if (name === current.name && checkInFrequency === current.checkInFrequency) return current;
      const { status } = current;
      const updated = await changePartnership(tx, current, {
        name,
        checkInFrequency,
        status,
        updatedAt: now,
      });
      await this.events.publish(tx, partnershipUpdated(updated, caller.userId));
      return updated;
    });
    return this.views.one(caller.userId, row);
  }

  private async change(
    caller: Caller,
    id: string,
    decide: (row: PartnershipRow, callerId: string, now: Date) => Decision<PartnershipStatus>,
    eventFor: (row: PartnershipRow) => NewEvent,
  ): Promise<PartnershipResponse> {
    const row = await this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const current = await requirePartnership(
        tx.sql,
        await lockPartnership(tx, id),
        caller.userId,
      );
      const to = settle(decide(current, caller.userId, now));
      if (!to) return current;
      const changed = await moveTo(tx, current, to, { now });
      await this.events.publish(tx, eventFor(changed));
      return changed;
    });
    return this.views.one(caller.userId, row);
  }
}

/** null for all. */
function statusesOf(status: ListPartnershipsQuery['status']): PartnershipStatus[] | null {
  switch (status) {
    case 'all':
      return null;
    case 'current':
      return ['active', 'paused'];
    case 'ended':
      return ['dissolved'];
    default:
      return [status];
  }
}
