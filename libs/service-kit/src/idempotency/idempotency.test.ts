import type { RunningService } from '..';
import { Database } from '../data/database';
import { gate, type NotesFixture, startNotes, thoughts } from '../data/notes.test-support';
import { inNewTransaction } from '../data/open-transaction';
import { RequestTransaction } from '../data/request-transaction';
import { IdempotencyKeys } from './idempotency-keys';
import { KeySecrets } from './sealed-response';
import { StoredResponses } from './stored-responses';

describe('an Idempotency-Key', () => {
  let notes: NotesFixture;
  let running: RunningService;
  let admin: NotesFixture['admin'];
  let countOf: NotesFixture['countOf'];

  beforeAll(async () => {
    notes = await startNotes();
    ({ running, admin, countOf } = notes);
  });
  afterAll(() => notes.stop());

  const post = async (body: unknown, key?: string) => {
    const response = await fetch(`${running.url}/notes`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  it('makes a repeated request return the same bytes and write once', async () => {
    const first = await post({ text: 'once' }, 'key-once');
    expect(first.status).toBe(201);
    expect(first.text).toContain('"amount":150.00');
    const second = await post({ text: 'once' }, 'key-once');
    expect(second).toMatchObject({ status: 201, text: first.text });
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.headers.get('content-type')).toBe(first.headers.get('content-type'));
    expect(await countOf('once')).toBe(1);
  });

  it('lets a handler read its own writes through Prisma, SQL and batches', async () => {
    const { text } = await post({ text: 'seen' }, 'key-seen');
    expect(JSON.parse(text)).toMatchObject({ text: 'seen', seen: [1, 'seen'] });
  });

  it('is not shared by two strangers who send different requests', async () => {
    const answers = [
      await post({ text: 'body one' }, 'key-body'),
      await post({ text: 'body two' }, 'key-body'),
      await post({ text: 'body one' }, 'key-body'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(answers.map(({ text }) => JSON.parse(text).text)).toEqual([
      'body one',
      'body two',
      'body one',
    ]);
    expect(await countOf('body one')).toBe(1);
  });

  it('is ignored by and not documented for public endpoints without a body, where nothing tells strangers apart', async () => {
    const draw = async () => {
      const headers = { 'idempotency-key': '1' };
      return (await fetch(`${running.url}/notes/tickets`, { method: 'POST', headers })).json();
    };
    expect(await draw()).not.toEqual(await draw());
    const { paths } = (await (await fetch(`${running.url}/openapi.json`)).json()) as {
      paths: Record<string, { post: { parameters?: unknown } }>;
    };
    expect(paths['/notes/tickets']?.post.parameters).toBeUndefined();
  });

  it('holds no connection while the handler thinks, and writes once nevertheless', async () => {
    const thinking = Array.from({ length: 12 }, (_, index) =>
      post({ text: `thought ${index % 4}`, outcome: 'thinking' }, `key-thought-${index % 4}`),
    );
    await thoughts.arrived(12);
    expect((await post({ text: 'meanwhile' })).status).toBe(201);
    thoughts.end();
    const statuses = (await Promise.all(thinking)).map(({ status }) => status);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
    for (const index of [0, 1, 2, 3]) expect(await countOf(`thought ${index}`)).toBe(1);
  });

  it('executes the request again after a deadlock', async () => {
    const { status, text } = await post({ text: 'victim', outcome: 'deadlock' }, 'key-deadlock');
    expect([status, JSON.parse(text).tries]).toEqual([201, 2]);
    expect(await countOf('victim')).toBe(1);
  });

  it.each(['stray', 'stray-model'])(
    'does not let a handler write outside of a transaction: %s',
    async (outcome) => {
      const { status } = await post({ text: outcome, outcome }, `key-${outcome}`);
      expect(status).toBe(500);
      expect(await countOf(outcome)).toBe(0);
    },
  );

  it('is refused with 409 while the first request runs', async () => {
    const first = post({ text: 'slow', outcome: 'slow' }, 'key-slow');
    await gate.arrived.promise;
    const second = await post({ text: 'slow', outcome: 'slow' }, 'key-slow');
    expect(second.status).toBe(409);
    expect(JSON.parse(second.text).code).toBe('IDEMPOTENCY_KEY_IN_FLIGHT');
    expect(second.headers.get('retry-after')).toBe('1');
    gate.opened.resolve();
    expect((await first).status).toBe(201);
  });

  it('writes once for many concurrent equal requests', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post({ text: 'crowd' }, 'key-crowd')),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
    expect(await countOf('crowd')).toBe(1);
  });

  it('rolls back when the handler fails unexpectedly, so that the key can be used again', async () => {
    expect((await post({ text: 'broken', outcome: 'broken' }, 'key-broken')).status).toBe(500);
    expect(await countOf('broken')).toBe(0);
  });

  it('commits writes before a refusal and does not store the refusal', async () => {
    expect((await post({ text: 'refused', outcome: 'refused' }, 'key-refused')).status).toBe(409);
    expect(await countOf('refused')).toBe(1);
    const { rows } = await admin.query(
      'SELECT count(*)::int AS n FROM notes.idempotency_keys WHERE status >= 300',
    );
    expect(rows[0].n).toBe(0);
  });

  it('supports handlers that expect an inner failure', async () => {
    expect((await post({ text: 'inner', outcome: 'inner-failure' }, 'key-inner')).status).toBe(201);
    expect(await countOf('inner')).toBe(1);
  });

  it.each(['', 'ü', 'x'.repeat(256)])(
    'is refused with 400 unless it has 1 to 255 printable characters: %p',
    async (key) => {
      // fetch drops an empty header value, node sends it; both must not fail with a 5xx.
      const response = await fetch(`${running.url}/notes`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ text: `bad key ${key.length}` }),
      });
      expect(response.status).toBe(400);
    },
  );

  it('is ignored by and not documented for endpoints that only read', async () => {
    const find = async (text: string) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': 'key-read' };
      const body = JSON.stringify({ text });
      return (await fetch(`${running.url}/notes/found`, { method: 'POST', headers, body })).json();
    };
    const kept = async () =>
      (await admin.query('SELECT count(*)::int AS keys FROM notes.idempotency_keys')).rows;
    const before = await kept();
    expect(await find('read twice')).toEqual({ text: 'read twice', found: 0 });
    await post({ text: 'read twice' });
    expect(await find('read twice')).toEqual({ text: 'read twice', found: 1 });
    expect(await find('another')).toEqual({ text: 'another', found: 0 });
    expect(await kept()).toEqual(before);
    const { paths } = (await (await fetch(`${running.url}/openapi.json`)).json()) as {
      paths: Record<
        string,
        {
          post: {
            parameters?: { name: string; schema: { pattern: string } }[];
            responses: Record<string, { description: string }>;
          };
        }
      >;
    };
    const [key, ...others] = paths['/notes']?.post.parameters ?? [];
    expect([key?.name, others]).toEqual(['Idempotency-Key', []]);
    expect(paths['/notes']?.post.responses[422]?.description).toContain('IDEMPOTENCY_KEY_REUSED');
    const documented = new RegExp(String(key?.schema.pattern), 'u');
    expect(['a', 'a key', '', ' a', 'a ', 'ä'].filter((text) => documented.test(text))).toEqual([
      'a',
      'a key',
    ]);
    expect(paths['/notes/found']?.post.parameters).toBeUndefined();
    expect(paths['/notes/found']?.post.responses[422]?.description).not.toContain('IDEMPOTENCY');
  });

  it('stores no readable data', async () => {
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

  describe('after the end of its request', () => {
    const pool = () => running.app.get(Database).pool;
    const borrowed = () => pool().totalCount - pool().idleCount;

    it.each(['commit', 'rollback'] as const)(
      'takes no connection for a handler that goes on after the %s',
      async (end) => {
        const transaction = new RequestTransaction(pool(), () => Promise.resolve());
        await transaction[end]();
        await expect(transaction.open()).rejects.toThrow('has ended');
        expect(borrowed()).toBe(0);
      },
    );

    it.each(['commit', 'rollback'] as const)(
      'gives the connection back when the %s comes while the transaction is opened',
      async (end) => {
        const claimed = Promise.withResolvers<void>();
        const transaction = new RequestTransaction(pool(), () => claimed.promise);
        const opening = transaction.open();
        const ended = transaction[end]();
        claimed.resolve();
        await expect(opening).rejects.toThrow('has ended');
        await ended;
        expect(borrowed()).toBe(0);
      },
    );
  });

  it('keeps a response that replaced another when a slower request discards the old one', async () => {
    const responses = running.app.get(StoredResponses);
    const secrets = new KeySecrets('a scope', 'a key', 'a secret of thirty-two characters');
    const mac = secrets.macOf('a request');
    const store = (body: string) =>
      inNewTransaction(running.app.get(Database).pool, (transaction) =>
        responses.store(transaction, { secrets, mac }, { status: 201, body }),
      );

    await store('old');
    const old = await responses.find(secrets);
    await store('new');
    if (old) await responses.delete(old);
    const kept = await responses.find(secrets);
    expect(kept && secrets.open(kept.response)).toBe('new');
    if (kept) await responses.delete(kept);
    expect(await responses.find(secrets)).toBeUndefined();
  });

  it('expires and is purged', async () => {
    await post({ text: 'old' }, 'key-old');
    await admin.query(`UPDATE notes.idempotency_keys SET expires_at = now() - interval '1 second'`);
    expect((await post({ text: 'new' }, 'key-old')).status).toBe(201);
    expect(await running.app.get(IdempotencyKeys).purge()).toBeGreaterThan(0);
    const { rows } = await admin.query('SELECT count(*)::int AS n FROM notes.idempotency_keys');
    expect(rows[0].n).toBe(1);
  });
});
