import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Module } from '@nestjs/common';
import { SessionRevokedSchema } from '@tribe/contracts';
import { EventsModule, eventOf } from '@tribe/events';
import { baseConfig, defineService, newId } from '@tribe/service-kit';
import { eventually, startTribe, type Tribe, within } from '@tribe/testing';
import { RevokedSessions } from './revoked-sessions';
import { RevokedSessionsModule } from './revoked-sessions.module';

@Module({ imports: [RevokedSessionsModule, EventsModule.withoutInbox()] })
class ProbeModule {}

/** A service without a schema, like gateway and realtime. */
const edge = defineService({ name: 'gateway', module: ProbeModule, config: baseConfig });
const hour = 3_600_000;

describe('revoked sessions', () => {
  let tribe: Tribe;

  beforeAll(async () => {
    tribe = await startTribe({ services: [edge], schemas: [] });
  });
  afterAll(() => tribe.stop());

  const sessions = () => tribe.service('gateway').app.get(RevokedSessions, { strict: false });
  const known = (sessionId: string) => eventually(() => sessions().has(sessionId));

  async function revoke(sessionId: string, revokedAt = new Date()): Promise<string> {
    const data = { sessionId, userId: newId(), revokedAt: timestampFromDate(revokedAt) };
    await tribe.publishAs(
      'identity',
      eventOf(SessionRevokedSchema, { entityId: sessionId, entityVersion: 2, data }),
    );
    return sessionId;
  }

  test('a revoked session is known within two seconds and reported to listeners once', async () => {
    const reported: string[] = [];
    const stop = sessions().onRevoked((sessionId) => reported.push(sessionId));
    let sessionId = newId();
    await within(2_000, async () => {
      sessionId = newId();
      expect(sessions().has(sessionId)).toBe(false);
      return async () => {
        await revoke(sessionId);
        await eventually(() => sessions().has(sessionId));
      };
    });
    await revoke(sessionId);
    await known(await revoke(newId()));
    expect(reported.filter((id) => id === sessionId)).toEqual([sessionId]);
    stop();
    await known(await revoke(newId()));
    expect(reported).toHaveLength(2);
  });

  test('a starting process knows all revoked sessions when it is ready', async () => {
    const all = await Promise.all(Array.from({ length: 600 }, () => revoke(newId())));
    await tribe.restart('gateway');
    expect(all.filter((sessionId) => !sessions().has(sessionId))).toEqual([]);
  });

  test('a process that starts while the broker is down serves requests and catches up later', async () => {
    const sessionId = await revoke(newId());
    await tribe.stopService('gateway');
    await tribe.nats.stop();
    await tribe.startService('gateway');
    expect(sessions().has(sessionId)).toBe(false);
    await tribe.nats.start();
    await known(sessionId);
  });

  test('a session whose tokens have all expired is not held', async () => {
    const expired = await revoke(newId(), new Date(Date.now() - 30 * hour));
    await known(await revoke(newId()));
    expect(sessions().has(expired)).toBe(false);
  });

  test('known sessions stay while the broker is down, and later ones arrive once it is back', async () => {
    const before = await revoke(newId());
    await known(before);
    await tribe.nats.stop();
    expect(sessions().has(before)).toBe(true);
    await tribe.nats.start();
    const after = newId();
    await eventually(() => revoke(after));
    await known(after);
    expect(sessions().has(before)).toBe(true);
  });

  test('later revocations arrive after the broker lost all its data', async () => {
    const before = await revoke(newId());
    await known(before);
    await tribe.nats.wipe();
    const after = newId();
    await eventually(() => revoke(after));
    await known(after);
    expect(sessions().has(before)).toBe(true);
  });
});
