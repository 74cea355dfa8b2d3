import { createHash } from 'node:crypto';
import { newId } from '@tribe/service-kit';
import sharp from 'sharp';
import { animated, MediaWorld, photo, send, video } from '../media.test-support';
import { ObjectStore } from '../storage/object-store';

const uploads = '/api/v1/media/uploads';

let world: MediaWorld;
beforeAll(async () => {
  world = await MediaWorld.start();
});
afterAll(() => world.stop());

test('a profile picture gets its sizes, and no metadata or original can be read', async () => {
  const bytes = await photo(900, 600);
  expect(bytes.includes('Phone of Brian')).toBe(true);
  const media = await world.upload(world.brian, { bytes, purpose: 'profile' });

  expect(media).toMatchObject({
    state: 'ready',
    width: 600,
    height: 900,
    color: expect.stringMatching(/^#[0-9a-f]{6}$/),
    blurhash: expect.stringMatching(/^.{20,40}$/),
    variants: [
      { name: 'large', width: 600, height: 600 },
      { name: 'medium', width: 400, height: 400 },
      { name: 'thumb', width: 150, height: 150 },
    ],
  });

  for (const { url, webp_url: webpUrl } of media.variants) {
    const [jpeg, webp] = [await fetch(url), await fetch(webpUrl)];
    expect(jpeg.headers.get('content-type')).toBe('image/jpeg');
    expect(jpeg.headers.get('cache-control')).toBe('max-age=2592000, immutable');
    expect(webp.headers.get('content-type')).toBe('image/webp');
    for (const response of [jpeg, webp])
      expect(Buffer.from(await response.arrayBuffer()).toString('latin1')).not.toMatch(
        /Exif|Phone of Brian|GPS/,
      );
  }

  expect(await objectsOf(media.id)).toEqual([]);
});

/** Returns the keys below `uploads/` that exist for a media, with the rights of the service. */
async function objectsOf(mediaId: string): Promise<string[]> {
  const store = world.tribe.service('media').app.get(ObjectStore, { strict: false });
  const key = `uploads/${mediaId}`;
  return (await store.sizeOf(key)) === undefined ? [] : [key];
}

test('an upload asks for the encryption at rest that is configured', async () => {
  const encrypted = await MediaWorld.start({ S3_ENCRYPTION: 'AES256' });
  const { upload } = (await encrypted.begin(encrypted.brian, { bytes: await photo() })).body;
  await encrypted.stop();
  const header = 'x-amz-server-side-encryption';
  expect(upload.headers).toMatchObject({ [header]: 'AES256' });
  expect(new URL(upload.url).searchParams.get('X-Amz-SignedHeaders')).toContain(header);
});

test('the same bytes for the same purpose are uploaded once, and for another purpose again', async () => {
  const bytes = await photo();
  const media = await world.upload(world.brian, { bytes, purpose: 'goal' });
  const again = await world.begin(world.brian, { bytes, purpose: 'goal' });
  expect(again).toMatchObject({
    status: 200,
    body: { id: media.id, state: 'ready', upload: null },
  });
  expect((await world.begin(world.brian, { bytes, purpose: 'event' })).status).toBe(201);
  expect((await world.begin(world.alvin, { bytes, purpose: 'goal' })).status).toBe(201);
});

test('a file that was announced with a wrong type or size can be announced again', async () => {
  const { brian } = world;
  const bytes = Buffer.from('plain text');
  const wrong = await world.begin(brian, { bytes, contentType: 'application/zip' });
  const right = await world.begin(brian, { bytes, contentType: 'text/plain' });
  expect([wrong.status, right.status]).toEqual([201, 201]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const body = { purpose: 'message', content_type: 'text/plain', size: 9, sha256 };
  expect((await brian.post(uploads, body)).status).toBe(201);
});

test('completing is refused before the bytes are there, and repeating it changes nothing', async () => {
  const bytes = await photo();
  const { body } = await world.begin(world.brian, { bytes });
  const complete = () => world.brian.post(`${uploads}/${body.id}/complete`);
  expect(await complete()).toMatchObject({
    status: 409,
    body: { code: 'MEDIA_UPLOAD_INCOMPLETE' },
  });
  const resumed = (await world.brian.get(`${uploads}/${body.id}`)).body;
  await send(resumed.upload, bytes);
  expect((await Promise.all([complete(), complete()])).map(({ status }) => status)).toEqual([
    200, 200,
  ]);
  await world.tribe.settled({ timeoutMs: 25_000 });
  expect(await complete()).toMatchObject({ status: 200, body: { state: 'ready' } });
  expect(await eventsOf(body.id)).toEqual(['ready']);
});

async function eventsOf(id: string): Promise<string[]> {
  const { rows } = await (
    await world.tribe.db('media')
  ).query<{ subject: string }>(
    'SELECT subject FROM outbox WHERE entity_id = $1 ORDER BY position',
    [id],
  );
  return rows.map(({ subject }) => subject.split('.').at(-2) ?? '');
}

test('an upload can be cancelled until it is complete', async () => {
  const bytes = await photo();
  const { body } = await world.begin(world.brian, { bytes });
  const own = `${uploads}/${body.id}`;
  expect((await world.brian.delete(own)).status).toBe(204);
  expect((await world.brian.delete(own)).status).toBe(204);
  expect((await world.brian.get(own)).body).toMatchObject({ state: 'deleted', upload: null });
  expect((await world.brian.post(`${own}/complete`)).body.code).toBe('MEDIA_UPLOAD_ENDED');
  const media = await world.upload(world.brian, { bytes: await photo() });
  expect((await world.brian.delete(`${uploads}/${media.id}`)).body.code).toBe('MEDIA_UPLOAD_ENDED');
});

test('deleting a media revokes its URLs and leaves a tombstone', async () => {
  const media = await world.upload(world.brian, { bytes: await photo() });
  const [{ url }] = media.variants;
  expect((await fetch(url)).status).toBe(200);
  expect((await world.brian.delete(`/api/v1/media/${media.id}`)).status).toBe(204);
  await world.tribe.settled();
  expect((await fetch(url)).status).toBe(404);
  expect((await world.brian.get(`/api/v1/media/${media.id}`)).body).toMatchObject({
    state: 'deleted',
    variants: [],
    url: null,
  });
  expect(await eventsOf(media.id)).toEqual(['ready', 'deleted']);
});

test('a file in a message is stored as it is and downloaded, not shown', async () => {
  const bytes = Buffer.from('<script>alert(1)</script> as text');
  const media = await world.upload(world.brian, { bytes, contentType: 'text/plain' });
  expect(media).toMatchObject({ state: 'ready', variants: [], width: null });
  const response = await fetch(media.url);
  expect(response.headers.get('content-disposition')).toBe('attachment');
  expect(await response.text()).toBe(bytes.toString());
});

test('an animated PNG is a PNG, and XML is text', async () => {
  const { brian } = world;
  const still = await sharp(await photo())
    .png()
    .toBuffer();
  const animation = { bytes: animated(still), contentType: 'image/png' };
  expect(await world.upload(brian, animation)).toMatchObject({ state: 'ready', width: 60 });
  const bytes = Buffer.from('<?xml version="1.0"?><route/>');
  expect(await world.upload(brian, { bytes, contentType: 'text/plain' })).toMatchObject({
    state: 'ready',
  });
});

test('a video in a message has no place where it was taken, and a voice message is an MP4 too', async () => {
  const bytes = video('+52.5200+013.4050/');
  const media = await world.upload(world.brian, { bytes, contentType: 'video/mp4' });
  expect(media).toMatchObject({ state: 'ready', content_type: 'video/mp4', variants: [] });
  const response = await fetch(media.url);
  expect(response.headers.get('content-type')).toBe('video/mp4');
  const stored = Buffer.from(await response.arrayBuffer());
  expect(stored).toHaveLength(bytes.length);
  expect(stored.includes('+52.5200')).toBe(false);
  const voice = { bytes: video(''), contentType: 'audio/mp4' };
  expect(await world.upload(world.brian, voice)).toMatchObject({ state: 'ready' });
});

test('the eleventh post of an hour is refused with the time to wait, and messages are not', async () => {
  const clarie = await world.tribe.person('clarie');
  const begin = async (purpose: string) => world.begin(clarie, { bytes: await photo(), purpose });
  const eleven = await Promise.all(Array.from({ length: 11 }, () => begin('post')));
  expect(eleven.map(({ status }) => status).sort()).toEqual([...Array(10).fill(201), 429]);
  const refused = eleven.find(({ status }) => status === 429);
  expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(3_500);
  expect((await begin('message')).status).toBe(201);
});

test.each([
  ['an unknown purpose', { purpose: 'banner' }, 'VALIDATION_FAILED'],
  ['an unknown type', { content_type: 'image/svg+xml' }, 'VALIDATION_FAILED'],
  ['a file for a post', { purpose: 'post', content_type: 'text/plain' }, 'MEDIA_TYPE_NOT_ALLOWED'],
  ['a picture of 21 MB', { size: 21 * 1_048_576 }, 'MEDIA_TOO_LARGE'],
  ['a size of 0', { size: 0 }, 'VALIDATION_FAILED'],
  ['a checksum in capitals', { sha256: 'A'.repeat(64) }, 'VALIDATION_FAILED'],
  ['a name with a path', { name: '../../etc/passwd' }, 'VALIDATION_FAILED'],
])('%s is refused with 422 and starts no upload', async (_what, change, code) => {
  const body = { purpose: 'message', content_type: 'image/png', size: 5, sha256: 'c'.repeat(64) };
  expect(await world.alvin.post(uploads, { ...body, ...change })).toMatchObject({
    status: 422,
    body: { code },
  });
  const db = await world.tribe.db('media');
  expect((await db.query(`SELECT FROM media WHERE sha256 = $1`, [body.sha256])).rowCount).toBe(0);
});

test('the media of another user answers as a missing one', async () => {
  const { body } = await world.begin(world.brian, { bytes: await photo() });
  const { alvin } = world;
  for (const id of [body.id, newId()]) {
    const paths = [`${uploads}/${id}`, `/api/v1/media/${id}`];
    const answers = [
      ...(await Promise.all(paths.flatMap((at) => [alvin.get(at), alvin.delete(at)]))),
      await alvin.post(`${uploads}/${id}/complete`),
    ];
    for (const { status, body: problem } of answers)
      expect([status, problem.code]).toEqual([404, 'MEDIA_NOT_FOUND']);
  }
});
