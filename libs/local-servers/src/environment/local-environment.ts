import { localStorage } from '../servers/object-server';
import type { ServerPorts } from '../system/ports';
import { secretsOf, type Secrets } from '../system/secrets';
import { schemaName, type ServiceEntry } from '../topology/service-topology';
import { environmentOf, type Surroundings } from './service-environment';

export interface LocalSystem {
  readonly ports: ServerPorts;
  readonly secrets: Secrets;
  readonly keysFile: string;
  /** Every service of the repository, including services that are not started, because the gateway needs all URLs. */
  readonly all: readonly ServiceEntry[];
  /** Whether the page of the mailbox takes the pushes; otherwise, none are sent. */
  readonly hasPushes?: boolean;
}

/** Variables that a developer may override from the shell: `LOG_LEVEL=debug npm start`. */
const overridable = [
  'LOG_LEVEL',
  'RATE_LIMIT_ENABLED',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'ACCESS_TOKEN_EXPIRE_MINUTES',
  'ADMIN_EMAILS',
];

/** Returns the environment of a service on a developer's machine. */
export function localEnvironment(
  service: ServiceEntry,
  system: LocalSystem,
  shell: NodeJS.ProcessEnv = {},
): Record<string, string> {
  const overrides = overridable.flatMap((name) =>
    shell[name] === undefined ? [] : [[name, shell[name]]],
  );
  return {
    NODE_ENV: 'development',
    LOG_LEVEL: 'info',
    HOST: '127.0.0.1',
    PORT: String(service.port),
    METRICS_PORT: String(service.metricsPort),
    ...environmentOf(service, localSurroundings(system)),
    ...Object.fromEntries(overrides),
  };
}

/** @returns the URL of a service on this machine */
export function urlOf({ port }: Pick<ServiceEntry, 'port'>): string {
  return `http://127.0.0.1:${port}`;
}

function localSurroundings({
  ports,
  secrets,
  keysFile,
  all,
  hasPushes,
}: LocalSystem): Surroundings {
  const keyOwner = portOf(all, 'signing-keys');
  const edge = portOf(all, 'upstreams');
  return {
    databaseUrlOf: (name) => {
      const schema = schemaName(name);
      const { database } = secretsOf(secrets, name);
      return `postgresql://${schema}:${database}@127.0.0.1:${ports.postgres}/tribe?schema=${schema}`;
    },
    natsUrlOf: (name) => `nats://${name}:${secretsOf(secrets, name).nats}@127.0.0.1:${ports.nats}`,
    redisUrl: `redis://:${secrets.redis}@127.0.0.1:${ports.redis}`,
    objectStorage: localStorage(ports.objects, secrets.objects),
    smtpUrl: `smtp://127.0.0.1:${ports.smtp}`,
    ...(hasPushes && { pushUrl: `http://127.0.0.1:${ports.mailbox}/pushes` }),
    appUrl: `http://127.0.0.1:${edge}`,
    // Browsers support passkeys on localhost, but not on 127.0.0.1.
    passkeys: { domain: 'localhost', origin: `http://localhost:${edge}` },
    jwksUrl: `http://127.0.0.1:${keyOwner}/.well-known/jwks.json`,
    keysFile,
    upstreams: new Map(
      all.filter(({ paths }) => paths.length > 0).map((service) => [service.name, urlOf(service)]),
    ),
    secretOf: (name, secret) => secretsOf(secrets, name).own[secret] ?? '',
  };
}

/** @throws Error when no service has the need */
function portOf(all: readonly ServiceEntry[], need: ServiceEntry['needs'][number]): number {
  const found = all.find(({ needs }) => needs.includes(need));
  if (!found) throw new Error(`No service of this repository has the need ${need}`);
  return found.port;
}
