import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { Partnerships, VisibleCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  Database,
  newId,
  Pages,
  positionAt,
  requireVersion,
  settle,
  Transactions,
} from '@tribe/service-kit';
import { errors } from '../errors';
import type { Tx } from '../prisma.service';
import type {
  CreateReflectionBody,
  ListReflectionsQuery,
  UpdateReflectionBody,
} from './reflection.dto';
import { reflectionUpdated, reflectionWritten } from './reflection.events';
import {
  countReflections,
  findReflection,
  insertReflection,
  listReflections,
  lockReflection,
  type ReflectionRow,
  saveReflection,
} from './reflection.queries';
import { decideReflectionChange, decideReflectionDate } from './reflection.rules';
import { reflectionView } from './reflection.view';

/** The reflections of a user, at most one per local day. Partners see those that their author shares. */
@Injectable()
export class ReflectionService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly partnerships: Partnerships,
    private readonly cards: VisibleCards,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async createReflection(caller: Caller, body: CreateReflectionBody) {
    const now = this.clock.now();

    const [today, [partner]] = await Promise.all([
      this.cards.todayOf(caller, now),
      this.partnerships.partnersOf(caller.userId),
    ]);

    const date = body.reflection_date_local ? new Date(body.reflection_date_local) : today;
    settle(decideReflectionDate(date, today));

    const row: ReflectionRow = {
      id: newId(),
      userId: caller.userId,
      partnershipId: partner?.partnershipId ?? null,
      reflectionDate: date.toISOString().slice(0, 10),
      content: body.content,
      promptId: body.prompt_id || null,
      promptText: body.prompt_text || null,
      sharedWithPartner: body.shared_with_partner,
      withheldAt: null,
      version: 1n,
      createdAt: now,
      updatedAt: now,
    };

    await this.transactions.run(async (tx) => {
      const isNew = await insertReflection(tx.sql, row);
      if (!isNew) throw new AppError(errors.REFLECTION_EXISTS);
      await this.events.publish(tx, reflectionWritten(row));
    });

    return reflectionView(row);
  }

  async getReflection({ userId }: Caller, date: string) {
    const row = await findReflection(this.database, userId, date);
    if (!row) throw new AppError(errors.REFLECTION_NOT_FOUND);

    return reflectionView(row);
  }

  async updateReflection({ userId }: Caller, date: string, body: UpdateReflectionBody) {
    return this.transactions.run(async (tx) => {
      const row = await lockReflection(tx.sql, userId, date);
      if (!row) throw new AppError(errors.REFLECTION_NOT_FOUND);
      requireVersion(row.version);
      const changes = settle(decideReflectionChange(row, body));
      if (!changes) return reflectionView(row);
      const now = this.clock.now();
      const changed = { ...row, ...changes, version: row.version + 1n, updatedAt: now };
      await saveReflection(tx.sql, changed);
      await this.events.publish(tx, reflectionUpdated(changed));

      return reflectionView(changed);
    });
  }

  /** Lists the reflections of the caller, or those that a partner shares. */
  async listReflections(caller: Caller, query: ListReflectionsQuery) {
    const userId = query.user_id ?? caller.userId;
    const sharedOnly = userId !== caller.userId;
    if (sharedOnly) await this.requirePartner(caller.userId, userId);
    const filter = { userId, sharedOnly };

    const { rows, pagination } = await this.pages.read('reflections', query, {
      rows: (window) => listReflections(this.database, filter, window),
      total: () => countReflections(this.database, filter),
      position: ({ reflectionDate, id }) => positionAt(new Date(reflectionDate), id),
    });

    return { reflections: rows.map(reflectionView), pagination };
  }

  /** A partner hidden from the caller does not exist. */
  private async requirePartner(userId: string, partnerId: string): Promise<void> {
    const [arePartners, cards] = await Promise.all([
      this.partnerships.arePartners(userId, partnerId),
      this.cards.get(userId, [partnerId]),
    ]);

    const areConfirmed =
      arePartners || (await this.partnerships.confirmPartners(userId, partnerId));
    if (!areConfirmed || !cards.has(partnerId)) throw new AppError(errors.USER_NOT_FOUND);
  }
}
