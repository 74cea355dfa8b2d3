import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { secretNamesOf } from '../environment/service-environment';
import type { ServiceEntry } from '../topology/service-topology';
import { readJsonFile, writePrivateFile } from './private-file';
import type { TribeFolder } from './tribe-folder';

/** Passwords of a developer's machine, created once and kept until `npm run reset`. */
export interface Secrets {
  postgres: string;
  redis: string;
  /** The secret key of the S3 server. */
  objects: string;
  natsAdmin: string;
  /** By service name. */
  services: Record<string, ServiceSecrets>;
}

export interface ServiceSecrets {
  nats: string;
  database: string;
  databaseOwner: string;
  /** Secrets of its environment, such as `CURSOR_SECRET`. */
  own: Record<string, string>;
}

type OwnerOfSecrets = Pick<ServiceEntry, 'name' | 'hasDatabase' | 'secrets'>;

/** Reads the secrets and creates missing ones, such as those of a new service. */
export function loadSecrets(folder: TribeFolder, services: readonly OwnerOfSecrets[]): Secrets {
  const known: Partial<Secrets> = readJsonFile(folder.secretsFile) ?? {};

  const secrets: Secrets = {
    postgres: known.postgres ?? newSecret(),
    redis: known.redis ?? newSecret(),
    objects: known.objects ?? newSecret(),
    natsAdmin: known.natsAdmin ?? newSecret(),
    services: { ...known.services },
  };

  for (const service of services) {
    const { own, ...kept } = { ...known.services?.[service.name] };
    const fresh = { nats: newSecret(), database: newSecret(), databaseOwner: newSecret() };
    const missing = Object.fromEntries(secretNamesOf(service).map((name) => [name, newSecret()]));
    secrets.services[service.name] = { ...fresh, ...kept, own: { ...missing, ...own } };
  }

  if (JSON.stringify(secrets) !== JSON.stringify(known)) {
    writePrivateFile(folder.secretsFile, `${JSON.stringify(secrets, null, 2)}\n`);
  }

  if (!existsSync(folder.keysFile))
    writePrivateFile(folder.keysFile, `${JSON.stringify(newKeySet(), null, 2)}\n`);

  return secrets;
}

/** @throws Error when the service was not among those given to loadSecrets() */
export function secretsOf(secrets: Secrets, service: string): ServiceSecrets {
  const found = secrets.services[service];
  if (!found) throw new Error(`${service} has no secrets`);
  return found;
}

/** A JSON Web Key Set with one private ES256 key. */
function newKeySet(): { keys: object[] } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ format: 'jwk' });
  return { keys: [{ ...key, kid: randomUUID(), alg: 'ES256', use: 'sig' }] };
}

function newSecret(): string {
  return randomBytes(24).toString('base64url');
}
