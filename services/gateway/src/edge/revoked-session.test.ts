import { randomUUID } from 'node:crypto';
import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { SessionRevocationReason, SessionRevokedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId, type RunningService } from '@tribe/service-kit';
import { ApiClient, eventually, startTribe, type Tribe, within } from '@tribe/testing';
import { Agent } from 'undici';
import { gateway } from '..';
import { TestUpstream } from '../test-upstream.test-support';

describe('A revoked session', () => {
  let upstream: TestUpstream;
  let tribe: Tribe;
  let other: RunningService;
  const agent = new Agent();

  beforeAll(async () => {
    upstream = await TestUpstream.start();
    tribe = await startTribe({ services: [gateway], schemas: [], env: upstream.environment });
    other = await tribe.startReplica(gateway);
  });

  afterAll(async () => {
    await agent.destroy();
    await tribe.stop();
    await upstream.stop();
  });

  async function revoke(sessionId: string, userId: string): Promise<void> {
    const data = create(SessionRevokedSchema, {
      sessionId,
      userId,
      reason: SessionRevocationReason.LOGOUT,
      revokedAt: timestampFromDate(new Date()),
    });
    await tribe.publishAs(
      'identity',
      eventOf(SessionRevokedSchema, { entityId: newId(), entityVersion: 1, data }),
    );
  }

  it('is refused by every gateway within two seconds, although its token is valid', async () => {
    await within(2_000, async () => {
      const [user_id, sid] = [randomUUID(), randomUUID()];
      const token = tribe.tokens.sign({ user_id, sid });
      const clients = [tribe.client({ token }), new ApiClient(() => other.url, agent, token)];
      for (const client of clients) expect((await client.get('/api/v1/goals')).status).toBe(200);
      return async () => {
        await revoke(sid, user_id);
        const refused = { status: 401, body: { code: 'SESSION_REVOKED' } };
        for (const client of clients)
          await eventually(async () =>
            expect(await client.get('/api/v1/goals')).toMatchObject(refused),
          );
      };
    });
  });

  it('is refused by a gateway that starts after the revocation', async () => {
    const [user_id, sid] = [randomUUID(), randomUUID()];
    await revoke(sid, user_id);
    const late = await tribe.startReplica(gateway);
    const client = new ApiClient(() => late.url, agent, tribe.tokens.sign({ user_id, sid }));
    await eventually(
      async () => (await client.get('/api/v1/goals')).body.code === 'SESSION_REVOKED',
    );
  });
});
