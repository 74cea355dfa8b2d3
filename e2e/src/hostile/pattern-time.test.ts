import { startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';
import { patternsInSources, slowTextFor } from './patterns';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
});
afterAll(() => tribe.stop());

const slowAmong = (patterns: readonly RegExp[]): string[] =>
  patterns.flatMap((pattern) => {
    const text = slowTextFor(pattern);
    return text === undefined ? [] : [`${pattern} on ${text}`];
  });

test('no pattern of a lib or service takes long for a long text', () => {
  const patterns = patternsInSources();
  expect(patterns.length).toBeGreaterThan(50);
  expect(slowAmong(patterns)).toEqual([]);
});

test('no pattern of the OpenAPI document takes long for a long text', async () => {
  const { body } = await tribe.client().get('/openapi.json');
  const patterns = new Set<string>();

  JSON.stringify(body, (key, value: unknown) => {
    if (key === 'pattern' && typeof value === 'string') patterns.add(value);
    return value;
  });

  expect(patterns.size).toBeGreaterThan(3);
  expect(slowAmong([...patterns].map((source) => new RegExp(source)))).toEqual([]);
});

test('the sweep finds a pattern whose time grows with the square of the length', () => {
  expect(slowTextFor(/a+b/)).toBeDefined();
  expect(slowTextFor(/^[^b]*[^\sb][^b]*$/)).toBeUndefined();
});
