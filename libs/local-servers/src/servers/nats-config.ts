import { streamOf } from '@tribe/contracts';

/**
 * How long a service may answer a call: the maximum deadline of an RPC call. The server remembers each delivered event, too,
 * as if it could be answered, and NATS 2.9 looks through all it remembers at every delivery beyond 4096. With a minute,
 * that was a third of its CPU time at 800 events a second.
 */
const answerSeconds = 3;

export interface NatsUser {
  /** Service name, or `admin`. */
  name: string;
  password: string;
}

export interface NatsConfig {
  /** Default 127.0.0.1; another address for a server in a container. */
  host?: string;
  port: number;
  /** Folder of the JetStream file store. */
  storeFolder: string;
  /** Has all permissions; used by tools and tests, never by a service. */
  admin: NatsUser;
  services: NatsUser[];
}

/**
 * Returns the configuration file of a NATS server with JetStream and one user per service.
 *
 * A service may publish its own events, administer its own stream, read every stream through consumers, call RPC
 * methods and answer calls to itself. Its inbox prefix is private, so no other service can read its replies. NATS
 * matches whole tokens, so consumer names (`goals-…-v1`) cannot be restricted by prefix.
 */
export function natsConfig({
  host = '127.0.0.1',
  port,
  storeFolder,
  admin,
  services,
}: NatsConfig): string {
  const users = [
    `    { user: ${quote(admin.name)}, password: ${quote(admin.password)} }`,
    ...services.map((service) => serviceUser(service)),
  ];
  return [
    `host: ${host}`,
    `port: ${port}`,
    'max_payload: 1MB',
    'write_deadline: "5s"',
    `jetstream { store_dir: ${quote(storeFolder)}, max_mem: 256MB, max_file: 4GB }`,
    'authorization {',
    '  timeout: 5',
    '  users: [',
    users.join('\n'),
    '  ]',
    '}',
    '',
  ].join('\n');
}

/** @returns the inbox prefix that only this service may read: `_INBOX_social_graph` */
export function inboxPrefix(service: string): string {
  return `_INBOX_${service.replaceAll('-', '_')}`;
}

/** Returns the subjects that a service may publish and subscribe to. */
export function natsPermissions(service: string): { publish: string[]; subscribe: string[] } {
  const stream = streamOf(service);
  return {
    publish: [
      `tribe.${service}.>`,
      'rpc.>',
      '$JS.API.INFO',
      ...['CREATE', 'UPDATE', 'PURGE', 'MSG.GET'].map((verb) => `$JS.API.STREAM.${verb}.${stream}`),
      '$JS.API.STREAM.INFO.*',
      '$JS.API.STREAM.NAMES',
      '$JS.API.STREAM.LIST',
      '$JS.API.CONSUMER.>',
      '$JS.ACK.>',
    ],
    subscribe: [`${inboxPrefix(service)}.>`, `rpc.${service}.>`],
  };
}

function serviceUser({ name, password }: NatsUser): string {
  const { publish, subscribe } = natsPermissions(name);
  const list = (subjects: string[]) => `[${subjects.map(quote).join(', ')}]`;
  return [
    `    { user: ${quote(name)}, password: ${quote(password)}, permissions: {`,
    `      publish: ${list(publish)}`,
    `      subscribe: ${list(subscribe)}`,
    `      allow_responses: { max: 1, expires: "${answerSeconds}s" }`,
    '    } }',
  ].join('\n');
}

function quote(text: string): string {
  return JSON.stringify(text);
}
