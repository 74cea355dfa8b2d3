import { TribeClient } from '@tribe/client';
import { eventually, type Person, startTribe, type Tribe, within } from '@tribe/testing';
import { io } from 'socket.io-client';
import { allServices } from './all-services';

const nairobi = { lat: -1.2921, lng: 36.8219, accuracy: 12 };

let tribe: Tribe;
let brian: Person;
let clarie: Person;
let phone: TribeClient;

beforeAll(async () => {
  const env = { LOCATION_INTERVAL_MS: '0' };
  tribe = await startTribe({ services: allServices, env });
  [brian, clarie] = [await tribe.person('brian'), await tribe.person('clarie')];
  await tribe.befriend(brian, clarie);
  await tribe.settled();
  phone = new TribeClient({ url: tribe.service('gateway').url, io });
  await phone.session.logIn({ email: brian.email, password: brian.password });
}, 60_000);

afterAll(async () => {
  phone.close();
  await tribe.stop();
});

const allow = (share_location: boolean) =>
  brian.put('/api/v1/settings/privacy', { share_location });

test('a location is shared only with the setting on, and ends within a second when it is turned off', async () => {
  const viewers = { friend_ids: [clarie.id] };
  await expect(phone.location.share(viewers, 3_600)).rejects.toMatchObject({
    code: 'LOCATION_SHARING_DISABLED',
  });

  await within(1_000, async () => {
    await allow(true);
    await tribe.settled();
    const share_id = await phone.location.share(viewers, 3_600);
    const viewer = await clarie.socket();
    await viewer.next('location.started');
    await phone.location.update(nairobi);
    expect(await viewer.next('location.update')).toMatchObject({ share_id, ...nairobi });

    return async () => {
      await allow(false);
      expect(await viewer.next('location.ended')).toMatchObject({ share_id });
      viewer.close();
    };
  });

  await eventually(() => !phone.location.isSharing);
  await expect(phone.location.update(nairobi)).rejects.toMatchObject({
    code: 'LOCATION_NOT_SHARED',
  });
});

test('a share survives a loss of Redis, and ends for a viewer who blocks the user', async () => {
  await allow(true);
  await tribe.settled();
  const viewer = await clarie.socket();
  await phone.location.share({ friend_ids: [clarie.id] }, 3_600);
  await tribe.redis.flush();
  await phone.location.update(nairobi);
  expect(await viewer.next('location.update')).toMatchObject({ user_id: brian.id, ...nairobi });

  const blocked = await clarie.post('/api/v1/settings/blocked-users', { user_id: brian.id });
  expect(blocked.status).toBe(201);
  await viewer.next('location.ended');
  await eventually(() => !phone.location.isSharing);
  viewer.close();
});
