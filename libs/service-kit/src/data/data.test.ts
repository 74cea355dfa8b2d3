import { setImmediate as nextTick } from 'node:timers/promises';
import { Body, Controller, Get, HttpCode, Injectable, Module, Param, Post } from '@nestjs/common';
import { createTestDatabase, type TestDatabase } from '@tribe/tools';
import pg from 'pg';
import { z } from 'zod';
import {
  AppError,
  baseConfig,
  Database,
  defineService,
  Endpoint,
  IdempotencyKeys,
  money,
  newId,
  type RunningService,
  RowBatcher,
  startService,
  Transactions,
} from '..';
import { type Prisma, PrismaClient } from '../generated/prisma/client';

type Tx = Prisma.TransactionClient;

@Injectable()
class PrismaService extends PrismaClient {
  constructor(database: Database) {
    super({ adapter: database.adapter });
  }
}

const noteBody = z.strictObject({
  text: z.string(),
  outcome: z.enum(['fine', 'refused', 'broken', 'slow', 'inner-failure']).default('fine'),
});

/** Lets a test hold a request in the middle of its handler. */
const gate = { arrived: Promise.withResolvers<void>(), opened: Promise.withResolvers<void>() };

@Controller('notes')
class NoteController {
  private readonly byId: RowBatcher<string, { id: string; text: string }>;

  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly prisma: PrismaService,
    private readonly database: Database,
  ) {
    this.byId = new RowBatcher(async (ids) => {
      const rows = await database.query<{ id: string; text: string }>(
        'notes',
        'SELECT id, text FROM notes WHERE id = ANY($1)',
        [ids],
      );
      return new Map(rows.map((row) => [row.id, row]));
    });
  }

  @Post()
  @Endpoint({ access: 'public', summary: 'New', body: noteBody, status: 201 })
  async create(@Body() { text, outcome }: z.infer<typeof noteBody>) {
    const id = newId();
    await this.transactions.run((tx) => tx.note.create({ data: { id, text, amount: '150' } }));
    if (outcome === 'refused') throw new AppError('CONFLICT');
    if (outcome === 'broken') throw new Error('broken');
    if (outcome === 'slow') {
      gate.arrived.resolve();
      await gate.opened.promise;
    }
    if (outcome === 'inner-failure') await this.failInside(text);
    const read = await this.prisma.note.findUniqueOrThrow({ where: { id } });
    const named = await this.database.query('note', 'SELECT amount FROM notes WHERE id = $1', [id]);
    const batched = await this.byId.get(id);
    return { id, text: read.text, amount: money(read.amount), seen: [named.length, batched?.text], secret: 'a token' };
  }

  /** A unique violation that the handler expects and goes on from. */
  private async failInside(text: string): Promise<void> {
    await expect(this.transactions.run((tx) => tx.note.create({ data: { id: newId(), text } }))).rejects.toThrow();
  }

  @Get(':id')
  @HttpCode(200)
  @Endpoint({ access: 'public', summary: 'One', params: z.object({ id: z.uuid() }) })
  async get(@Param() { id }: { id: string }) {
    return (await this.byId.get(id)) ?? {};
  }
}

@Module({ controllers: [NoteController] })
class NoteModule {}

const notes = defineService({ name: 'notes', module: NoteModule, config: baseConfig, prisma: PrismaService });

describe('a service with a database', () => {
  let testDatabase: TestDatabase;
  let admin: pg.Client;
  let running: RunningService;

  beforeAll(async () => {
    testDatabase = await createTestDatabase({ schemas: [{ name: 'notes', migrations: ['service-kit'] }] });
    const owner = new pg.Client(testDatabase.ownerUrlOf('notes'));
    await owner.connect();
    await owner.query(
      `CREATE TABLE notes.notes (id uuid PRIMARY KEY, text text UNIQUE, amount numeric(12,2) NOT NULL DEFAULT 0)`,
    );
    await owner.query(`GRANT ALL ON notes.notes TO notes`);
    await owner.end();
    admin = new pg.Client(testDatabase.adminUrl);
    await admin.connect();
    const env = {
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      JWKS_URL: 'http://127.0.0.1:1/',
      CURSOR_SECRET: 'a secret of thirty-two characters',
      DATABASE_URL: testDatabase.urlOf('notes'),
      DB_POOL_SIZE: '4',
    };
    running = await startService(notes, { env });
  });

  afterAll(async () => {
    await running.stop();
    await admin.end();
    await testDatabase.drop();
  });

  const post = async (body: unknown, key?: string) => {
    const response = await fetch(`${running.url}/notes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
      body: JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  const countOf = async (text: string) =>
    Number((await admin.query('SELECT count(*) FROM notes.notes WHERE text = $1', [text])).rows[0].count);

  describe('an Idempotency-Key', () => {
    it('makes a repeated request answer the same bytes and write once', async () => {
      const first = await post({ text: 'once' }, 'key-once');
      expect(first.status).toBe(201);
      expect(first.text).toContain('"amount":150.00');
      const second = await post({ text: 'once' }, 'key-once');
      expect(second).toMatchObject({ status: 201, text: first.text });
      expect(second.headers.get('idempotency-replayed')).toBe('true');
      expect(second.headers.get('content-type')).toBe(first.headers.get('content-type'));
      expect(await countOf('once')).toBe(1);
    });

    it('lets a handler see what it has just written, however it reads', async () => {
      const { text } = await post({ text: 'seen' }, 'key-seen');
      expect(JSON.parse(text)).toMatchObject({ text: 'seen', seen: [1, 'seen'] });
    });

    it('is refused with another body', async () => {
      await post({ text: 'body one' }, 'key-body');
      const answer = await post({ text: 'body two' }, 'key-body');
      expect(answer.status).toBe(422);
      expect(JSON.parse(answer.text).code).toBe('IDEMPOTENCY_KEY_REUSED');
      expect(await countOf('body two')).toBe(0);
    });

    it('is refused while the first request runs', async () => {
      const first = post({ text: 'slow', outcome: 'slow' }, 'key-slow');
      await gate.arrived.promise;
      const second = await post({ text: 'slow', outcome: 'slow' }, 'key-slow');
      expect(second.status).toBe(409);
      expect(JSON.parse(second.text).code).toBe('IDEMPOTENCY_KEY_IN_FLIGHT');
      expect(second.headers.get('retry-after')).toBe('1');
      gate.opened.resolve();
      expect((await first).status).toBe(201);
    });

    it('writes once however many equal requests arrive at once', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => post({ text: 'crowd' }, 'key-crowd')));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
      expect(await countOf('crowd')).toBe(1);
    });

    it('undoes everything when the handler breaks, so that the key can be used again', async () => {
      expect((await post({ text: 'broken', outcome: 'broken' }, 'key-broken')).status).toBe(500);
      expect(await countOf('broken')).toBe(0);
    });

    it('keeps what was written before a refusal, as without a key, and remembers no refusal', async () => {
      expect((await post({ text: 'refused', outcome: 'refused' }, 'key-refused')).status).toBe(409);
      expect(await countOf('refused')).toBe(1);
      const { rows } = await admin.query('SELECT count(*)::int AS n FROM notes.idempotency_keys WHERE status >= 300');
      expect(rows[0].n).toBe(0);
    });

    it('survives a failure the handler expects inside', async () => {
      expect((await post({ text: 'inner', outcome: 'inner-failure' }, 'key-inner')).status).toBe(201);
      expect(await countOf('inner')).toBe(1);
    });

    it.each(['', 'ü', 'x'.repeat(256)])('must be printable and of a sensible length: %p', async (key) => {
      // fetch drops an empty header value, node sends it; both must not fail with a 5xx.
      const response = await fetch(`${running.url}/notes`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ text: `bad key ${key.length}` }),
      });
      expect(response.status).toBe(400);
    });

    it('leaves nothing readable in the table', async () => {
      await post({ text: 'hidden' }, 'key-hidden');
      const { rows } = await admin.query('SELECT * FROM notes.idempotency_keys');
      const dump = rows
        .map((row) =>
          Object.values(row)
            .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
            .join(),
        )
        .join();
      expect(rows.length).toBeGreaterThan(0);
      expect(dump).not.toContain('a token');
      expect(dump).not.toContain('key-hidden');
    });

    it('is forgotten after its time, and purged', async () => {
      await post({ text: 'old' }, 'key-old');
      await admin.query(`UPDATE notes.idempotency_keys SET expires_at = now() - interval '1 second'`);
      expect((await post({ text: 'new' }, 'key-old')).status).toBe(201);
      expect(await running.app.get(IdempotencyKeys).purge()).toBeGreaterThan(0);
      const { rows } = await admin.query('SELECT count(*)::int AS n FROM notes.idempotency_keys');
      expect(rows[0].n).toBe(1);
    });
  });

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
