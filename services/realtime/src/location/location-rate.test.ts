import { startTribe, type Tribe } from '@tribe/testing';
import { realtime } from '..';
import { nairobi, Owners, Scene } from './location-scene.test-support';

let tribe: Tribe;
let owners: Owners;

beforeAll(async () => {
  tribe = await startTribe({
    services: [realtime],
    schemas: [],
    env: { LOCATION_INTERVAL_MS: '60000' },
  });
  owners = await Owners.start(tribe);
});
afterAll(() => tribe.stop());

test('positions of a device that come too early are dropped, over all its sockets', async () => {
  const scene = await Scene.open(tribe, owners);
  await scene.share();
  const before = await scene.seen();
  const again = await scene.connect(scene.sharerId, scene.phoneId);
  for (const socket of [scene.phone, again])
    expect(await socket.request('location.update', { ...nairobi, lat: 1 })).toEqual({
      ok: true,
      body: { accepted: false },
    });
  expect(await scene.seen()).toBe(before);
  for (const socket of [scene.phone, scene.viewer, again]) socket.close();
});
