import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from './free-port';
import { findOrInstallObjectProgram, type ObjectProgram } from './object-program';
import { ServerProcess } from './server-process';

/** A bucket of an S3 server, and the keys of the account that may use it. */
export interface ObjectStorage {
  readonly endpoint: string;
  readonly bucket: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface ObjectServerOptions {
  folder: string;
  /** Default: a free port, kept across restarts. */
  port?: number;
  secretKey: string;
  program?: ObjectProgram | undefined;
}

/** The name of the bucket on machines of developers and in tests. */
const localBucket = 'tribe-app-media';
const accessKey = 'tribe';

interface Command {
  readonly args: string[];
  readonly env: Record<string, string>;
}

/** @returns the storage of a server on this machine */
export function localStorage(port: number, secretKey: string): ObjectStorage {
  return { endpoint: `http://127.0.0.1:${port}`, bucket: localBucket, accessKey, secretKey };
}

/** A private S3 server on 127.0.0.1, with one private bucket. */
export class ObjectServer {
  private process: ServerProcess | undefined;
  private chosenPort: number | undefined;
  /** Files outside of the folder. */
  private sockets: readonly string[] = [];

  constructor(private readonly options: ObjectServerOptions) {
    this.chosenPort = options.port;
  }

  /** @throws Error before the first start when no port was given */
  get storage(): ObjectStorage {
    if (this.chosenPort === undefined)
      throw new Error('The S3 server has no port before its first start');

    return localStorage(this.chosenPort, this.options.secretKey);
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** @throws Error with the end of the log when the server is not ready within 60 s */
  async start(): Promise<void> {
    const { folder } = this.options;
    const program = this.options.program ?? (await findOrInstallObjectProgram(() => undefined));
    this.chosenPort ??= await freePort();
    for (const name of ['data', 'metadata'])
      mkdirSync(path.join(folder, name), { recursive: true, mode: 0o700 });
    const { args, env } = await this.commandOf(program);

    this.process = new ServerProcess({
      name: 'The S3 server',
      program: program.path,
      args,
      env: { ...process.env, ...env },
      cwd: folder,
      logFile: path.join(folder, 'object-server.log'),
    });

    await this.process.start(() => prepareBucket(this.storage), 60_000, 50);
  }

  async stop(): Promise<void> {
    await this.process?.end('SIGTERM', 5_000);
    this.removeSockets();
  }

  async wipe(): Promise<void> {
    await this.process?.end('SIGKILL', 5_000);
    this.removeSockets();
    rmSync(this.options.folder, { recursive: true, force: true });
  }

  private removeSockets(): void {
    for (const socket of this.sockets) rmSync(socket, { force: true });
  }

  private commandOf({ kind }: ObjectProgram): Command | Promise<Command> {
    return kind === 'versitygw' ? this.versitygw() : this.seaweedfs();
  }

  private versitygw(): Command {
    const { endpoint, secretKey } = this.storage;
    const inside = (name: string) => path.join(this.options.folder, name);
    return {
      // Not every file system of a temporary folder has extended attributes, so metadata has files of its own.
      args: [
        '--port',
        new URL(endpoint).host,
        'posix',
        '--sidecar',
        inside('metadata'),
        inside('data'),
      ],
      env: { ROOT_ACCESS_KEY: accessKey, ROOT_SECRET_KEY: secretKey },
    };
  }

  /** SeaweedFS consists of four servers with two ports each; clients use the port of its S3 server only. */
  private async seaweedfs(): Promise<Command> {
    const { endpoint, secretKey } = this.storage;
    const configFile = path.join(this.options.folder, 's3.json');
    const credentials = [{ accessKey, secretKey }];
    const identity = { name: accessKey, credentials, actions: ['Admin', 'Read', 'Write', 'List'] };
    writeFileSync(configFile, JSON.stringify({ identities: [identity] }), { mode: 0o600 });
    const ports = await seaweedPorts();
    // The folder of these files is fixed, and SeaweedFS leaves them behind.
    this.sockets = ports.map(({ part, grpc }) => `/tmp/seaweedfs-${part}-grpc-${grpc}.sock`);

    return {
      args: [
        '-logtostderr=true',
        '-v=0',
        'server',
        '-dir=data',
        '-ip=127.0.0.1',
        '-ip.bind=127.0.0.1',
        '-s3',
        `-s3.port=${new URL(endpoint).port}`,
        '-s3.config=s3.json',
        '-s3.iam=false',
        '-s3.port.iceberg=0',
        '-s3.port.lance=0',
        '-filer.localSocket=filer.sock',
        '-s3.localSocket=s3.sock',
        '-master.telemetry=false',
        '-master.electionTimeout=200ms',
        '-master.heartbeatInterval=50ms',
        '-master.volumeSizeLimitMB=1024',
        '-volume.max=0',
        ...ports.flatMap(({ options }) => options),
      ],
      env: {},
    };
  }
}

/** Finds free ports for the servers of SeaweedFS. The S3 server has an HTTP port already. */
async function seaweedPorts(): Promise<{ part: string; grpc: number; options: string[] }[]> {
  return Promise.all(
    ['master', 'volume', 'filer', 's3'].map(async (part) => {
      const grpc = await freePort();
      const http = part === 's3' ? [] : [`-${part}.port=${await freePort()}`];

      return { part, grpc, options: [`-${part}.port.grpc=${grpc}`, ...http] };
    }),
  );
}

/**
 * Creates the bucket, which is private, and allows apps of every origin to send requests: a signed URL is the permission.
 *
 * @returns whether the server is ready
 */
export async function prepareBucket(storage: ObjectStorage): Promise<boolean> {
  // Loaded here, because commands that start no server need not wait for the client.
  const { S3Client, CreateBucketCommand, PutBucketCorsCommand, PutObjectCommand } =
    await import('@aws-sdk/client-s3');
  const { endpoint, bucket: Bucket, accessKey: accessKeyId, secretKey: secretAccessKey } = storage;

  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey },
  });

  try {
    await client.send(new CreateBucketCommand({ Bucket })).catch(ignoreExistingBucket);

    const rule = {
      AllowedOrigins: ['*'],
      AllowedMethods: ['GET', 'HEAD', 'PUT'],
      AllowedHeaders: ['*'],
      ExposeHeaders: ['ETag'],
      MaxAgeSeconds: 3_600,
    };

    const CORSConfiguration = { CORSRules: [rule] };
    await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration }));
    // SeaweedFS answers before it finds the volumes that hold the objects.
    await client.send(new PutObjectCommand({ Bucket, Key: '.ready', Body: 'ready' }));

    return true;
  } finally {
    client.destroy();
  }
}

function ignoreExistingBucket(error: Error): void {
  if (!['BucketAlreadyOwnedByYou', 'BucketAlreadyExists'].includes(error.name)) throw error;
}

/** @returns the storage as a URL, for the environment of a program */
export function objectStorageUrl({ endpoint, bucket, ...keys }: ObjectStorage): string {
  const url = new URL(`/${bucket}`, endpoint);
  [url.username, url.password] = [keys.accessKey, encodeURIComponent(keys.secretKey)];
  return url.href;
}

/** Reads what {@link objectStorageUrl} returns. */
export function parseObjectStorage(text: string): ObjectStorage {
  const url = new URL(text);
  return {
    endpoint: url.origin,
    bucket: url.pathname.slice(1),
    accessKey: url.username,
    secretKey: decodeURIComponent(url.password),
  };
}

/** Returns the storage that the test files of a run share. */
export function testObjectStorage(): ObjectStorage {
  return parseObjectStorage(process.env['TRIBE_TEST_OBJECTS_URL'] ?? 'http://127.0.0.1:9');
}
