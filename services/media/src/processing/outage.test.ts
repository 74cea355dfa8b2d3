import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { eventually } from '@tribe/testing';
import { MediaWorld, photo, send } from '../media.test-support';
import { StorageProxy } from '../storage/storage-proxy.test-support';

const uploads = '/api/v1/media/uploads';
const hourMs = 3_600_000;

let proxy: StorageProxy;
let world: MediaWorld;
beforeAll(async () => {
  proxy = await StorageProxy.start();
  world = await MediaWorld.start({ S3_ENDPOINT: proxy.url });
});
afterEach(() => proxy.repair());
afterAll(async () => {
  await world.stop();
  proxy.stop();
});

const stateOf = async (id: string) => (await world.brian.get(`/api/v1/media/${id}`)).body;

/** Sends the bytes of a new photo, and returns the id of the media before it is completed. */
async function sent(): Promise<string> {
  const bytes = await photo();
  const { body } = await world.begin(world.brian, { bytes });
  expect((await send(body.upload, bytes)).status).toBe(200);
  return body.id;
}

const complete = (id: string) => world.brian.post(`${uploads}/${id}/complete`);

/** Lets the next try of a failed job begin. */
async function retry(): Promise<void> {
  world.tribe.clock.advance(hourMs);
  await world.tribe.settled({ timeoutMs: 25_000 });
}

test('without the storage, an upload starts, its completion gets 503 with Retry-After, and succeeds later', async () => {
  const id = await sent();
  proxy.breakAfter(0);
  expect((await world.begin(world.brian, { bytes: await photo() })).status).toBe(201);
  const refused = await complete(id);
  expect([refused.status, refused.body.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(await stateOf(id)).toMatchObject({ state: 'uploading' });

  proxy.repair();
  expect((await complete(id)).status).toBe(200);
  await world.tribe.settled({ timeoutMs: 25_000 });
  expect(await stateOf(id)).toMatchObject({ state: 'ready' });
});

/** The processing reads the upload and then writes three sizes in two formats. */
test.each([1, 4])(
  'a processing that loses the storage after %i requests shows nothing, and is completed later',
  async (requests) => {
    const id = await sent();
    // The completion asks for the size first.
    proxy.breakAfter(1 + requests);
    expect((await complete(id)).status).toBe(200);
    await world.tribe.settled({ timeoutMs: 25_000 });
    expect(await stateOf(id)).toMatchObject({ state: 'processing', variants: [], url: null });

    proxy.repair();
    await retry();
    const { state, variants } = await stateOf(id);
    expect([state, variants.length]).toEqual(['ready', 3]);
    for (const { url, webp_url: webpUrl } of variants)
      expect([(await fetch(url)).status, (await fetch(webpUrl)).status]).toEqual([200, 200]);
  },
);

test('an outage of more tries than a broken file gets rejects no media', async () => {
  const id = await sent();
  proxy.breakAfter(1);
  await complete(id);
  for (let tries = 0; tries < 5; tries++) await retry();
  expect(await stateOf(id)).toMatchObject({ state: 'processing', rejection: null });
});

test('a deletion during an outage is completed later', async () => {
  const media = await world.upload(world.brian, { bytes: await photo() });
  proxy.breakAfter(0);
  expect((await world.brian.delete(`/api/v1/media/${media.id}`)).status).toBe(204);
  await world.tribe.settled({ timeoutMs: 25_000 });
  proxy.repair();
  await retry();
  expect((await fetch(media.variants[0].url)).status).toBe(404);
});

test('the death of the checking program is survived by the service, and the media is checked again', async () => {
  const bytes = await photo(1_500, 1_000);
  const { body } = await world.begin(world.brian, { bytes });
  await send(body.upload, bytes);
  await complete(body.id);
  await eventually(killChecks, { everyMs: 5 });
  await world.tribe.settled({ timeoutMs: 25_000 });
  expect(await stateOf(body.id)).toMatchObject({ state: 'processing', variants: [] });
  await retry();
  expect(await stateOf(body.id)).toMatchObject({ state: 'ready' });
});

/** Kills the checking programs of this process, and returns whether there was one. */
function killChecks(): boolean {
  const own = runningChecks();
  for (const pid of own) process.kill(pid, 'SIGKILL');
  return own.length > 0;
}

function runningChecks(): number[] {
  if (process.platform !== 'linux') {
    const found = spawnSync('pgrep', ['-P', String(process.pid), '-f', 'check-media.js']);
    return found.stdout.toString().split('\n').filter(Boolean).map(Number);
  }

  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && isOwnCheck(pid));
}

function isOwnCheck(pid: number): boolean {
  try {
    const parent = / \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
    const program = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return parent === String(process.pid) && program.includes('check-media.js');
  } catch {
    // It has ended meanwhile.
    return false;
  }
}
