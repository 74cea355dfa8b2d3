import { Body, Controller, Get, HttpCode, Injectable, Module, Param, Post } from '@nestjs/common';
import { createTestDatabase, type TestDatabase } from '@tribe/local-servers';
import { eventually } from '@tribe/testing';
import pg from 'pg';
import { z } from 'zod';
import {
  AppError,
  baseConfig,
  Database,
  defineService,
  Endpoint,
  money,
  newId,
  type RunningService,
  startService,
  type TransactionOf,
  Transactions,
} from '..';
import { commonErrors } from '../errors/common-errors';
import { type Prisma, PrismaClient } from '../generated/prisma/client';
import { RowBatcher } from './row-batcher';

export type Tx = TransactionOf<Prisma.TransactionClient>;

@Injectable()
export class PrismaService extends PrismaClient {
  constructor(database: Database) {
    super({ adapter: database.adapter });
  }
}

const noteBody = z.strictObject({
  text: z.string(),
  outcome: z
    .enum([
      'fine',
      'refused',
      'broken',
      'slow',
      'inner-failure',
      'thinking',
      'deadlock',
      'stray',
      'stray-model',
    ])
    .default('fine'),
});

/** Lets a test hold a request in the middle of its handler. */
export const gate = {
  arrived: Promise.withResolvers<void>(),
  opened: Promise.withResolvers<void>(),
};

/** Lets a test hold requests whose handlers have not written yet. */
export const thoughts = {
  begun: 0,
  ended: Promise.withResolvers<void>(),
  arrived: (number: number) => eventually(() => thoughts.begun === number),
  end: () => thoughts.ended.resolve(),
};

/** As the driver reports a deadlock. */
const deadlock = () => Object.assign(new Error('deadlock detected'), { code: '40P01' });

@Controller('notes')
class NoteController {
  private tries = 0;
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
  @Endpoint({
    access: 'public',
    summary: 'Create a note',
    body: noteBody,
    status: 201,
    errors: [commonErrors.CONFLICT],
  })
  async create(@Body() { text, outcome }: z.infer<typeof noteBody>) {
    const id = newId();
    if (outcome === 'thinking') {
      thoughts.begun += 1;
      await thoughts.ended.promise;
    }
    if (outcome === 'stray') await this.insertStray(id, text);
    if (outcome === 'stray-model') await this.prisma.note.create({ data: { id: newId(), text } });
    await this.transactions.run((tx) => tx.note.create({ data: { id, text, amount: '150' } }));
    if (outcome === 'deadlock' && (this.tries += 1) < 2) throw deadlock();
    if (outcome === 'refused') throw new AppError(commonErrors.CONFLICT);
    if (outcome === 'broken') throw new Error('broken');
    if (outcome === 'slow') {
      gate.arrived.resolve();
      await gate.opened.promise;
    }
    if (outcome === 'inner-failure') await this.failInside(text);
    const read = await this.prisma.note.findUniqueOrThrow({ where: { id } });
    const named = await this.database.query('note', 'SELECT amount FROM notes WHERE id = $1', [id]);
    const batched = await this.byId.get(id);
    return {
      id,
      text: read.text,
      amount: money(read.amount),
      seen: [named.length, batched?.text],
      secret: 'a token',
      tries: this.tries,
    };
  }

  private async insertStray(id: string, text: string): Promise<void> {
    const statement = 'INSERT INTO notes (id, text) VALUES ($1, $2)';
    await this.database.query('stray_note', statement, [id, text]);
  }

  /** Causes a unique violation that the handler expects. */
  private async failInside(text: string): Promise<void> {
    await expect(
      this.transactions.run((tx) => tx.note.create({ data: { id: newId(), text } })),
    ).rejects.toThrow();
  }

  @Post('tickets')
  @Endpoint({ access: 'public', summary: 'Draw a ticket', status: 201 })
  draw() {
    return { ticket: newId() };
  }

  @Post('found')
  @Endpoint({ access: 'public', summary: 'Count notes by text', body: noteBody, onlyReads: true })
  async find(@Body() { text }: z.infer<typeof noteBody>) {
    return { text, found: await this.prisma.note.count({ where: { text } }) };
  }

  @Get(':id')
  @HttpCode(200)
  @Endpoint({ access: 'public', summary: 'Get a note', params: z.object({ id: z.uuid() }) })
  async get(@Param() { id }: { id: string }) {
    return (await this.byId.get(id)) ?? {};
  }
}

@Module({ controllers: [NoteController] })
class NoteModule {}

const notes = defineService({
  name: 'notes',
  module: NoteModule,
  config: baseConfig,
  prisma: PrismaService,
});

/** The notes service with its own database. */
export interface NotesFixture {
  readonly running: RunningService;
  /** A superuser's connection to the same database. */
  readonly admin: pg.Client;
  /** Returns the number of committed notes with this text. */
  countOf(text: string): Promise<number>;
  stop(): Promise<void>;
}

export async function startNotes(): Promise<NotesFixture> {
  const testDatabase: TestDatabase = await createTestDatabase({
    schemas: [{ name: 'notes', migrations: ['service-kit'] }],
  });
  const owner = new pg.Client(testDatabase.ownerUrlOf('notes'));
  await owner.connect();
  await owner.query(
    `CREATE TABLE notes.notes (id uuid PRIMARY KEY, text text UNIQUE, amount numeric(12,2) NOT NULL DEFAULT 0)`,
  );
  await owner.query(`GRANT ALL ON notes.notes TO notes`);
  await owner.end();
  const admin = new pg.Client(testDatabase.adminUrl);
  await admin.connect();
  const env = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    JWKS_URL: 'http://127.0.0.1:1/',
    CURSOR_SECRET: 'a secret of thirty-two characters',
    IDEMPOTENCY_SECRET: 'another secret of many characters',
    DATABASE_URL: testDatabase.urlOf('notes'),
    DB_POOL_SIZE: '4',
  };
  const running = await startService(notes, { env });
  return {
    running,
    admin,
    countOf: async (text) => {
      const { rows } = await admin.query(
        'SELECT count(*)::int AS n FROM notes.notes WHERE text = $1',
        [text],
      );
      return rows[0].n;
    },
    stop: async () => {
      await running.stop();
      await admin.end();
      await testDatabase.drop();
    },
  };
}
