import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ObjectServer, objectStorageUrl, parseObjectStorage } from './object-server';

test('keeps objects across a restart, and answers strangers with 403', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tribe-objects-test-'));
  const server = new ObjectServer({ folder, secretKey: 'a/secret:of the test' });

  try {
    await server.start();
    const storage = parseObjectStorage(objectStorageUrl(server.storage));
    expect(storage).toEqual(server.storage);
    const { endpoint, bucket: Bucket, accessKey: accessKeyId, secretKey } = storage;

    const client = new S3Client({
      endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey: secretKey },
    });

    await client.send(new PutObjectCommand({ Bucket, Key: 'folder/object', Body: 'content' }));
    await server.stop();
    await server.start();
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'folder/object' }));
    expect(await Body?.transformToString()).toBe('content');
    expect((await fetch(`${endpoint}/${Bucket}/folder/object`)).status).toBe(403);
    client.destroy();
  } finally {
    await server.wipe();
  }
});

test('leaves no sockets behind', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tribe-objects-test-'));
  const server = new ObjectServer({ folder, secretKey: 'secret' });
  const before = new Set(socketsOfMachine());
  await server.start();
  const line = execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(server.pid)]).toString();
  const ports = line.match(/(?<==)\d{4,5}\b/g) ?? [];
  await server.wipe();

  const left = socketsOfMachine().filter((name) => !before.has(name));
  expect(left.filter((name) => ports.some((port) => name.includes(port)))).toEqual([]);
});

const socketsOfMachine = () => readdirSync('/tmp').filter((name) => name.endsWith('.sock'));
