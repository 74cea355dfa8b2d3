import { setImmediate as nextTick } from 'node:timers/promises';
import {
  afterCommit,
  AppError,
  batched,
  Database,
  isOutage,
  newId,
  type RunningService,
  Transactions,
} from '..';
import { outsideOfRequests } from '../context/request-context';
import { commonErrors } from '../errors/common-errors';
import { type NotesFixture, PrismaService, startNotes, type Tx } from './notes.test-support';
import { RowBatcher } from './row-batcher';

describe('a service with a database', () => {
  let notes: NotesFixture;
  let running: RunningService;
  let admin: NotesFixture['admin'];
  let countOf: NotesFixture['countOf'];

  beforeAll(async () => {
    notes = await startNotes();
    ({ running, admin, countOf } = notes);
  });
  afterAll(() => notes.stop());

  function parts() {
    const database = running.app.get(Database);
    const byId = new RowBatcher<string, { id: string }>(async (ids) => {
      const rows = await database.query<{ id: string }>(
        'ids',
        'SELECT id FROM notes WHERE id = ANY($1)',
        [ids],
      );
      return new Map(rows.map((row) => [row.id, row]));
    });
    const transactions = running.app.get<Transactions<Tx>>(Transactions);
    return { transactions, prisma: running.app.get(PrismaService), database, byId };
  }

  describe('Transactions', () => {
    it('rolls back when the work fails', async () => {
      const transactions = running.app.get<Transactions<Tx>>(Transactions);
      const work = transactions.run(async (tx) => {
        await tx.note.create({ data: { id: newId(), text: 'undone' } });
        throw new AppError(commonErrors.CONFLICT);
      });
      await expect(work).rejects.toMatchObject({ code: 'CONFLICT' });
      expect(await countOf('undone')).toBe(0);
    });

    it('retries after a deadlock', async () => {
      const transactions = running.app.get<Transactions<Tx>>(Transactions);
      const [a, b] = [newId(), newId()];
      await admin.query('INSERT INTO notes.notes (id, text) VALUES ($1, $2), ($3, $4)', [
        a,
        'deadlock a',
        b,
        'deadlock b',
      ]);
      let tries = 0;
      const bothHoldOne = Promise.withResolvers<void>();
      let holding = 0;
      const lockBoth = (first: string, second: string) =>
        transactions.run(async (tx) => {
          tries++;
          await tx.note.update({ where: { id: first }, data: { amount: { increment: 1 } } });
          if (++holding === 2) bothHoldOne.resolve();
          await bothHoldOne.promise;
          await tx.note.update({ where: { id: second }, data: { amount: { increment: 1 } } });
        });
      await Promise.all([lockBoth(a, b), lockBoth(b, a)]);
      expect(tries).toBe(3);
      const { rows } = await admin.query('SELECT amount FROM notes.notes WHERE id = ANY($1)', [
        [a, b],
      ]);
      expect(rows.map(({ amount }) => amount)).toEqual(['2.00', '2.00']);
    });
    it('runs Prisma and named SQL of tx in one transaction', async () => {
      const { transactions, prisma } = parts();
      const [one, two] = [newId(), newId()];
      const work = transactions.run(async (tx) => {
        await tx.note.create({ data: { id: one, text: 'first of two' } });
        const touched = await tx.sql.execute(
          'note_insert',
          'INSERT INTO notes (id, text) VALUES ($1::uuid, $2)',
          [two, 'and this'],
        );
        expect(touched).toBe(1);
        const found = await tx.sql.query('note_ids', 'SELECT id FROM notes WHERE id = ANY($1)', [
          [one, two],
        ]);
        expect(found).toHaveLength(2);
        throw new AppError(commonErrors.CONFLICT);
      });
      await expect(work).rejects.toMatchObject({ code: 'CONFLICT' });
      expect(await prisma.note.count({ where: { id: { in: [one, two] } } })).toBe(0);
    });

    it('refuses statements that do not use tx', async () => {
      const { transactions, prisma, database, byId } = parts();
      const inside = (work: () => unknown) => transactions.run(async () => work());
      const refused = 'was used inside a transaction: use tx';
      await expect(inside(() => prisma.note.count())).rejects.toThrow(refused);
      await expect(inside(() => database.query('one', 'SELECT 1', []))).rejects.toThrow(refused);
      await expect(inside(() => database.execute('one', 'SELECT 1', []))).rejects.toThrow(refused);
      await expect(inside(() => byId.get(newId()))).rejects.toThrow(refused);
    });

    it('lets batched reads see its own writes', async () => {
      const { transactions } = parts();
      const id = newId();
      const textOf = batched(async (sql, ids: readonly string[]) => {
        const rows = await sql.query<{ id: string; text: string }>(
          'note_texts',
          'SELECT id, text FROM notes WHERE id = ANY($1)',
          [ids],
        );
        return new Map(rows.map((row) => [row.id, row.text]));
      });
      const seen = await transactions.run(async (tx) => {
        await tx.note.create({ data: { id, text: 'its own' } });
        return textOf(tx.sql, id);
      });
      expect(seen).toBe('its own');
      expect(await textOf(running.app.get(Database), id)).toBe('its own');
    });

    it('runs work after the commit, once, and never after a rollback', async () => {
      const { transactions } = parts();
      const ran: string[] = [];
      const work = () => void ran.push('after the commit');

      await transactions.run(async (tx) => {
        afterCommit(work);
        await transactions.run(async () => afterCommit(work));
        await tx.note.create({ data: { id: newId(), text: 'announced' } });
        ran.push('before the commit');
      });
      const failing = transactions.run(async () => {
        afterCommit(work);
        throw new AppError(commonErrors.CONFLICT);
      });
      await expect(failing).rejects.toThrow();

      expect(ran).toEqual(['before the commit', 'after the commit']);
    });

    it('hides uncommitted rows from a read of the same tick outside of it', async () => {
      const { transactions, prisma } = parts();
      const id = newId();
      const seen = await transactions.run(async (tx) => {
        await tx.note.create({ data: { id, text: 'not committed' } });
        const outsideRead = outsideOfRequests(() =>
          prisma.note.findUnique({ where: { id } }).then((note) => note),
        );
        return Promise.all([tx.note.findUnique({ where: { id } }), outsideRead]);
      });
      expect(seen).toMatchObject([{ id }, null]);
    });

    it('rolls back only the nested Prisma transaction when it fails', async () => {
      const { transactions } = parts();
      const [kept, lost] = [newId(), newId()];
      await transactions.run(async (tx) => {
        // As Prisma does internally for nested writes.
        const client = tx as unknown as PrismaService;
        await client.$transaction([client.note.create({ data: { id: kept, text: 'kept' } })]);
        const failing = client.$transaction([
          client.note.create({ data: { id: lost, text: 'lost' } }),
          client.note.create({ data: { id: newId(), text: 'kept' } }),
        ]);
        await expect(failing).rejects.toMatchObject({ code: 'P2002' });
        expect(await tx.note.count({ where: { id: { in: [kept, lost] } } })).toBe(1);
      });
      expect(await countOf('kept')).toBe(1);
      expect(await countOf('lost')).toBe(0);
    });

    it('rolls back only the nested work when it fails', async () => {
      const { transactions } = parts();
      await transactions.run(async (tx) => {
        await tx.note.create({ data: { id: newId(), text: 'outer' } });
        const inner = transactions.run(async (innerTx) => {
          await innerTx.note.create({ data: { id: newId(), text: 'inner' } });
          throw new Error('inner');
        });
        await expect(inner).rejects.toThrow('inner');
      });
      expect(await countOf('outer')).toBe(1);
      expect(await countOf('inner')).toBe(0);
    });

    it('fails when the work continues after a failed statement', async () => {
      const { transactions } = parts();
      const work = transactions.run(async (tx) => {
        await tx.note.create({ data: { id: newId(), text: 'regardless' } });
        await tx.sql
          .execute('data_lock_both', `INSERT INTO notes (id, text) VALUES ($1::uuid, $2)`, [
            newId(),
            'regardless',
          ])
          .then(
            () => undefined,
            () => undefined,
          );
      });
      await expect(work).rejects.toThrow('nothing was written');
      expect(await countOf('regardless')).toBe(0);
    });

    it('refuses tx and statements after the transaction has ended', async () => {
      const { transactions } = parts();
      const ended = Promise.withResolvers<void>();
      let late: Promise<unknown> | undefined;
      const leaked = await transactions.run((tx) => {
        late = ended.promise.then(() =>
          tx.sql.execute('note_insert', 'INSERT INTO notes (id, text) VALUES ($1::uuid, $2)', [
            newId(),
            'late',
          ]),
        );
        return Promise.resolve({ tx });
      });
      expect(() => leaked.tx.note).toThrow('outside of its transaction');
      ended.resolve();
      await expect(late).rejects.toThrow('after the end of its transaction');
      expect(await countOf('late')).toBe(0);
    });

    it('refuses statements after ten seconds with an outage error', async () => {
      const { transactions } = parts();
      const now = performance.now.bind(performance);
      const clock = jest.spyOn(performance, 'now');
      const work = transactions.run(async (tx) => {
        await tx.note.create({ data: { id: newId(), text: 'slow' } });
        clock.mockImplementation(() => now() + 10_001);
        await tx.note.create({ data: { id: newId(), text: 'slower' } });
      });
      const error = await work.catch((cause: unknown) => cause).finally(() => clock.mockRestore());
      expect(isOutage(error)).toBe(true);
      expect(await countOf('slow')).toBe(0);
    });

    it('releases the connection of hanging work after ten seconds', async () => {
      const { transactions, database } = parts();
      const timers = jest.spyOn(globalThis, 'setTimeout');
      const hanging = Promise.withResolvers<void>();
      const work = transactions.run(async (tx) => {
        await tx.note.create({ data: { id: newId(), text: 'hung' } });
        hanging.resolve();
        await new Promise(() => undefined);
      });
      await hanging.promise;
      expect(database.pool.idleCount).toBe(database.pool.totalCount - 1);
      const [tenSecondsPass] = timers.mock.calls.find(([, ms]) => ms === 10_000) ?? [];
      timers.mockRestore();
      tenSecondsPass?.();
      const error = await work.catch((cause: unknown) => cause);
      expect(isOutage(error)).toBe(true);
      expect(database.pool.idleCount).toBe(database.pool.totalCount);
      expect(await countOf('hung')).toBe(0);
    });
  });

  describe('Database', () => {
    it('prepares named and Prisma statements', async () => {
      const database = running.app.get(Database);
      const client = await database.pool.connect();
      client.release();
      await running.app.get(PrismaService).note.findMany({ where: { text: 'x' } });
      const { rows } = await database.pool.query(
        "SELECT name FROM pg_prepared_statements WHERE name LIKE 'p\\_%' OR name = 'note'",
      );
      expect(rows.length).toBeGreaterThan(0);
    });

    it('returns dates and amounts as text, and large integers as bigint', async () => {
      const [row] = await running.app
        .get(Database)
        .query<object>(
          'types',
          `SELECT date '2026-02-28' AS day, 1.50::numeric AS amount, 7::bigint AS version`,
          [],
        );
      expect(row).toEqual({ day: '2026-02-28', amount: '1.50', version: 7n });
    });

    it('reads the rows requested in one tick with one query', async () => {
      const id = newId();
      await admin.query('INSERT INTO notes.notes (id, text) VALUES ($1, $2)', [id, 'batched']);
      const database = running.app.get(Database);
      const loads: string[][] = [];
      const batcher = new RowBatcher<string, { id: string }>(async (ids) => {
        loads.push(ids);
        const rows = await database.query<{ id: string }>(
          'notes',
          'SELECT id, text FROM notes WHERE id = ANY($1)',
          [ids],
        );
        return new Map(rows.map((row) => [row.id, row]));
      });
      const unknown = newId();
      const found = await Promise.all([batcher.get(id), batcher.get(id), batcher.get(unknown)]);
      expect(found.map((row) => row?.id)).toEqual([id, id, undefined]);
      expect(loads).toEqual([[id, unknown]]);
      await nextTick();
      await batcher.get(id);
      expect(loads).toHaveLength(2);
    });

    it('returns 503 while Postgres refuses connections and recovers afterwards', async () => {
      const url = `${running.url}/notes/${newId()}`;
      // The limit is on the database, because other test files use the same role.
      const limitConnections = (limit: number) =>
        admin.query(`ALTER DATABASE ${admin.database} CONNECTION LIMIT ${limit}`);
      await limitConnections(0);
      await admin.query(
        `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'notes' AND datname = current_database()`,
      );
      const answer = await fetch(url);
      await limitConnections(-1);
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBeTruthy();
      expect((await fetch(url)).status).toBe(200);
    });
  });
});
