import { eventually, startTribe, type Tribe } from '@tribe/testing';
import { gateway } from '..';
import { TestUpstream } from '../test-upstream.test-support';

describe('API reference', () => {
  let upstream: TestUpstream;
  let tribe: Tribe;

  beforeAll(async () => {
    upstream = await TestUpstream.start();
    tribe = await startTribe({ services: [gateway], schemas: [], env: upstream.environment });
  });

  afterAll(async () => {
    await tribe.stop();
    await upstream.stop();
  });

  it('serves one OpenAPI document for all owners', async () => {
    await eventually(async () => (await tribe.client().get('/readyz')).status === 200);
    const { status, body } = await tribe.client().get('/openapi.json');
    expect(status).toBe(200);
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining(['/api/v1/auth/login', '/api/v1/goals/{goalId}']),
    );
  });

  it('serves the AsyncAPI document', async () => {
    const { status, body } = await tribe.client().get('/asyncapi.json');
    expect({ status, version: body.asyncapi }).toEqual({ status: 200, version: '3.0.0' });
  });

  it('leads from the root to the page', async () => {
    const { status, headers } = await tribe.client().get('/');
    expect([status, headers['location']]).toEqual([302, '/docs']);
  });

  it('serves a page that loads all resources from this origin', async () => {
    const { body, headers } = await tribe.client().get<string>('/docs');
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    const sources = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source ?? '');
    expect(sources.length).toBeGreaterThan(2);
    for (const source of sources) {
      expect(source).toMatch(/^\/docs\//);
      expect((await tribe.client().get(source)).status).toBe(200);
    }
  });
});
