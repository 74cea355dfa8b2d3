import { startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';

let tribe: Tribe;

beforeAll(async () => {
  tribe = await startTribe({ services: allServices, singleProcess: true });
});

afterAll(() => tribe.stop());

test('services that are killed together after a write finish its effects, once, after a restart', async () => {
  const [brian, alvin] = [await tribe.person('brian'), await tribe.person('alvin')];
  await tribe.settled();
  await tribe.befriend(brian, alvin);
  await tribe.singleProcess.kill();

  await tribe.singleProcess.start();
  await tribe.settled();
  const { body } = await brian.get('/api/v1/notifications');
  expect(body.notifications).toMatchObject([
    { notification_type: 'friend_accepted', related_user: { id: alvin.id } },
  ]);
});
