import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { gateway } from '..';
import { routes } from '../routes';
import { contractOf, TestUpstream } from '../testing/test-upstream';
import { missingRoutes } from './owner-contracts';

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
  const becomes = (status: number) => eventually(async () => (await readyz()).status === status, { timeoutMs: 10_000 });

  it('is ready once every service is, and names each', async () => {
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

  it('is alive but not ready while a service is not', async () => {
    upstream.ready = false;
    await start();
    expect((await readyz()).status).toBe(503);
    expect((await tribe.client().get('/healthz')).status).toBe(200);
    upstream.ready = true;
    await becomes(200);
    upstream.ready = false;
    await becomes(503);
  });

  it('starts without its services and becomes ready when they come', async () => {
    const { port } = upstream;
    await start();
    await upstream.stop();
    await becomes(503);
    upstream = await TestUpstream.start(port);
    await becomes(200);
  });

  it('is not ready while an owner lacks a route of the table', async () => {
    upstream.missing = routes.filter(({ path }) => path.endsWith('/complete'));
    await start();
    await eventually(async () => (await readyz()).body.checks.notifications === 'up');
    const { status, body } = await readyz();
    expect(status).toBe(503);
    expect(body.checks).toMatchObject({ goals: 'down', identity: 'up' });
    upstream.missing = [];
    await becomes(200);
  });
});

describe('missingRoutes', () => {
  it('compares paths whatever their parameters are called', () => {
    expect(missingRoutes('goals', contractOf(routes, 'goals'))).toEqual([]);
  });

  it('names what is missing', () => {
    const served = routes.filter(({ method, path }) => !(method === 'PATCH' && path === '/api/v1/goals/:goalId'));
    expect(missingRoutes('goals', contractOf(served, 'goals'))).toEqual(['PATCH /api/v1/goals/:goalId']);
  });
});
