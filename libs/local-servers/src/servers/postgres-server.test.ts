import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withClient } from '../database/roles';
import { PostgresServer } from './postgres-server';

// Creating a cluster takes half a second, and much longer on a busy machine.
jest.setTimeout(120_000);

let folder: string;
let server: PostgresServer;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tribe-postgres-test-'));
  server = new PostgresServer({
    folder: path.join(folder, 'postgres'),
    password: 'p@ss word',
    throwaway: true,
  });
});

afterEach(async () => {
  await server.wipe();
  rmSync(folder, { recursive: true, force: true });
});

const write = (text: string) => withClient(server.url, (client) => client.query(text));
const count = async () => (await write('SELECT count(*)::int AS n FROM notes')).rows[0].n;

test('data and port survive a stop, a restart and a kill', async () => {
  await server.start();
  const { port } = server;
  await write("CREATE TABLE notes (body text); INSERT INTO notes VALUES ('one')");
  await server.stop();
  expect(server.running).toBe(false);
  await server.start();
  await server.restart();
  await write("INSERT INTO notes VALUES ('two')");
  await server.kill();
  await server.start();
  expect(await count()).toBe(2);
  expect(server.port).toBe(port);
});

test('wipe deletes the data, and the next start creates an empty cluster', async () => {
  await server.start();
  await write('CREATE TABLE notes (body text)');
  await server.wipe();
  expect(existsSync(path.join(folder, 'postgres'))).toBe(false);
  await server.start();
  await expect(count()).rejects.toThrow('"notes" does not exist');
});

test('a failed start throws the error of the server', async () => {
  await server.start();
  const second = new PostgresServer({
    folder: path.join(folder, 'other'),
    password: 'x',
    port: server.port,
  });
  await expect(second.start()).rejects.toThrow(
    /Postgres stopped right after its start[^]*Address already in use/,
  );
  await second.wipe();
});
