import { Module } from '@nestjs/common';
import { baseConfig, defineService, newId } from '@tribe/service-kit';
import { eventually, startTribe, tokenFlaws, type Tribe } from '.';
import { handling, notifications, schemas, worked } from './probe.test-support';

const titlesIn = async (tribe: Tribe): Promise<string[]> => {
  const { rows } = await (
    await tribe.db('notifications')
  ).query('SELECT convert_from(payload, $1) AS text FROM outbox ORDER BY position', ['UTF8']);
  return rows.map(({ text }) => text);
};

describe('a system', () => {
  let tribe: Tribe;
  beforeAll(async () => {
    tribe = await startTribe({ services: [notifications], schemas });
  });
  afterAll(() => tribe.stop());
  afterEach(() => {
    handling.before = async () => undefined;
  });

  describe('people', () => {
    it('are signed in without identity, and the same name is the same person', async () => {
      const brian = await tribe.person('brian');
      expect(await tribe.person('brian')).toBe(brian);
      const { status, body } = await brian.get('/api/v1/probe/me');
      expect({ status, body }).toEqual({
        status: 200,
        body: { user_id: brian.id, username: 'brianokuku' },
      });
      expect((await tribe.person('zoe')).id).not.toBe(brian.id);
    });

    it('are announced with a UserRegistered event', async () => {
      const clarie = await tribe.person('clarie');
      await tribe.settled();
      expect(worked).toContain(clarie.id);
      expect((await titlesIn(tribe)).join()).toContain('Clarie Gor');
    });

    it.each([...tokenFlaws])('with a token that is %s are refused', async (flaw) => {
      const token = tribe.tokens.sign({ user_id: newId() }, flaw);
      expect(await tribe.client({ token }).get('/api/v1/probe/me')).toMatchObject({ status: 401 });
    });
  });

  describe('settled', () => {
    it('waits for a whole chain of events and jobs', async () => {
      const ids = Array.from({ length: 20 }, () => newId());
      for (const id of ids) await tribe.announceUser({ id, username: 'u', fullName: 'Somebody' });
      await tribe.settled();
      expect(worked).toEqual(expect.arrayContaining(ids));
    });

    it('lists pending work at the timeout', async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      handling.before = () => promise;
      await tribe.announceUser({ id: newId(), username: 'u', fullName: 'Slow' });
      await expect(tribe.settled({ timeoutMs: 200 })).rejects.toThrow(
        /Not settled after 200 ms:\n {2}notifications-welcome-v1: \d events of IDENTITY not delivered, \d not handled/,
      );
      resolve();
      await tribe.settled();
    });

    it('keeps waiting while NATS is down and resolves when it is back', async () => {
      await tribe.settled();
      const id = newId();
      const { promise, resolve } = Promise.withResolvers<void>();
      handling.before = () => promise;
      await tribe.announceUser({ id, username: 'u', fullName: 'Offline' });
      await tribe.nats.stop();
      resolve();
      await expect(tribe.settled({ timeoutMs: 1_500 })).rejects.toThrow(
        /NATS does not answer|waits/,
      );
      await tribe.nats.start();
      await tribe.settled();
      expect(worked).toContain(id);
    });
  });

  describe('faults', () => {
    it('wiping NATS deletes its data, and people can still be announced', async () => {
      await tribe.settled();
      await tribe.nats.wipe();
      const id = newId();
      await eventually(() => tribe.announceUser({ id, username: 'u', fullName: 'After' }));
      await tribe.settled();
      expect(worked).toContain(id);
    });

    it('flushing or restarting Redis deletes its data', async () => {
      await tribe.redis.client.set('key', 'value');
      await tribe.redis.flush();
      expect(await tribe.redis.client.get('key')).toBeNull();
      await tribe.redis.client.set('key', 'value');
      await tribe.redis.stop();
      await tribe.redis.start();
      expect(await tribe.redis.client.get('key')).toBeNull();
    });

    it('a service restarts on the same port', async () => {
      const { url } = tribe.service('notifications');
      await tribe.restart('notifications');
      expect(tribe.service('notifications').url).toBe(url);
      expect((await (await tribe.person('brian')).get('/readyz')).status).toBe(200);
    });

    it('a replica runs next to the first, on its own port', async () => {
      const replica = await tribe.startReplica(notifications);
      expect(replica.url).not.toBe(tribe.service('notifications').url);
      const id = newId();
      await tribe.announceUser({ id, username: 'u', fullName: 'Once' });
      await tribe.settled();
      expect(worked.filter((key) => key === id)).toHaveLength(1);
      await replica.stop();
      await tribe.settled();
    });

    it('refuses to restart the shared Postgres', () => {
      expect(() => tribe.postgres.restart()).toThrow('ownPostgres: true');
    });
  });

  it('refuses to publish as a running service', () => {
    expect(() => tribe.publishAs('notifications', {} as never)).toThrow(
      'let it publish its own events',
    );
  });

  it('shares nothing with another system', async () => {
    const other = await startTribe({ services: [notifications], schemas });
    const id = newId();
    await other.announceUser({ id, username: 'u', fullName: 'Elsewhere' });
    await other.settled();
    expect(await titlesIn(other)).toHaveLength(1);
    expect((await titlesIn(tribe)).join()).not.toContain('Elsewhere');
    const stranger = other.tokens.sign({ user_id: id });
    expect(await tribe.client({ token: stranger }).get('/api/v1/probe/me')).toMatchObject({
      status: 401,
    });
    await other.stop();
  });
});

describe('a system with its own Postgres', () => {
  let tribe: Tribe;
  beforeAll(async () => {
    tribe = await startTribe({ services: [notifications], schemas, ownPostgres: true });
  });
  afterAll(() => tribe.stop());

  it('keeps working after a restart of Postgres', async () => {
    await tribe.postgres.restart();
    const id = newId();
    await tribe.announceUser({ id, username: 'u', fullName: 'Survivor' });
    await tribe.settled();
    expect(worked).toContain(id);
    await eventually(async () => expect((await titlesIn(tribe)).join()).toContain('Survivor'));
  });
});

it('startTribe stops the system and throws the error of a service that cannot start', async () => {
  @Module({})
  class BrokenModule {
    constructor() {
      throw new Error('broken on purpose');
    }
  }
  const broken = defineService({ name: 'broken', module: BrokenModule, config: baseConfig });
  await expect(startTribe({ services: [broken], schemas: [] })).rejects.toThrow(
    'broken on purpose',
  );
});
