import { newId } from '@tribe/service-kit';
import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { gateway } from '..';
import { TestUpstream } from '../test-upstream.test-support';

describe('Readiness of the gateway', () => {
  let upstream: TestUpstream;
  let tribe: Tribe;

  beforeEach(async () => {
    upstream = await TestUpstream.start();
  });

  afterEach(async () => {
    await tribe.stop();
    await upstream.stop();
  });

  async function start(): Promise<void> {
    tribe = await startTribe({ services: [gateway], schemas: [], env: upstream.environment });
  }

  const readyz = () => tribe.client().get('/readyz');
  const becomes = (status: number) => eventually(async () => (await readyz()).status === status);

  it('is ready when all services are ready, and lists each', async () => {
    await start();
    await becomes(200);
    expect((await readyz()).body.checks).toMatchObject({
      identity: 'up',
      'social-graph': 'up',
      goals: 'up',
      notifications: 'up',
      realtime: 'up',
    });
  });

  it('is alive but not ready while a service is not ready', async () => {
    upstream.ready = false;
    await start();
    expect((await readyz()).status).toBe(503);
    expect((await tribe.client().get('/healthz')).status).toBe(200);
    upstream.ready = true;
    await becomes(200);
    upstream.ready = false;
    await becomes(503);
  });

  it('starts without its services, and becomes ready when they start', async () => {
    const { port } = upstream;
    await start();
    await upstream.stop();
    await becomes(503);
    upstream = await TestUpstream.start(port);
    await becomes(200);
  });

  it('serves the new endpoints of a new release of an owner, and not the removed ones', async () => {
    await start();
    const caller = tribe.client({ token: tribe.tokens.sign({ user_id: newId() }) });
    const statuses = async () => [
      (await caller.get('/api/v1/goals/all/badges')).status,
      (await caller.get('/api/v1/goals')).status,
    ];
    expect(await statuses()).toEqual([404, 200]);
    const badges = {
      method: 'GET',
      path: '/api/v1/goals/:goalId/badges',
      access: 'authenticated',
      limit: 'read',
    } as const;
    upstream.routes = [badges];
    upstream.revision = 'two';
    await eventually(async () => expect(await statuses()).toEqual([200, 404]));
  });

  it('returns 503 for paths of a service that it has not reached, and 404 for other paths', async () => {
    const { environment } = upstream;
    await upstream.stop();
    tribe = await startTribe({ services: [gateway], schemas: [], env: environment });
    const { status, body, headers } = await tribe.client().get('/api/v1/goals/unknown');
    expect([status, body.code, headers['retry-after']]).toEqual([503, 'UPSTREAM_UNAVAILABLE', '1']);
    expect((await tribe.client().get('/api/v1/unheard-of')).status).toBe(404);
    upstream = await TestUpstream.start();
  });
});
