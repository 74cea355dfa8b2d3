import { setImmediate as nextTick } from 'node:timers/promises';
import { AppError, Database, newId, type RunningService, RowBatcher, Transactions } from '..';
import { type NotesFixture, PrismaService, startNotes, type Tx } from './notes.test-support';

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

  describe('Transactions', () => {
    it('undoes everything when the work fails', async () => {
      const transactions = running.app.get<Transactions<Tx>>(Transactions);
      const work = transactions.run(async (tx) => {
        await tx.note.create({ data: { id: newId(), text: 'undone' } });
        throw new AppError('CONFLICT');
      });
      await expect(work).rejects.toMatchObject({ code: 'CONFLICT' });
      expect(await countOf('undone')).toBe(0);
    });

    it('tries again after a deadlock', async () => {
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
      const { rows } = await admin.query('SELECT amount FROM notes.notes WHERE id = ANY($1)', [[a, b]]);
      expect(rows.map(({ amount }) => amount)).toEqual(['2.00', '2.00']);
    });
  });

  describe('Database', () => {
    it('keeps named and Prisma statements prepared', async () => {
      const database = running.app.get(Database);
      const client = await database.pool.connect();
      client.release();
      await running.app.get(PrismaService).note.findMany({ where: { text: 'x' } });
      const { rows } = await database.pool.query(
        "SELECT name FROM pg_prepared_statements WHERE name LIKE 'p\\_%' OR name = 'note'",
      );
      expect(rows.length).toBeGreaterThan(0);
    });

    it('gives dates and amounts as text', async () => {
      const [row] = await running.app
        .get(Database)
        .query<object>('types', `SELECT date '2026-02-28' AS day, 1.50::numeric AS amount`, []);
      expect(row).toEqual({ day: '2026-02-28', amount: '1.50' });
    });

    it('reads the rows of one tick with one query', async () => {
      const id = newId();
      await admin.query('INSERT INTO notes.notes (id, text) VALUES ($1, $2)', [id, 'batched']);
      const database = running.app.get(Database);
      const loads: string[][] = [];
      const batcher = new RowBatcher<string, { id: string }>(async (ids) => {
        loads.push(ids);
        const rows = await database.query<{ id: string }>('notes', 'SELECT id, text FROM notes WHERE id = ANY($1)', [
          ids,
        ]);
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

    it('answers 503 while Postgres refuses, and recovers by itself', async () => {
      const url = `${running.url}/notes/${newId()}`;
      await admin.query(`ALTER ROLE notes CONNECTION LIMIT 0`);
      await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'notes' AND datname = current_database()`,
      );
      const answer = await fetch(url);
      await admin.query(`ALTER ROLE notes CONNECTION LIMIT -1`);
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBeTruthy();
      expect((await fetch(url)).status).toBe(200);
    });
  });
});
