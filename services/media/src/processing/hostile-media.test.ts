import sharp from 'sharp';
import { MediaWorld, photo, pngHeader, send, video } from '../media.test-support';
import { keysOf } from '../media/media-kind.rules';
import { ObjectStore } from '../storage/object-store';

let world: MediaWorld;
beforeAll(async () => {
  world = await MediaWorld.start();
});
afterAll(() => world.stop());

const jpeg = 'image/jpeg';
const png = 'image/png';
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

test.each<[string, () => Promise<Buffer>, string, string]>([
  ['an SVG with a script', async () => svg, png, 'wrong_type'],
  ['a page', async () => Buffer.from('<!doctype html><script>1</script>'), jpeg, 'wrong_type'],
  ['a PNG that is announced as JPEG', async () => pngHeader(1, 1), jpeg, 'wrong_type'],
  [
    'a program as text',
    async () => Buffer.from('7f454c46020101', 'hex'),
    'text/plain',
    'wrong_type',
  ],
  ['text that is announced as a video', async () => Buffer.from('mp4'), 'video/mp4', 'wrong_type'],
  ['a truncated video', async () => video('x').subarray(0, -1), 'video/mp4', 'unreadable'],
  ['text with NUL', async () => Buffer.from('a\0b'), 'text/plain', 'wrong_type'],
  [
    'a PNG of 30,000 x 30,000 pixels',
    async () => pngHeader(30_000, 30_000),
    png,
    'too_many_pixels',
  ],
  ['a truncated JPEG', async () => (await photo(200, 200)).subarray(0, 700), jpeg, 'unreadable'],
  ['an animation of 501 frames', frameBomb, 'image/gif', 'too_many_frames'],
])('%s is rejected, and no object remains', async (_what, bytes, contentType, rejection) => {
  const media = await world.upload(world.brian, { bytes: await bytes(), contentType });
  expect(media).toMatchObject({ state: 'rejected', rejection, variants: [], url: null });
  expect(await remaining(media.id)).toEqual([]);
});

async function frameBomb(): Promise<Buffer> {
  const frames = Buffer.alloc(501 * 3);
  // The encoder joins equal frames.
  for (let frame = 0; frame < 501; frame += 2) frames.fill(255, frame * 3, frame * 3 + 3);
  const raw = { width: 1, height: 501, channels: 3 as const, pageHeight: 1 };
  return sharp(frames, { raw }).gif({ loop: 0 }).toBuffer();
}

async function remaining(id: string): Promise<string[]> {
  const store = world.tribe.service('media').app.get(ObjectStore, { strict: false });
  const keys = keysOf({ id, ownerId: world.brian.id, purpose: 'message' });
  const sizes = await Promise.all(keys.map((key) => store.sizeOf(key)));
  return keys.filter((_, index) => sizes[index] !== undefined);
}

test('a file with two formats leaves only its picture in the stored objects', async () => {
  const bytes = Buffer.concat([await photo(), Buffer.from('<script>alert("polyglot")</script>')]);
  const media = await world.upload(world.brian, { bytes });
  expect(media.state).toBe('ready');
  for (const { url } of media.variants)
    expect(await (await fetch(url)).text()).not.toContain('polyglot');
});

test('the storage refuses other bytes, another length and a changed or foreign URL', async () => {
  const bytes = await photo();
  const { upload } = (await world.begin(world.brian, { bytes })).body;
  const other = Buffer.from(bytes);
  other[other.length - 1]! ^= 1;
  const elsewhere = upload.url.replace(/uploads\/[0-9a-f-]+/, 'users/another/profile/large.jpg');
  const lasting = upload.url.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=600000');
  const withHeaders = (change: object) => ({
    ...upload,
    headers: { ...upload.headers, ...change },
  });

  const refused = await Promise.all([
    send(upload, other),
    send(upload, Buffer.concat([bytes, bytes])),
    send(upload, bytes.subarray(1)),
    send({ ...upload, url: elsewhere }, bytes),
    send({ ...upload, url: lasting }, bytes),
    send(withHeaders({ 'content-type': 'text/html' }), bytes),
    fetch(upload.url),
    fetch(upload.url, { method: 'DELETE' }),
    fetch(upload.url.split('?')[0] ?? ''),
  ]);

  for (const { status } of refused) expect([400, 403]).toContain(status);
  expect((await send(upload, bytes)).status).toBe(200);
});

test('bytes that are sent again after the deletion are deleted when the URL has expired', async () => {
  const bytes = await photo();
  const { body } = await world.begin(world.brian, { bytes });
  await world.brian.delete(`/api/v1/media/uploads/${body.id}`);
  await world.tribe.settled();
  expect((await send(body.upload, bytes)).status).toBe(200);
  expect(await remaining(body.id)).toHaveLength(1);
  world.tribe.clock.advance(20 * 60_000);
  await world.tribe.settled();
  expect(await remaining(body.id)).toEqual([]);
});
