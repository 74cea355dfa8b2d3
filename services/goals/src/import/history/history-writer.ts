import { Injectable } from '@nestjs/common';
import { StreakChangeReason } from '@tribe/contracts';
import { EventPublisher, type NewEvent } from '@tribe/events';
import { type UserCard, UserCards } from '@tribe/projections';
import { Clock, Database, InjectConfig, newId, type Sql, Transactions } from '@tribe/service-kit';
import type { CheckinRow } from '../../checkin/checkin.queries';
import { isHistory } from '../../checkin/checkin.rules';
import type { GoalsConfig } from '../../config';
import type { Tx } from '../../prisma.service';
import { dayAt } from '../../streak/calendar.rules';
import { dateOf } from '../../streak/day.rules';
import { Streaks } from '../../streak/streaks';
import { announceStreak } from '../../system/streak-announcement';
import { systemCreated } from '../../system/system.events';
import { lockSystem, type System } from '../../system/system.queries';
import { insertSystem } from '../../system/system.writes';
import type { OpenImport } from '../import.queries';
import { ownerCard, requireOpen } from '../open-import';
import {
  countOnDays,
  extendHistory,
  findImportedSystemId,
  findKnownClientIds,
  insertImportedCheckins,
} from './history.queries';
import type { HabitHistory, KeyedEntry } from './history.rules';
import { importedSystem } from './imported-system';
import { type Plan, planOf } from './plan.rules';

/** Check-ins that are written in one transaction, which holds the lock of their system. */
const entriesPerBatch = 1_000;

/** Writes the history of habits, or plans to. */
@Injectable()
export class HistoryWriter {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly streaks: Streaks,
    private readonly cards: UserCards,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: GoalsConfig,
  ) {}

  /** Returns what an import would do to a system; by default, to the new one of its habit. */
  async plan(row: OpenImport, history: HabitHistory, system: System | undefined): Promise<Plan[]> {
    return [await this.planOf(this.database, row, { system, entries: history.entries })];
  }

  /** Adds the entries of a habit to a system, which is created without an id. Entries that are known are left out. */
  async write(
    row: OpenImport,
    history: HabitHistory,
    existingId: string | undefined,
    signal: AbortSignal,
  ): Promise<Plan[]> {
    const entries = history.entries.toSorted((a, b) => a.day - b.day || a.at - b.at);
    const owner = await ownerCard(this.cards, row);
    let systemId = existingId;
    const plans: Plan[] = [];

    for (let at = 0; at < entries.length; at += entriesPerBatch) {
      signal.throwIfAborted();
      const batch = entries.slice(at, at + entriesPerBatch);

      const written = await this.transactions.run(async (tx) => {
        await requireOpen(tx.sql, row);
        const id = systemId ?? (await this.create(tx, { row, history, owner }));
        const system = await lockSystem(tx, id ?? '');
        // Its owner has deleted the system since the import began.
        if (!system) throw new Error('the system is gone');

        return { id: system.id, plan: await this.add(tx, { row, system, entries: batch }) };
      });

      systemId = written.id;
      plans.push(written.plan);
    }

    return plans;
  }

  /** Returns the id of the new system, or of that which another import of the user has just created. */
  private async create(
    tx: Tx,
    { row, history, owner }: { row: OpenImport; history: HabitHistory; owner: UserCard },
  ): Promise<string | undefined> {
    const system = importedSystem(row, history, this.clock.now());
    const isNew = await insertSystem(tx, system);
    if (!isNew) return findImportedSystemId(tx.sql, row.userId, history.key);
    await this.events.publish(tx, systemCreated(system, owner));

    return system.id;
  }

  private async add(
    tx: Tx,
    { row, system, entries }: { row: OpenImport; system: System; entries: readonly KeyedEntry[] },
  ): Promise<Plan> {
    const plan = await this.planOf(tx.sql, row, { system, entries });
    const [first] = plan.fresh;
    if (!first) return plan;
    const now = this.clock.now();
    const rows = plan.fresh.map((entry) => checkinOf(entry, { row, system, now }));

    const change = await this.streaks.change(tx, system.id, async (facts) => {
      const isOlder = first.day < dayAt(facts.calendar, facts.createdAt);
      if (isOlder) await extendHistory(tx.sql, system.id, dateOf(first.day));
      await insertImportedCheckins(tx.sql, rows);

      return first.day;
    });

    await this.events.publish(tx, await announce(tx, system, change));

    return plan;
  }

  private async planOf(
    sql: Sql,
    row: OpenImport,
    { system, entries }: { system: System | undefined; entries: readonly KeyedEntry[] },
  ): Promise<Plan> {
    const limits = {
      importId: row.id,
      maxPerDay: this.config.CHECKIN_MAX_PER_DAY,
      isArchived: isArchived(row, system),
      needsVerification: ({ at }: KeyedEntry) => needsVerification(row, system, at),
    };

    if (system === undefined)
      return planOf(entries, { clientIds: new Map(), perDay: new Map() }, limits);

    const dates = [...new Set(entries.map(({ day }) => dateOf(day)))];
    const keys = entries.map(({ clientId }) => clientId);
    const clientIds = await findKnownClientIds(sql, system.id, keys);
    const perDay = await countOnDays(sql, system.id, dates);

    return planOf(entries, { clientIds, perDay }, limits);
  }
}

/** A system of an export can come archived. One of an earlier import takes what a request could add. */
function isArchived({ createdAt }: OpenImport, system: System | undefined): boolean {
  return system?.status === 'inactive' && system.importedAt?.getTime() !== createdAt.getTime();
}

/**
 * Nobody can prove what happened before a system came into the account of its owner, so it counts without a verification. A
 * system of an export came with its first import, and keeps the time of its creation in the other account.
 */
function needsVerification({ source }: OpenImport, system: System | undefined, at: number) {
  if (!system?.verificationRequired) return false;
  const { importedAt, createdAt } = system;
  if (source === 'tribe' && importedAt) return at > importedAt.getTime();

  return !isHistory(at, { createdAt: createdAt.getTime() });
}

function announce(
  tx: Tx,
  system: System,
  change: Awaited<ReturnType<Streaks['change']>>,
): Promise<NewEvent[]> {
  return announceStreak(tx, system, change, StreakChangeReason.IMPORT);
}

function checkinOf(
  entry: KeyedEntry,
  { row, system, now }: { row: OpenImport; system: System; now: Date },
): CheckinRow {
  return {
    id: newId(),
    systemId: system.id,
    userId: row.userId,
    partnershipId: null,
    clientId: entry.clientId,
    checkedInAt: new Date(entry.at),
    localTime: new Date(entry.wall).toISOString().slice(0, 19),
    localDate: dateOf(entry.day),
    status: entry.outcome,
    metricValueLogged: entry.value,
    notes: entry.note,
    photoUrl: entry.photoUrl ?? null,
    verifiedByPartnerId: null,
    verifiedAt: null,
    verifierQuery: null,
    queryAnswer: null,
    importId: row.id,
    version: 1n,
    deletedAt: null,
    createdAt: now,
    updatedAt: now,
  };
}
