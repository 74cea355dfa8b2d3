import { streamApiPrefix } from '@tribe/contracts';
import type { BrokerUse } from './broker-use';
import { inboxPrefix, type NatsPermissions, natsPermissions } from './nats-permissions';

/**
 * How long a service may answer a call: the maximum deadline of an RPC call. The server remembers each delivered event, too,
 * as if it could be answered, and NATS 2.9 looks through all it remembers at every delivery beyond 4096. With a minute,
 * that was a third of its CPU time at 800 events a second.
 */
const defaultAnswerSeconds = 3;
/** The account of the streams and of the admin. */
const streamsAccount = 'STREAMS';

export interface NatsUser {
  /** Service name, or `admin`. */
  name: string;
  /** `$NAME` for the value of a variable in the environment of the server. */
  password: string;
}

export interface NatsConfig {
  /** Default 127.0.0.1; another address for a server in a container. */
  host?: string;
  port: number;
  /** Folder of the JetStream file store. */
  storeFolder: string;
  /** Keeps the streams; used by tools and tests, never by a service. */
  admin: NatsUser;
  services: NatsUser[];
  /** How the services use the broker, by name. */
  uses: ReadonlyMap<string, BrokerUse>;
  /** How long a service may answer a call, in seconds. Default 3; more for services with a `DEADLINE_FACTOR`. */
  answerSeconds?: number;
}

interface ServiceAccount extends NatsUser {
  readonly permissions: NatsPermissions;
}

/** A call that crosses from the account of the caller to that of the callee. */
interface Call {
  readonly caller: string;
  readonly callee: string;
  readonly subject: string;
}

/**
 * Returns the configuration file of a NATS server with JetStream and an account per service.
 *
 * Permissions of a user do not bind the server, which answers a request on any reply subject that the requester names:
 * with one account, a pull with the reply `$JS.API.STREAM.DELETE.X` deletes X (ADR 0015). So the streams have an
 * account of their own, of which a service imports exactly its requests, and the answers stay in the account of the
 * service. Only calls and their answers pass between the accounts of two services.
 */
export function natsConfig({
  host = '127.0.0.1',
  port,
  storeFolder,
  admin,
  services,
  uses,
  answerSeconds = defaultAnswerSeconds,
}: NatsConfig): string {
  const accounts = services.map(({ name, password }): ServiceAccount => ({
    name,
    password,
    permissions: natsPermissions(name, uses),
  }));

  return [
    `host: ${host}`,
    `port: ${port}`,
    'max_payload: 1MB',
    'write_deadline: "5s"',
    `jetstream { store_dir: ${quote(storeFolder)}, max_mem: 256MB, max_file: 4GB }`,
    'authorization { timeout: 5 }',
    'accounts {',
    ...streams(admin, accounts),
    ...accounts.flatMap((account) => serviceAccount(account, callsOf(accounts), answerSeconds)),
    '}',
    '',
  ].join('\n');
}

/** Calls of services and methods that this server knows. */
function callsOf(accounts: readonly ServiceAccount[]): Call[] {
  const known = new Set(accounts.map(({ name }) => name));
  return accounts.flatMap(({ name: caller, permissions }) =>
    permissions.calls
      .map((subject) => ({ caller, subject, callee: subject.split('.')[1] ?? '' }))
      .filter(({ callee }) => callee !== caller && known.has(callee)),
  );
}

function streams(admin: NatsUser, accounts: readonly ServiceAccount[]): string[] {
  const services = groupBy(
    accounts.flatMap(({ name, permissions }) =>
      permissions.requests.map((subject): [string, string] => [subject, name]),
    ),
  );
  const pulls = groupBy(
    accounts.flatMap(({ name, permissions }) =>
      permissions.pulls.map((subject): [string, string] => [subject, name]),
    ),
  );

  return [
    `  ${streamsAccount} {`,
    '    jetstream: enabled',
    // Not a mapping of each import: NATS 2.9 stops with a panic when an answer meets one with a wildcard.
    `    mappings: { "${streamApiPrefix}.>": "$JS.API.>" }`,
    `    users: [{ user: ${quote(admin.name)}, password: ${passwordText(admin)} }]`,
    '    exports: [',
    ...[...services].map(
      ([subject, names]) => `      { service: ${quote(subject)}, accounts: ${list(names)} }`,
    ),
    ...[...pulls].map(
      ([subject, names]) =>
        `      { service: ${quote(subject)}, response_type: stream, accounts: ${list(names)} }`,
    ),
    '    ]',
    '  }',
  ];
}

function serviceAccount(account: ServiceAccount, calls: Call[], answerSeconds: number): string[] {
  const { name, permissions } = account;
  const made = calls.filter(({ caller }) => caller === name);
  const answered = calls.filter(({ callee }) => callee === name);
  const callees = [...new Set(made.map(({ callee }) => callee))];
  const callers = [...new Set(answered.map(({ caller }) => caller))];

  const imports = [
    ...[...permissions.requests, ...permissions.pulls].map(fromStreams),
    ...answered.map(({ caller, subject }) => importStream(caller, subject)),
    ...callees.map((callee) => importStream(callee, `${inboxPrefix(name)}.>`)),
  ];

  const exports = [
    ...made.map(({ callee, subject }) => exportStream(subject, callee)),
    ...callers.map((caller) => exportStream(`${inboxPrefix(caller)}.>`, caller)),
  ];

  return [
    `  ${quote(name)} {`,
    `    users: [${serviceUser(account, answerSeconds)}]`,
    '    imports: [',
    ...imports.map((line) => `      ${line}`),
    '    ]',
    '    exports: [',
    ...exports.map((line) => `      ${line}`),
    '    ]',
    '  }',
  ];
}

/** Within its account, a user is restricted, too: it can neither send answers unasked nor pull as another service. */
function serviceUser(
  { name, password, permissions }: ServiceAccount,
  answerSeconds: number,
): string {
  const { requests, pulls, calls, denied, subscribe } = permissions;
  const allow = list([...requests, ...pulls, ...calls]);
  const deny = denied.length > 0 ? `, deny: ${list(denied)}` : '';

  return [
    `{ user: ${quote(name)}, password: ${passwordText({ password })}, permissions: {`,
    `      publish: { allow: ${allow}${deny} }`,
    `      subscribe: ${list(subscribe)}`,
    `      allow_responses: { max: 1, expires: "${answerSeconds}s" }`,
    '    } }',
  ].join('\n');
}

function fromStreams(subject: string): string {
  return `{ service: { account: ${streamsAccount}, subject: ${quote(subject)} } }`;
}

function importStream(account: string, subject: string): string {
  return `{ stream: { account: ${quote(account)}, subject: ${quote(subject)} } }`;
}

function exportStream(subject: string, account: string): string {
  return `{ stream: ${quote(subject)}, accounts: [${quote(account)}] }`;
}

function groupBy(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [key, value] of pairs) groups.set(key, [...(groups.get(key) ?? []), value]);
  return groups;
}

function list(subjects: readonly string[]): string {
  return `[${subjects.map(quote).join(', ')}]`;
}

function passwordText({ password }: Pick<NatsUser, 'password'>): string {
  return /^\$[A-Z_]+$/.test(password) ? password : quote(password);
}

function quote(text: string): string {
  return JSON.stringify(text);
}
