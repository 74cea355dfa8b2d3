import { execFile } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readBrokerUse } from '../servers/broker-use';
import { keepStreams } from '../servers/keep-streams';
import { natsConfig } from '../servers/nats-config';
import { localStorage, type ObjectStorage, prepareBucket } from '../servers/object-server';
import { repositoryRoot } from '../topology/repository-root';
import { natsUsers, type DevServers, type DevServersInput } from './dev-servers';
import { writePrivateFile } from './private-file';
import type { TribeFolder } from './tribe-folder';

const upTimeoutMs = 10 * 60_000;
const downTimeoutMs = 60_000;
const bucketTimeoutMs = 60_000;

/** The servers as containers of docker-compose.dev.yml, on the same ports and with the same passwords. */
export class DockerServers implements DevServers {
  readonly postgresUrl: string;
  readonly servers: DevServers['servers'];

  constructor(private readonly input: DevServersInput) {
    const { ports, secrets } = input;
    this.postgresUrl = `postgresql://postgres:${secrets.postgres}@127.0.0.1:${ports.postgres}/postgres`;
    this.servers = [
      { name: 'Postgres, NATS, Redis and the S3 server (Docker)', start: () => this.start() },
    ];
  }

  async stop(): Promise<void> {
    await compose(this.input.folder, ['down', '--timeout', '10'], downTimeoutMs);
  }

  private async start(): Promise<void> {
    const { folder, ports, secrets } = this.input;

    const config = natsConfig({
      host: '0.0.0.0',
      port: 4222,
      storeFolder: '/data/jetstream',
      admin: { name: 'admin', password: secrets.natsAdmin },
      services: natsUsers(secrets),
      uses: readBrokerUse(),
    });

    writePrivateFile(path.join(folder.nats, 'docker.conf'), config);

    const settings = {
      TRIBE_POSTGRES_PORT: ports.postgres,
      TRIBE_NATS_PORT: ports.nats,
      TRIBE_REDIS_PORT: ports.redis,
      TRIBE_OBJECTS_PORT: ports.objects,
      TRIBE_POSTGRES_PASSWORD: secrets.postgres,
      TRIBE_REDIS_PASSWORD: secrets.redis,
      TRIBE_OBJECTS_SECRET: secrets.objects,
    };

    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
    writePrivateFile(composeEnvironment(folder), `${lines.join('\n')}\n`);
    await compose(folder, ['up', '--detach', '--wait'], upTimeoutMs);
    await keepStreams(`nats://admin:${secrets.natsAdmin}@127.0.0.1:${ports.nats}`);
    await prepareBucketWithin(bucketTimeoutMs, localStorage(ports.objects, secrets.objects));
  }
}

/** The container of the S3 server has no program that could check its health. */
async function prepareBucketWithin(timeoutMs: number, storage: ObjectStorage): Promise<void> {
  const deadline = Date.now() + timeoutMs;

  while (!(await prepareBucket(storage).catch(() => false))) {
    if (Date.now() > deadline)
      throw new Error(`The S3 server was not ready within ${timeoutMs} ms`);
    await sleep(200);
  }
}

/** Deletes the containers and their volumes. */
export async function removeDockerData(folder: TribeFolder): Promise<void> {
  await compose(folder, ['down', '--volumes', '--timeout', '10'], downTimeoutMs);
}

export function composeEnvironment(folder: TribeFolder): string {
  return path.join(folder.folder, 'secrets/docker.env');
}

async function compose(folder: TribeFolder, args: string[], timeout: number): Promise<void> {
  const file = path.join(repositoryRoot, 'docker-compose.dev.yml');
  try {
    const all = ['compose', '--file', file, '--env-file', composeEnvironment(folder), ...args];
    await promisify(execFile)('docker', all, { timeout, maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    const output = (error as { stderr?: string }).stderr?.trim() ?? String(error);
    throw new Error(`docker compose ${args[0]} failed:\n${output}`, { cause: error });
  }
}
