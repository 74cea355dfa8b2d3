import { Injectable } from '@nestjs/common';
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
import type { CreateReflectionBody, ListReflectionsQuery } from './reflection.dto';
import {
  countReflections,
  findReflection,
  insertReflection,
  listReflections,
  lockReflection,
  type ReflectionRow,
  saveReflection,
} from './reflection.queries';
import { decideReflectionDate } from './reflection.rules';
import { reflectionView } from './reflection.view';

/** The reflections of a user, at most one per local day. Only their author sees them. */
@Injectable()
export class ReflectionService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
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
      version: 1n,
      createdAt: now,
      updatedAt: now,
    };

    const isNew = await this.transactions.run((tx) => insertReflection(tx.sql, row));
    if (!isNew) throw new AppError(errors.REFLECTION_EXISTS);

    return reflectionView(row);
  }

  async getReflection({ userId }: Caller, date: string) {
    const row = await findReflection(this.database, userId, date);
    if (!row) throw new AppError(errors.REFLECTION_NOT_FOUND);

    return reflectionView(row);
  }

  async updateReflection({ userId }: Caller, date: string, content: string) {
    return this.transactions.run(async (tx) => {
      const row = await lockReflection(tx.sql, userId, date);
      if (!row) throw new AppError(errors.REFLECTION_NOT_FOUND);
      requireVersion(row.version);
      if (row.content === content) return reflectionView(row);
      const now = this.clock.now();
      const changed = { ...row, content, version: row.version + 1n, updatedAt: now };
      await saveReflection(tx.sql, changed);

      return reflectionView(changed);
    });
  }

  async listReflections({ userId }: Caller, query: ListReflectionsQuery) {
    const { rows, pagination } = await this.pages.read('reflections', query, {
      rows: (window) => listReflections(this.database, userId, window),
      total: () => countReflections(this.database, userId),
      position: ({ reflectionDate, id }) => positionAt(new Date(reflectionDate), id),
    });

    return { reflections: rows.map(reflectionView), pagination };
  }
}
