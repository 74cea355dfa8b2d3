import { Injectable } from '@nestjs/common';
import { EventPublisher, type NewEvent } from '@tribe/events';
import { UserCards } from '@tribe/projections';
import {
  type Caller,
  Clock,
  Database,
  type Decision,
  Pages,
  settle,
  Transactions,
} from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { PartnershipAccess } from './partnership-access';
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
  countPartnerships,
  listPartnerships,
  type PartnershipFilter,
  type PartnershipRow,
} from './partnership.queries';
import {
  decideDissolve,
  decidePause,
  decideResume,
  decideUpdate,
  type PartnershipStatus,
} from './partnership.rules';
import { changePartnership, changeStatus } from './partnership.writes';

type Decide = (
  partnership: PartnershipRow,
  callerId: string,
  now: Date,
) => Decision<PartnershipStatus>;

/** The partnerships of the caller. Every change happens under the lock of the row. */
@Injectable()
export class PartnershipService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly database: Database,
    private readonly events: EventPublisher,
    private readonly cards: UserCards,
    private readonly access: PartnershipAccess,
    private readonly views: PartnershipViews,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async listPartnerships(
    { userId }: Caller,
    query: ListPartnershipsQuery,
  ): Promise<PartnershipListResponse> {
    const filter = filterOf(userId, query, this.clock.now());
    const { rows, pagination } = await this.pages.read('partnerships', query, {
      rows: (window) => listPartnerships(this.database, filter, window),
      total: () => countPartnerships(this.database, filter),
      position: ({ id }) => ({ id }),
    });
    return { partnerships: await this.views.of(userId, rows), pagination };
  }

  async getPartnership({ userId }: Caller, id: string): Promise<PartnershipResponse> {
    const partnership = await this.access.require(userId, id);
    return this.views.ofSingle(userId, partnership);
  }

  pausePartnership(caller: Caller, id: string): Promise<PartnershipResponse> {
    return this.changeStatus(caller, id, decidePause, (paused) =>
      partnershipPaused(paused, caller.userId),
    );
  }

  resumePartnership(caller: Caller, id: string): Promise<PartnershipResponse> {
    return this.changeStatus(caller, id, decideResume, (resumed) =>
      partnershipResumed(resumed, caller.userId),
    );
  }

  /** Ends the partnership, or withdraws an invitation of the caller. */
  async dissolvePartnership(caller: Caller, id: string): Promise<PartnershipResponse> {
    const card = await this.cards.ofCaller(caller);
    return this.changeStatus(caller, id, decideDissolve, (dissolved) =>
      partnershipDissolved(dissolved, card),
    );
  }

  async updatePartnership(
    { userId }: Caller,
    id: string,
    body: UpdatePartnershipBody,
  ): Promise<PartnershipResponse> {
    const updated = await this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const partnership = await this.access.requireLocked(tx, userId, id);
      const status = settle(decideUpdate(partnership, userId, now));

      const name = body.name === undefined ? partnership.name : body.name;
      const checkInFrequency = body.check_in_frequency ?? partnership.checkInFrequency;
      if (name === partnership.name && checkInFrequency === partnership.checkInFrequency)
        return partnership;

      const changes = { name, checkInFrequency, status, updatedAt: now };
      const saved = await changePartnership(tx, partnership, changes);
      await this.events.publish(tx, partnershipUpdated(saved, userId));

      return saved;
    });
    return this.views.ofSingle(userId, updated);
  }

  private async changeStatus(
    { userId }: Caller,
    id: string,
    decide: Decide,
    eventOf: (changed: PartnershipRow) => NewEvent,
  ): Promise<PartnershipResponse> {
    const changed = await this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const partnership = await this.access.requireLocked(tx, userId, id);
      const to = settle(decide(partnership, userId, now));
      if (!to) return partnership;
      const saved = await changeStatus(tx, partnership, to, { now });
      await this.events.publish(tx, eventOf(saved));

      return saved;
    });
    return this.views.ofSingle(userId, changed);
  }
}

function filterOf(
  userId: string,
  { status, kind }: ListPartnershipsQuery,
  now: Date,
): PartnershipFilter {
  return { userId, now, statuses: statusesOf(status), kind: kind === 'all' ? null : kind };
}

/** @returns null for all */
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
