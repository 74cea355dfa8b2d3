import { connect, type NatsConnection } from '@nats-io/transport-node';
import { streamMaxAgeMs, streamOf } from '@tribe/contracts';
import { streamOwners } from './nats-permissions';

/** A message republished within this time is recognized by its id and not stored again. */
const duplicateWindowMs = 120_000;
const timeoutMs = 5_000;
const streamNotFound = 10_059;

export interface StreamSettings {
  /** Copies of each message: 3 in production, default 1. */
  readonly replicas?: number | undefined;
  /** Maximum size of each stream on disk, in bytes; the oldest messages are discarded first. Default 512 MiB. */
  readonly maxBytes?: number | undefined;
}

const defaultMaxBytes = 512 * 1024 * 1024;

type StreamConfig = ReturnType<typeof streamConfig>;

interface Answer {
  readonly error?: { readonly err_code: number; readonly description: string };
  readonly config?: Readonly<Record<string, unknown>>;
}

/** Returns every setting of an owner's stream, so that no server default applies. */
function streamConfig(owner: string, { replicas = 1, maxBytes = defaultMaxBytes }: StreamSettings) {
  return {
    name: streamOf(owner),
    subjects: [`tribe.${owner}.>`],
    storage: 'file',
    retention: 'limits',
    discard: 'old',
    max_age: nanos(streamMaxAgeMs),
    max_bytes: maxBytes,
    max_msgs: -1,
    max_msgs_per_subject: -1,
    max_msg_size: -1,
    max_consumers: -1,
    duplicate_window: nanos(duplicateWindowMs),
    num_replicas: replicas,
  };
}

/**
 * Creates the missing streams of all owners and updates those whose settings differ. Services may do neither, so this
 * runs before their first start and after the server has lost its disk. It may run at any time.
 *
 * @param url URL with the credentials of the admin
 * @returns the names of the created and updated streams
 * @throws Error when the server is unreachable or refuses a stream
 */
export async function keepStreams(url: string, settings: StreamSettings = {}): Promise<string[]> {
  const { host, username, password, protocol } = new URL(url);
  const connection = await connect({
    servers: host,
    user: decodeURIComponent(username),
    pass: decodeURIComponent(password),
    ...(protocol === 'tls:' && { tls: {} }),
    reconnect: false,
    timeout: timeoutMs,
  });

  try {
    const changed = await Promise.all(
      streamOwners().map((owner) => keepStream(connection, streamConfig(owner, settings))),
    );
    return changed.flat();
  } finally {
    await connection.close();
  }
}

async function keepStream(connection: NatsConnection, config: StreamConfig): Promise<string[]> {
  const { error, config: present } = await request(connection, `INFO.${config.name}`);
  if (error && error.err_code !== streamNotFound) throw refused(config.name, error.description);
  if (present && !differs(present, config)) return [];

  const verb = present ? 'UPDATE' : 'CREATE';
  const answer = await request(connection, `${verb}.${config.name}`, JSON.stringify(config));
  if (answer.error) throw refused(config.name, answer.error.description);

  return [config.name];
}

async function request(
  connection: NatsConnection,
  verb: string,
  payload?: string,
): Promise<Answer> {
  const answer = await connection.request(`$JS.API.STREAM.${verb}`, payload, {
    timeout: timeoutMs,
  });
  return answer.json<Answer>();
}

function differs(present: Readonly<Record<string, unknown>>, config: StreamConfig): boolean {
  return Object.entries(config).some(
    ([setting, value]) => JSON.stringify(present[setting]) !== JSON.stringify(value),
  );
}

function refused(stream: string, reason: string): Error {
  return new Error(`NATS refuses the stream ${stream}: ${reason}`);
}

function nanos(milliseconds: number): number {
  return milliseconds * 1_000_000;
}
