import type { ServiceEntry } from '../topology/service-topology';
import type { Secrets } from './secrets';
import { environmentFile, serviceEnvironment } from './service-environment';

const entry = (name: string, port: number, hasDatabase: boolean) =>
  ({ name, schema: name.replaceAll('-', '_'), port, metricsPort: port + 1000, hasDatabase }) as ServiceEntry;
const all = [
  entry('gateway', 8080, false),
  entry('identity', 8082, true),
  entry('social-graph', 8083, true),
  entry('notifications', 8085, true),
];
const secret = (name: string) => ({
  nats: `${name}-nats`,
  database: `${name}-db`,
  databaseOwner: `${name}-owner`,
  links: `${name}-links`,
});
const secrets: Secrets = {
  postgres: 'super',
  redis: 'redis-secret',
  natsAdmin: 'admin-secret',
  cursors: 'c'.repeat(32),
  secondFactors: 'f'.repeat(32),
  phoneHashes: 'p'.repeat(32),
  services: Object.fromEntries(all.map(({ name }) => [name, secret(name)])),
};
const input = { ports: { postgres: 1, nats: 2, redis: 3, smtp: 4, mailbox: 5 }, secrets, keysFile: '/keys.json', all };
const environmentOf = (name: string, shell = {}) =>
  serviceEnvironment(
    all.find((service) => service.name === name)!,
    input,
    shell,
  );

test('a service gets its own role, its own broker user, and nobody else’s secret', () => {
  const environment = environmentOf('social-graph');
  expect(environment).toMatchObject({
    PORT: '8083',
    METRICS_PORT: '9083',
    DATABASE_URL: 'postgresql://social_graph:social-graph-db@127.0.0.1:1/tribe?schema=social_graph',
    NATS_URL: 'nats://social-graph:social-graph-nats@127.0.0.1:2',
    LINK_SECRET: 'social-graph-links',
    JWKS_URL: 'http://127.0.0.1:8082/.well-known/jwks.json',
  });
  expect(JSON.stringify(environment)).not.toMatch(/super|admin-secret|owner|identity-|keys\.json/);
});

test('only identity gets the signing keys, what opens second factors and what hashes phone numbers', () => {
  expect(environmentOf('identity')['JWT_KEYS_FILE']).toBe('/keys.json');
  expect(environmentOf('identity')['SECOND_FACTOR_SECRET']).toBe('f'.repeat(32));
  expect(environmentOf('identity')['PHONE_HASH_SECRET']).toBe('p'.repeat(32));
  for (const name of ['JWT_KEYS_FILE', 'SECOND_FACTOR_SECRET', 'PHONE_HASH_SECRET'])
    expect(environmentOf('social-graph')).not.toHaveProperty(name);
});

test('notifications hands its mails to the mailbox, and their links lead to the gateway', () => {
  expect(environmentOf('notifications')).toMatchObject({
    SMTP_URL: 'smtp://127.0.0.1:4',
    APP_URL: 'http://127.0.0.1:8080',
  });
  expect(environmentOf('identity')).not.toHaveProperty('SMTP_URL');
});

test('the gateway gets the address of every owner and no database', () => {
  expect(environmentOf('gateway')).toMatchObject({
    IDENTITY_URL: 'http://127.0.0.1:8082',
    SOCIAL_GRAPH_URL: 'http://127.0.0.1:8083',
  });
  expect(environmentOf('gateway')).not.toHaveProperty('DATABASE_URL');
});

test('services see the client behind the gateway, and the gateway trusts nobody in front of it', () => {
  expect(environmentOf('identity')['TRUSTED_PROXIES']).toBe('1');
  expect(environmentOf('gateway')['TRUSTED_PROXIES']).toBe('0');
});

test('the shell may change the log level but not the ports or addresses', () => {
  const environment = environmentOf('identity', { LOG_LEVEL: 'debug', PORT: '1', DATABASE_URL: 'elsewhere' });
  expect(environment).toMatchObject({ LOG_LEVEL: 'debug', PORT: '8082' });
  expect(environment['DATABASE_URL']).toContain('127.0.0.1:1/tribe');
});

test('the file for debugging one service alone has a line for each setting', () => {
  expect(environmentFile({ PORT: '1', HOST: 'x' })).toBe('PORT=1\nHOST=x\n');
});
