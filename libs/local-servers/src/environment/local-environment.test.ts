import { parseEnv } from 'node:util';
import { schemaName, type ServiceEntry } from '../topology/service-topology';
import { localEnvironment } from './local-environment';
import { environmentFile, secretNamesOf } from './service-environment';

const entry = (name: string, port: number, manifest: Partial<ServiceEntry> = {}): ServiceEntry => ({
  name,
  schema: schemaName(name),
  folder: `/services/${name}`,
  port,
  metricsPort: port + 1_000,
  title: name,
  paths: [`/api/v1/${name}`],
  hasDatabase: true,
  hasPersonalData: true,
  secrets: [],
  needs: [],
  migrations: [],
  canStart: true,
  ...manifest,
});

const all = [
  entry('gateway', 8080, { hasDatabase: false, paths: [], needs: ['upstreams'] }),
  entry('identity', 8082, { secrets: ['PHONE_HASH_SECRET'], needs: ['passkeys', 'signing-keys'] }),
  entry('social-graph', 8083, { secrets: ['LINK_SECRET'] }),
  entry('notifications', 8085, { needs: ['app-url', 'pushes', 'smtp'] }),
];

const secretsOf = (service: ServiceEntry) => ({
  nats: `${service.name}-nats`,
  database: `${service.name}-db`,
  databaseOwner: `${service.name}-owner`,
  own: Object.fromEntries(
    secretNamesOf(service).map((secret) => [secret, `${service.name}-${secret}`]),
  ),
});

const system = {
  ports: { postgres: 1, nats: 2, redis: 3, objects: 6, smtp: 4, mailbox: 5 },
  secrets: {
    postgres: 'super',
    redis: 'redis-secret',
    natsAdmin: 'admin-secret',
    objects: 'objects-secret',
    services: Object.fromEntries(all.map((service) => [service.name, secretsOf(service)])),
  },
  keysFile: '/keys.json',
  all,
};
const environmentOf = (name: string, shell = {}) =>
  localEnvironment(
    all.find((service) => service.name === name)!,
    system,
    shell,
  );

test('a service gets only its own database role, broker user and secrets', () => {
  const environment = environmentOf('social-graph');
  expect(environment).toMatchObject({
    PORT: '8083',
    METRICS_PORT: '9083',
    DATABASE_URL: 'postgresql://social_graph:social-graph-db@127.0.0.1:1/tribe?schema=social_graph',
    NATS_URL: 'nats://social-graph:social-graph-nats@127.0.0.1:2',
    CURSOR_SECRET: 'social-graph-CURSOR_SECRET',
    IDEMPOTENCY_SECRET: 'social-graph-IDEMPOTENCY_SECRET',
    LINK_SECRET: 'social-graph-LINK_SECRET',
    JWKS_URL: 'http://127.0.0.1:8082/.well-known/jwks.json',
  });
  expect(JSON.stringify(environment)).not.toMatch(/super|admin-secret|owner|identity-|keys\.json/);
});

test('only a service with the need in its manifest gets signing keys and additional secrets', () => {
  expect(environmentOf('identity')).toMatchObject({
    JWT_KEYS_FILE: '/keys.json',
    PHONE_HASH_SECRET: 'identity-PHONE_HASH_SECRET',
    PASSKEY_RP_ID: 'localhost',
    PASSKEY_ORIGINS: 'http://localhost:8080',
  });
  for (const name of ['JWT_KEYS_FILE', 'PHONE_HASH_SECRET', 'PASSKEY_RP_ID'])
    expect(environmentOf('social-graph')).not.toHaveProperty(name);
});

test('a service that sends pushes gets the page of the mailbox as push service, where it takes them', () => {
  expect(environmentOf('notifications')).not.toHaveProperty('PUSH_URL');
  const withPushes = { ...system, hasPushes: true };
  expect(localEnvironment(all[3]!, withPushes)).toMatchObject({
    PUSH_URL: 'http://127.0.0.1:5/pushes',
  });
});

test('a service that needs a mail server gets the mailbox and the gateway URL for links', () => {
  expect(environmentOf('notifications')).toMatchObject({
    SMTP_URL: 'smtp://127.0.0.1:4',
    APP_URL: 'http://127.0.0.1:8080',
  });
  expect(environmentOf('identity')).not.toHaveProperty('SMTP_URL');
});

test('the gateway gets the URL of every service with paths and no database', () => {
  const environment = environmentOf('gateway');
  expect(environment['UPSTREAMS']).toBe(
    'identity=http://127.0.0.1:8082,social-graph=http://127.0.0.1:8083,notifications=http://127.0.0.1:8085',
  );
  expect(environment).not.toHaveProperty('DATABASE_URL');
  expect(environment).not.toHaveProperty('IDEMPOTENCY_SECRET');
});

test('services trust one proxy, and the gateway trusts none', () => {
  expect(environmentOf('identity')['TRUSTED_PROXIES']).toBe('1');
  expect(environmentOf('gateway')['TRUSTED_PROXIES']).toBe('0');
});

test('the shell may override the log level but not ports and URLs', () => {
  const environment = environmentOf('identity', {
    LOG_LEVEL: 'debug',
    PORT: '1',
    DATABASE_URL: 'elsewhere',
  });
  expect(environment).toMatchObject({ LOG_LEVEL: 'debug', PORT: '8082' });
  expect(environment['DATABASE_URL']).toContain('127.0.0.1:1/tribe');
});

test('environmentFile writes one line per variable', () => {
  expect(environmentFile({ PORT: '1', HOST: 'x' })).toBe('PORT=1\nHOST=x\n');
});

test.each([
  '/home/brian/c#/tribe/keys.json',
  ' spaces around ',
  '"quoted"',
  "brian's keys",
  'a `name`',
  'C:\\new',
  'two\nlines',
  '',
])('environmentFile keeps the value %j', (value) => {
  expect(parseEnv(environmentFile({ VALUE: value, NEXT: '1' }))).toEqual({
    VALUE: value,
    NEXT: '1',
  });
});

test('environmentFile refuses a value that the format cannot express', () => {
  expect(() => environmentFile({ VALUE: "'`" })).toThrow('VALUE contains both');
});
