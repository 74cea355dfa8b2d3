import { Replayer } from '@tribe/events';
import { OwnPersonalData } from '@tribe/personal-data';
import { Transactions } from '@tribe/service-kit';
import { ExpireMediaJob } from '../cleanup/expire-media.job';
import { MediaWorld, photo } from '../media.test-support';
import type { Tx } from '../prisma.service';

const hourMs = 3_600_000;

let world: MediaWorld;
beforeAll(async () => {
  world = await MediaWorld.start({ MEDIA_PUBLIC_URL: 'https://cdn.tribe.test' });
});
afterAll(() => world.stop());

/** Runs the job of the next slot. */
const expire = () => world.tribe.service('media').app.get(ExpireMediaJob, { strict: false }).run();

const stateOf = async (id: string) => (await world.brian.get(`/api/v1/media/${id}`)).body.state;

test('media that nothing uses, and an upload that is not completed, are deleted after a day', async () => {
  const unused = await world.upload(world.brian, { bytes: await photo(), purpose: 'profile' });
  const { body: open } = await world.begin(world.brian, { bytes: await photo() });
  world.tribe.clock.advance(23 * hourMs);
  await expire();
  expect([await stateOf(unused.id), await stateOf(open.id)]).toEqual(['ready', 'uploading']);
  world.tribe.clock.advance(2 * hourMs);
  await expire();
  expect([await stateOf(unused.id), await stateOf(open.id)]).toEqual(['deleted', 'deleted']);
  expect(await world.brian.get(`/api/v1/media/uploads/${open.id}`)).toMatchObject({
    body: { upload: null },
  });
});

test('URLs of profile pictures are those of the CDN, and others are signed', async () => {
  const [profile, goal] = [
    await world.upload(world.brian, { bytes: await photo(), purpose: 'profile' }),
    await world.upload(world.brian, { bytes: await photo(), purpose: 'goal' }),
  ];
  expect(profile.variants[0].url).toBe(
    `https://cdn.tribe.test/users/${world.brian.id}/profile/${profile.id}/large.jpg`,
  );
  expect(goal.variants[0].url).toMatch(/X-Amz-Signature=/);
});

test('media is exported with URLs, and erased with its objects', async () => {
  const dorcas = await world.tribe.person('dorcas');
  const { id, variants } = await world.upload(dorcas, { bytes: await photo(), purpose: 'goal' });
  const { source } = world.tribe.service('media').app.get(OwnPersonalData, { strict: false });
  const pages = await Array.fromAsync(source.exportFor(dorcas.id));
  const [row] = pages.find(({ section }) => section === 'media')?.rows ?? [];
  expect(row).toMatchObject({ id, url: expect.stringContaining('large.jpg') });
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
