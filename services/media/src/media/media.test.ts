import { MediaService } from '@tribe/contracts';
import { Replayer } from '@tribe/events';
import { OwnPersonalData } from '@tribe/personal-data';
import { dayMs, newId, Transactions } from '@tribe/service-kit';
import { MediaWorld, photo } from '../media.test-support';
import type { Tx } from '../prisma.service';

const hourMs = 3_600_000;

let world: MediaWorld;
beforeAll(async () => {
  world = await MediaWorld.start({ MEDIA_PUBLIC_URL: 'https://cdn.tribe.test' });
});
afterAll(() => world.stop());

const stateOf = async (id: string) => (await world.brian.get(`/api/v1/media/${id}`)).body.state;

test('media that nothing uses and incomplete uploads are deleted after a day, attached media is kept', async () => {
  const [used, unused] = [
    await world.upload(world.brian, { bytes: await photo(), purpose: 'profile' }),
    await world.upload(world.brian, { bytes: await photo(), purpose: 'profile' }),
  ];
  const { body: open } = await world.begin(world.brian, { bytes: await photo() });
  const use = { mediaId: used.id, ownerId: world.brian.id, purpose: 'profile', target: 'profile' };
  const media = await world.rpc();

  for (let call = 0; call < 2; call++)
    expect(await media.attachMedia(use)).toMatchObject({ attached: true, state: 'ready' });

  world.tribe.clock.advance(dayMs + hourMs);
  await world.expire();
  expect([await stateOf(used.id), await stateOf(unused.id), await stateOf(open.id)]).toEqual([
    'ready',
    'deleted',
    'deleted',
  ]);

  for (let call = 0; call < 2; call++)
    await media.detachMedia({ mediaId: used.id, target: 'profile' });

  world.tribe.clock.advance(23 * hourMs);
  await world.expire();
  expect(await stateOf(used.id)).toBe('ready');
  world.tribe.clock.advance(2 * hourMs);
  await world.expire();
  expect(await stateOf(used.id)).toBe('deleted');
});

test('media that is uploaded again is kept for another day', async () => {
  const bytes = await photo();
  const { id } = (await world.begin(world.brian, { bytes })).body;
  world.tribe.clock.advance(23 * hourMs);
  expect((await world.begin(world.brian, { bytes })).body.id).toBe(id);
  world.tribe.clock.advance(2 * hourMs);
  await world.expire();
  expect(await stateOf(id)).toBe('uploading');
});

test.each([
  ['of another user', { ownerId: newId() }],
  ['for another purpose', { purpose: 'cover' }],
  ['that does not exist', { mediaId: newId() }],
  ['with an invalid id', { mediaId: "' OR 1=1" }],
  ['without a target', { target: '' }],
])('media %s is not attached', async (_what, change) => {
  const { id } = (await world.begin(world.brian, { bytes: await photo(), purpose: 'goal' })).body;
  const use = { mediaId: id, ownerId: world.brian.id, purpose: 'goal', target: 'goal' };
  expect(await (await world.rpc()).attachMedia({ ...use, ...change })).toMatchObject({
    attached: false,
  });
});

test('URLs of profile pictures are those of the CDN, and others are signed', async () => {
  const [profile, goal] = [
    await world.upload(world.brian, { bytes: await photo(), purpose: 'profile' }),
    await world.upload(world.brian, { bytes: await photo(), purpose: 'goal' }),
  ];
  const { body: pending } = await world.begin(world.brian, { bytes: await photo() });
  const mediaIds = [profile.id, goal.id, pending.id, newId()];
  const { media } = await (await world.rpc()).getMediaUrls({ mediaIds });
  const urlOf = (id: string) => media.find(({ mediaId }) => mediaId === id)?.variants[0]?.url;
  expect(media).toHaveLength(2);
  expect(urlOf(profile.id)).toBe(
    `https://cdn.tribe.test/users/${world.brian.id}/profile/${profile.id}/large.jpg`,
  );
  expect(urlOf(goal.id)).toMatch(/X-Amz-Signature=/);
});

test('the URL of a profile picture leads everyone to the object until it is deleted', async () => {
  const { id } = await world.upload(world.brian, { bytes: await photo(), purpose: 'profile' });
  const { id: secret } = await world.upload(world.brian, { bytes: await photo() });
  const folder = `/api/v1/media/public/users/${world.brian.id}`;
  const get = (path: string) =>
    fetch(`${world.tribe.service('media').url}${folder}/${path}`, { redirect: 'manual' });

  const answer = await get(`profile/${id}/medium.webp`);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([302, 'public, max-age=60']);
  const picture = await fetch(answer.headers.get('location') ?? '');
  expect(picture.headers.get('content-type')).toBe('image/webp');

  const others = [
    `cover/${id}/large.jpg`,
    `profile/${secret}/large.jpg`,
    `profile/${newId()}/large.jpg`,
  ];
  for (const path of others) expect((await get(path)).status).toBe(404);
  await world.brian.delete(`/api/v1/media/${id}`);
  expect((await get(`profile/${id}/medium.webp`)).status).toBe(404);
});

test('reserved media is kept for a day more, and detached media can be deleted at once', async () => {
  const { id } = await world.upload(world.brian, { bytes: await photo(), purpose: 'profile' });
  const media = await world.rpc();
  const { body: open } = await world.begin(world.brian, {
    bytes: await photo(),
    purpose: 'profile',
  });
  world.tribe.clock.advance(23 * hourMs);
  const mediaIds = [id, open.id, newId()];
  const request = { ownerId: world.brian.id, purpose: 'profile', target: 'first', mediaIds };
  const reserved = await media.reserveMedia(request);
  expect(reserved.media.map((each) => [each.media?.id, each.state]).sort()).toEqual(
    [
      [id, 'ready'],
      [open.id, 'uploading'],
    ].sort(),
  );
  expect(await media.reserveMedia({ ...request, ownerId: world.alvin.id })).toMatchObject({
    media: [],
  });
  expect(await media.reserveMedia({ ...request, purpose: 'cover' })).toMatchObject({ media: [] });
  world.tribe.clock.advance(2 * hourMs);
  await world.expire();
  expect([await stateOf(id), await stateOf(open.id)]).toEqual(['ready', 'deleted']);

  const use = { mediaId: id, ownerId: world.brian.id, purpose: 'profile', target: 'first' };
  await media.attachMedia(use);
  await media.attachMedia({ ...use, target: 'second' });
  await media.detachMedia({ ...use, deleteUnused: true });
  expect(await stateOf(id)).toBe('ready');
  await media.detachMedia({ ...use, target: 'second', deleteUnused: true });
  expect(await stateOf(id)).toBe('deleted');
});

test('media is exported with URLs and without a trace of reports, and erased with its objects', async () => {
  const dorcas = await world.tribe.person('dorcas');
  const { id, variants } = await world.upload(dorcas, { bytes: await photo(), purpose: 'goal' });
  const use = { mediaId: id, ownerId: dorcas.id, purpose: 'goal' };
  await (await world.rpc()).attachMedia({ ...use, target: 'goal' });
  const moderation = (await world.tribe.rpcAs('social-graph')).client(MediaService);
  await moderation.attachMedia({ ...use, target: `report/${newId()}` });
  const { source } = world.tribe.service('media').app.get(OwnPersonalData, { strict: false });
  const pages = await Array.fromAsync(source.exportFor(dorcas.id));
  const [row] = pages.find(({ section }) => section === 'media')?.rows ?? [];
  expect(row).toMatchObject({
    id,
    url: expect.stringContaining('large.jpg'),
    attachments: [{ target: 'gallery goal' }],
  });
  const transactions = world.tribe.service('media').app.get<Transactions<Tx>>(Transactions);
  const erase = () => transactions.run((tx) => source.erase(tx, dorcas.id));
  expect((await fetch(variants[0].url)).status).toBe(200);
  expect(await erase()).toMatchObject({ media: 1 });
  expect(await erase()).toMatchObject({ media: 0 });
  await world.tribe.settled();
  expect((await fetch(variants[0].url)).status).toBe(404);
});

test('a replay publishes ready media only', async () => {
  const ready = await world.upload(world.alvin, { bytes: await photo() });
  const { body } = await world.begin(world.alvin, { bytes: await photo() });
  await world.tribe.service('media').app.get(Replayer, { strict: false }).replay();
  const { rows } = await (
    await world.tribe.db('media')
  ).query(`SELECT entity_id AS id FROM outbox WHERE subject LIKE '%snapshotted%'`);
  const ids = rows.map(({ id }) => id);
  expect(ids).toContain(ready.id);
  expect(ids).not.toContain(body.id);
});
